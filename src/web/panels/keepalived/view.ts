import { renderIpvsadm } from '../../../core/keepalived/ipvsadm.js';
import { type FieldMapping, type Fit, mapping } from '../../../core/keepalived/mapping.js';
import { type Role, roles } from '../../../core/keepalived/obstacles.js';
import { runnerOfStatement } from '../../../core/keepalived/outside-programs.js';
import type { EnginePlaces } from '../../../core/keepalived/places.js';
import { header, renderKeepalived } from '../../../core/keepalived/render.js';
import { interfaceOf } from '../../../core/lvscf/aliases.js';
import type { Config } from '../../../core/lvscf/config.js';
import type { NetworkDevice } from '../../../core/machine/devices.js';
import { isKnown, type Reading } from '../../../core/machine/reading.js';
import type { Words } from '../../../text/index.js';
import { noteSentence } from '../../../text/rendering.js';
import { unknownSentence } from '../../../text/unknown.js';
import { comparisonOf } from '../../comparison.js';
import { obstacleLine } from '../../obstacle-line.js';

/** All that the page is made from. */
export interface KeepalivedParts {
  readonly config: Config;
  readonly role: Role;
  readonly devices: readonly NetworkDevice[];
  readonly installed: Reading<string>;
  readonly places: EnginePlaces;
  readonly words: Words;
}

/** What the template shows. */
export function keepalivedView(parts: KeepalivedParts) {
  const { config, role, devices, places, words } = parts;
  const say = words.keepalived;
  const ownDevice = ownDeviceOf(config, role, devices);
  const {
    text,
    notes = [],
    obstacles = [],
  } = renderKeepalived(config, {
    role,
    checker: places.checker,
    ownDevice,
  });
  return {
    roles: roles.map((one) => ({
      text: say.roles[one],
      href: `/secure/keepalived?role=${one}`,
      current: one === role,
    })),
    notes: notes.map((note) => noteSentence(words, note)),
    obstacles: obstacles.map((obstacle) => obstacleLine(config, obstacle, words)),
    ...(text === undefined ? {} : { text, comparison: comparisonView(parts, text) }),
    rules: renderIpvsadm(config).text,
    tables: tablesView(words),
  };
}

/** The interface with the router's own address, if this machine is that router. */
function ownDeviceOf({ global }: Config, role: Role, devices: readonly NetworkDevice[]): string | undefined {
  const own = role === 'backup' ? global.backup : global.primary;
  const device = devices.find(({ addresses }) => addresses.some(({ address }) => address === own));
  return device && interfaceOf(device.name);
}

/** The rendered text against what lies on this machine. */
function comparisonView({ config, installed, places, words }: KeepalivedParts, text: string) {
  const { installed: say } = words.keepalived;
  const title = say.title(places.configuration);
  const unsure = places.unsure === undefined ? {} : { unsure: say.unsure(places.unsure) };
  if (!isKnown(installed)) {
    const remark = installed.reason === 'absent' ? say.absent : unknownSentence(words.control, installed);
    return { title, remark, rows: [], ...unsure };
  }
  const { rows, isCut } = comparisonOf(installed.value, text, (line) => {
    const runner = runnerOfStatement(config, line);
    return runner && words.saving.runs(runner);
  });
  const made = installed.value.startsWith(header) ? say.ours : say.foreign;
  return {
    title,
    remark: rows.length === 0 ? say.same : made,
    rows,
    ...(isCut ? { more: say.leftOut } : {}),
    ...unsure,
  };
}

const tones: Readonly<Record<Fit, string>> = { exact: 'good', approximate: 'unsure', none: 'bad' };

/** Every field of every stanza that is rendered, with what becomes of it. */
function tablesView({ keepalived: say }: Words) {
  return (Object.keys(mapping) as (keyof typeof mapping)[]).map((scope) => ({
    id: `fields-${scope}`,
    caption: say.fields.scopes[scope],
    rows: Object.entries<FieldMapping>(mapping[scope]).map(([keyword, field]) => ({
      keyword,
      fit: say.fits[field.fit],
      tone: tones[field.fit],
      statement: 'statement' in field ? field.statement : '',
      remark: 'reason' in field ? say.reasons[field.reason] : '',
    })),
  }));
}
