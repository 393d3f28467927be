import { parseArgs } from 'node:util';
import type { Snapshot } from '../core/live/snapshot.js';
import type { LiveServer, LiveService } from '../core/live/table.js';
import { ConsoleError } from '../core/problem.js';
import type { RouterState } from '../core/router/answer.js';
import { sentencesOf } from '../text/failure.js';
import { wordsFor } from '../text/index.js';
import { weightText } from '../text/live.js';
import { unknownSentence } from '../text/unknown.js';
import type { Command, Engine, Io, OpenRouters } from './command.js';
import { printState } from './engine.js';
import { settingFlags, settingFlagsUsage } from './setting-flags.js';
import { printRouters, routerChoices } from './status-routers.js';

const options = {
  ...settingFlags,
  json: { type: 'boolean', default: false },
  router: { type: 'string', default: 'here' },
} as const;

/** Says whether this router does what lvs.cf says. */
export const status: Command = {
  name: 'status',
  summary: 'says how the engine is, and whether the kernel balances what lvs.cf says',
  usage: `Usage: lvs-console status [--router here|other|both] [--json] [OPTIONS]

Says how the engine is, then every service of the kernel with its real servers: weight, active and inactive
connections, and what each is beside lvs.cf. What cannot be read is said to be unknown, with the reason.

  --json     the same on one line of JSON, for programs: engine (null where it is not known), trouble (why it is
             not), and table
  --router WHICH
             other: what the other router says of itself; both: the two, with everything that is wrong: two active
             routers or none, an engine or a checking process that does not run, addresses on the wrong router,
             different files, kernels that disagree. With --json: alarms, and routers with here and there, where
             null is not known

${settingFlagsUsage}
Exit status: 0 when the engine runs and the kernel has what lvs.cf says, 1 otherwise, 2 when wrongly called. With
--router other or both: 0 when nothing is wrong and it is known what each router does.
`,

  async run(args, io, tools) {
    const { values } = parseArgs({ args: [...args], options, strict: true });
    const { json, router: given, ...flags } = values;
    const which = routerChoices.find((one) => one === given);
    if (which === undefined) {
      io.stderr.write(`lvs-console: --router is one of ${routerChoices.join(', ')}\n`);
      return 2;
    }
    const settings = tools.readSettings(flags);
    if (which !== 'here') return statusOfRouters(tools.routers(settings), which, json, io);
    const [table, engine] = await Promise.all([
      tools.liveTable(settings).now(),
      stateOf(tools.engine(settings)),
    ]);
    if (json) {
      const { state, trouble } = engine;
      io.stdout.write(`${JSON.stringify({ format: 1, engine: state, trouble, table })}\n`);
    } else printStatus(engine, table, io);
    return isAsWanted(engine.state, table) ? 0 : 1;
  },
};

async function statusOfRouters(
  routers: OpenRouters,
  which: 'other' | 'both',
  json: boolean,
  io: Io,
): Promise<number> {
  try {
    return printRouters(await routers.look(), which, json, io);
  } finally {
    await routers.close();
  }
}

interface EngineSeen {
  readonly state: RouterState | null;
  /** Why it is not known; blank when it is. */
  readonly trouble: string;
}

/** Whoever may look at the table only is still told of that. */
async function stateOf(engine: Pick<Engine, 'run'>): Promise<EngineSeen> {
  try {
    return { state: (await engine.run('state')).state, trouble: '' };
  } catch (error) {
    if (!(error instanceof ConsoleError)) throw error;
    return { state: null, trouble: sentencesOf(error, wordsFor('en')).text };
  }
}

function isAsWanted(state: RouterState | null, { isWantedKnown, services, trouble }: Snapshot): boolean {
  const lines = services.flatMap((service) => [service, ...service.servers]);
  const isTableRight = trouble === undefined && isWantedKnown && lines.every(isLineRight);
  return state?.engine.status === 'running' && isTableRight;
}

/** A weight may follow the load, or an operator's hand; the sorry server shows that something else is wrong. */
function isLineRight({ state }: Pick<LiveService, 'state'>): boolean {
  return state === 'equal' || state === 'weight' || state === 'drained' || state === 'sorry';
}

function printStatus({ state, trouble }: EngineSeen, table: Snapshot, io: Io): void {
  const words = wordsFor('en');
  if (state !== null) printState(state, io);
  else io.stdout.write(`${words.control.state.unknown}: ${trouble}\n`);
  if (table.trouble !== undefined) {
    io.stdout.write(`${unknownSentence(words.control, table.trouble)}\n`);
    return;
  }
  if (!table.isWantedKnown) io.stdout.write(`${words.live.unknownFile}\n`);
  if (table.services.length === 0) io.stdout.write(`${words.live.empty}\n`);
  const { columns } = words.live;
  const lines = [
    [columns.name, columns.address, columns.weight, columns.active, columns.inactive, columns.state],
    ...table.services.flatMap((service) => [serviceCells(service), ...service.servers.map(serverCells)]),
  ];
  if (table.services.length > 0) io.stdout.write(aligned(lines));
}

function serviceCells(service: LiveService): string[] {
  const { activeConnections, inactiveConnections, key, state, virtual } = service;
  const counts = state === 'missing' ? ['', ''] : [String(activeConnections), String(inactiveConnections)];
  return [virtual || '-', key, '', ...counts, wordsFor('en').live.states[state]];
}

function serverCells(line: LiveServer): string[] {
  const { destination, live, server, state } = line;
  const counts =
    live === undefined ? ['', ''] : [String(live.activeConnections), String(live.inactiveConnections)];
  return [`  ${server || '-'}`, destination, weightText(line), ...counts, wordsFor('en').live.states[state]];
}

/** Columns under each other, without blanks at the ends of lines. */
function aligned(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const texts = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${texts.join('\n')}\n`;
}
