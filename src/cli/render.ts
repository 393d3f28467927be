import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type NodeNames, usualNodeNames } from '../core/keepalived/heartbeat.js';
import type { Obstacle } from '../core/keepalived/note.js';
import { type Role, roles } from '../core/keepalived/obstacles.js';
import { type EnginePlaces, usualEnginePlaces } from '../core/keepalived/places.js';
import type { Rendering } from '../core/keepalived/render.js';
import { nodeNames, renderers, type Target, targets } from '../core/keepalived/targets.js';
import { visible } from '../core/lvscf/bytes.js';
import { type Config, readConfig } from '../core/lvscf/config.js';
import { wordsFor } from '../text/index.js';
import { noteSentence, obstacleSentence } from '../text/rendering.js';
import type { Command, Io } from './command.js';
import { InputError, readInput } from './input.js';

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
      return wrongCall(io, `name one of ${targets.join(', ')}, and one file`);
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

interface Given {
  readonly role?: string | undefined;
  readonly nodes?: string | undefined;
}

/** Those that name the routers. */
const named: readonly Target[] = ['ha.cf', 'haresources'];

/** What renders for this engine and router, or why the call was wrong. */
function rendererOf(
  engine: string,
  { role: given, nodes }: Given,
  { checker }: EnginePlaces,
): ((config: Config) => Rendering) | string {
  const target = targets.find((one) => one === engine);
  if (target === undefined) return `there is no ${visible(engine)} to render for, only ${targets.join(', ')}`;
  const names = nodes === undefined ? usualNodeNames : namesIn(nodes);
  if (nodes !== undefined && !named.includes(target)) return `${target} names no routers: no --nodes`;
  if (names === undefined) return '--nodes is PRIMARY,BACKUP';
  const role = roleFor(target, given);
  if (role === undefined) return `say which router: --role ${roles.join('|')}`;
  if (target !== 'keepalived' && given !== undefined)
    return `what ${target} gets is the same for every router: no --role`;
  const secret = () => randomBytes(20).toString('hex');
  return (config) => renderers[target](config, { role, checker, names, secret });
}

/** Only keepalived is told which router it is for. */
function roleFor(target: Target, given: string | undefined): Role | undefined {
  return target === 'keepalived' ? roles.find((one) => one === given) : 'primary';
}

function namesIn(nodes: string): NodeNames | undefined {
  const [primary = '', backup = '', ...others] = nodes.split(',');
  return others.length === 0 ? nodeNames(primary, backup) : undefined;
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
