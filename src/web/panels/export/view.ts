import type { NodeNames } from '../../../core/keepalived/heartbeat.js';
import { type Role, roles } from '../../../core/keepalived/obstacles.js';
import type { EnginePlaces } from '../../../core/keepalived/places.js';
import { renderers, type Target, type TargetNeeds } from '../../../core/keepalived/targets.js';
import { readable } from '../../../core/lvscf/bytes.js';
import type { Config } from '../../../core/lvscf/config.js';
import type { Words } from '../../../text/index.js';
import { noteSentence } from '../../../text/rendering.js';
import { type ObstacleLine, obstacleLine } from '../../obstacle-line.js';
import { files, type Tool, tools } from './files.js';

/** What somebody wants to see. */
export interface Chosen {
  readonly tool: Tool;
  readonly role: Role;
  /** How heartbeat is to call the routers, as typed. */
  readonly typed: NodeNames;
  /** The same; nothing where heartbeat would not take them. */
  readonly names: NodeNames | undefined;
}

/** What the template shows. */
export function exportView(
  config: Config,
  chosen: Chosen,
  needs: TargetNeeds,
  { configuration, unsure }: EnginePlaces,
  words: Words,
) {
  const { role, tool, typed, names } = chosen;
  const say = words.exporting;
  const obstacles = new Map<string, ObstacleLine>();
  /** What is said of a file that there is none of: the table is wanted together with it. */
  const notesWithoutFile = (target: Target) => {
    const { text, notes = [] } = renderers[target](config, needs);
    return text === '' ? notes : [];
  };
  const shown = Object.entries(files).flatMap(([key, file]) => {
    const target = key as Target;
    if (!file.tool.includes(tool)) return [];
    const { text, notes = [], obstacles: why = [] } = renderers[target](config, needs);
    for (const line of why.map((one) => obstacleLine(config, one, words))) obstacles.set(line.text, line);
    if (text === undefined || text === '') return [];
    const path = file.path || configuration;
    const alsoSaid = target === 'ipvsadm' ? notesWithoutFile('packet-filter') : [];
    return {
      id: `file-${target.replace('.', '-')}`,
      path,
      lead: say.files[target],
      notes: [...notes, ...alsoSaid].map((note) => noteSentence(words, note)),
      text: readable(text),
      // A new secret is shown to whoever wants one, not to everybody who looks over a shoulder.
      isSecret: target === 'authkeys',
      href: `/secure/export/download?file=${target}&${chosenQuery(chosen)}`,
    };
  });
  return {
    tools: tools.map((one) => ({
      text: say.tools[one],
      href: `/secure/export?${chosenQuery({ ...chosen, tool: one })}`,
      current: one === tool,
    })),
    tool,
    about: say.about[tool],
    roles: roles.map((one) => ({ value: one, text: words.keepalived.roles[one], selected: one === role })),
    typed,
    ...(names === undefined ? { wrongNames: say.find.wrongNames } : {}),
    ...(unsure !== undefined && tool === 'keepalived'
      ? { unsure: words.keepalived.installed.unsure(unsure) }
      : {}),
    obstacles: [...obstacles.values()],
    files: shown,
  };
}

/** The same choice in an address; what is as usual is left out. */
export function chosenQuery({ tool, role, typed }: Chosen): string {
  const needed = { keepalived: { role }, heartbeat: typed, ipvsadm: {}, original: {} }[tool];
  return new URLSearchParams({ tool, ...needed }).toString();
}
