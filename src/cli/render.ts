import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { renderPacketFilter } from '../core/keepalived/beside.js';
import { renderCanonical } from '../core/keepalived/canonical.js';
import {
  type NodeNames,
  renderAuthkeys,
  renderHaCf,
  renderHaresources,
  renderIpvsadmDefaults,
  usualNodeNames,
} from '../core/keepalived/heartbeat.js';
import { renderIpvsadm } from '../core/keepalived/ipvsadm.js';
import type { Obstacle } from '../core/keepalived/note.js';
import { roles } from '../core/keepalived/obstacles.js';
import { type EnginePlaces, usualEnginePlaces } from '../core/keepalived/places.js';
import { type Rendering, renderKeepalived } from '../core/keepalived/render.js';
import { visible } from '../core/lvscf/bytes.js';
import { type Config, readConfig } from '../core/lvscf/config.js';
import { wordsFor } from '../text/index.js';
import { noteSentence, obstacleSentence } from '../text/rendering.js';
import type { Command, Io } from './command.js';
import { InputError, readInput } from './input.js';

/** What an `lvs.cf` is rendered for. */
const engines = [
  'keepalived',
  'ipvsadm',
  'packet-filter',
  'ha.cf',
  'authkeys',
  'haresources',
  'ipvsadm-default',
  'lvs.cf',
] as const;

/** Prints what runs in place of the original daemons. */
export const render: Command = {
  name: 'render',
  summary: 'prints what keepalived, ipvsadm, iptables or heartbeat gets of an lvs.cf',
  usage: `Prints what runs in place of the original daemons, and changes nothing.

Usage: lvs-console render keepalived --role primary|backup|single FILE
       lvs-console render ipvsadm FILE
       lvs-console render packet-filter FILE
       lvs-console render ha.cf|haresources [--nodes PRIMARY,BACKUP] FILE
       lvs-console render authkeys|ipvsadm-default|lvs.cf FILE

  keepalived     the keepalived.conf of one router
  ipvsadm        the table alone, as ipvsadm-restore reads it
  packet-filter  the rules for firewall marks, as iptables-restore --noflush reads them; none unless the
                 file has mark-rules = yes
  ha.cf, authkeys, haresources
                 the files of heartbeat, for a pair of routers without keepalived
  ipvsadm-default
                 Debian's /etc/default/ipvsadm, beside the rules of render ipvsadm
  lvs.cf         the file in the layout of the original tool, for the original daemons

FILE may be - for the standard input. The path of the checker comes from the settings of the router
program, where they can be read, and is told. What will be different from what the file says goes to the
standard error, one sentence a line.

Options:
  --role ROLE  the router that the file is rendered for; single: there is no other one
  --nodes PRIMARY,BACKUP
               the names of the two routers, as uname -n prints them there

Exit status: 0 done, 1 when the file cannot run as it is, 2 when wrongly called or it cannot be read.
`,

  async run(args, io, tools) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { role: { type: 'string' }, nodes: { type: 'string' } },
      allowPositionals: true,
    });
    const [engine, file, extra] = positionals;
    if (engine === undefined || file === undefined || extra !== undefined) {
      return wrongCall(io, `name one of ${engines.join(', ')}, and one file`);
    }
    const places = engine === 'keepalived' ? await tools.places() : usualEnginePlaces;
    const renderer = rendererOf(engine, values, places);
    if (typeof renderer === 'string') return wrongCall(io, renderer);
    try {
      const config = readConfig(await readInput(file, io));
      if (engine === 'keepalived') tellPlaces(file, places, io);
      return print(file, renderer(config), io);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      io.stderr.write(`lvs-console: ${error.message}\n`);
      return 2;
    }
  },
};

const sameForAll: ReadonlyMap<string, (config: Config) => Rendering> = new Map([
  ['ipvsadm', renderIpvsadm],
  ['packet-filter', renderPacketFilter],
  ['ipvsadm-default', renderIpvsadmDefaults],
  ['authkeys', (config) => renderAuthkeys(config, randomBytes(20).toString('hex'))],
  ['lvs.cf', renderCanonical],
]);

const withNames: ReadonlyMap<string, (config: Config, names: NodeNames) => Rendering> = new Map([
  ['ha.cf', renderHaCf],
  ['haresources', renderHaresources],
]);

interface Given {
  readonly role?: string | undefined;
  readonly nodes?: string | undefined;
}

/** What renders for this engine and router, or why the call was wrong. */
function rendererOf(
  engine: string,
  { role: given, nodes }: Given,
  { checker }: EnginePlaces,
): ((config: Config) => Rendering) | string {
  const named = withNames.get(engine);
  if (nodes !== undefined && named === undefined) return `${visible(engine)} names no routers: no --nodes`;
  const same = sameForAll.get(engine);
  if ((same ?? named) !== undefined && given !== undefined)
    return `what ${engine} gets is the same for every router: no --role`;
  if (same !== undefined) return same;
  if (named !== undefined) {
    const names = namesOf(nodes);
    return names === undefined ? '--nodes is PRIMARY,BACKUP' : (config) => named(config, names);
  }
  if (engine !== 'keepalived')
    return `there is no ${visible(engine)} to render for, only ${engines.join(', ')}`;
  const role = roles.find((one) => one === given);
  if (role === undefined) return `say which router: --role ${roles.join('|')}`;
  return (config) => renderKeepalived(config, { role, checker });
}

function namesOf(nodes: string | undefined): NodeNames | undefined {
  if (nodes === undefined) return usualNodeNames;
  const [, primary, backup] = /^([A-Za-z0-9][\w.-]*),([A-Za-z0-9][\w.-]*)$/.exec(nodes) ?? [];
  return primary === undefined || backup === undefined || primary === backup
    ? undefined
    : { primary, backup };
}

function tellPlaces(file: string, { checker, unsure }: EnginePlaces, io: Io): void {
  const why =
    unsure === undefined ? '' : `, as usual: the settings of the router program are not known (${unsure})`;
  io.stderr.write(`${visible(file)}: The checks are done by ${visible(checker + why)}.\n`);
}

function print(file: string, { text, notes = [], obstacles = [] }: Rendering, io: Io): number {
  const words = wordsFor('en');
  const said = [
    ...obstacles.map((obstacle) => `${placeOf(obstacle)} ${obstacleSentence(words, obstacle)}`),
    ...notes.map((note) => ` ${noteSentence(words, note)}`),
  ];
  for (const line of said) io.stderr.write(`${visible(file)}:${line}\n`);
  if (text === undefined) {
    io.stderr.write('lvs-console: nothing is rendered as long as this is so\n');
    return 1;
  }
  io.stdout.write(text);
  return 0;
}

/** Line and column where a problem of the file stands, as compilers write them. */
function placeOf(obstacle: Obstacle): string {
  if (obstacle.code !== 'problem') return '';
  const { line, column } = obstacle.params.problem.place;
  return `${line}:${column}:`;
}

function wrongCall(io: Io, sentence: string): number {
  io.stderr.write(`lvs-console: ${sentence}; see lvs-console render --help\n`);
  return 2;
}
