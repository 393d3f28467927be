import { userInfo } from 'node:os';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { namedServer, namedService } from '../core/keepalived/named-servers.js';
import { destinationKey, serviceKey, wantedTable } from '../core/keepalived/wanted-table.js';
import { overrideDangers } from '../core/live/override-danger.js';
import { requireName } from '../core/lvscf/guard-rail.js';
import { isTaken, overrideRouters, placedOverrides } from '../core/push/override-api.js';
import { largestReportedWeight } from '../core/router/check-weight.js';
import { isInForce, type OverrideOrder, weightOf } from '../core/router/override.js';
import { wordsFor } from '../text/index.js';
import { endDetails, endSentence, overrideText } from '../text/overrides.js';
import type { Command, Io, OpenOverrides, Tools } from './command.js';
import { plain } from './plain.js';
import { settingFlags, settingFlagsUsage } from './setting-flags.js';

const options = {
  ...settingFlags,
  router: { type: 'string', default: 'both' },
  minutes: { type: 'string' },
  until: { type: 'string' },
  confirm: { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

const flagsUsage = `VIRTUAL and SERVER are names in lvs.cf, or the kernel's words, such as "TCP 10.0.0.100:80" and 10.0.0.11:80.

  --router ROUTER  who is told: both (the default), here, other
`;

const endUsage = `  --minutes N      ends by itself after so many minutes, also when nobody is there
  --until TIME     ends by itself at this time, such as 2026-11-21T18:00 or 2026-11-21T17:00Z
  --confirm NAME   what has to be typed where the server is the last one that works; the refusal names it

Without an end it stays until lvs-console put-back. It outlasts a reload, lvs-console apply and a restart.

`;

const exitUsage = `Exit status: 0 when every router that was told has taken it, 1 otherwise, 2 when wrongly called.
`;

/** What a command asks for, or what is wrong with how it was called. */
type Wish = { readonly weight: OverrideOrder['weight'] } | { readonly fault: string };

/** Drains a real server. */
export const drain: Command = {
  name: 'drain',
  summary: 'lets a real server finish, without new clients, until it is put back',
  usage: `Gives a real server weight 0 for the time being: no new clients, and those that are there may finish. lvs.cf
is not changed, and the engine is not reloaded: its check reports the weight, from the next one on.

Usage: lvs-console drain VIRTUAL SERVER [--minutes N | --until TIME] [--router ROUTER] [OPTIONS]

${flagsUsage}${endUsage}${settingFlagsUsage}
${exitUsage}`,
  run: (args, io, tools) =>
    give(args, io, tools, 'drain', (words) =>
      words.length === 2 ? { weight: 'drain' } : { fault: twoNames },
    ),
};

/** Gives a real server another weight, or lists what was given. */
export const weight: Command = {
  name: 'weight',
  summary: 'gives a real server another weight until it is put back, or lists such weights',
  usage: `Gives a real server another weight than lvs.cf says, for the time being and without a reload: its check
reports it, from the next one on. Without names it lists the temporary weights of both routers.

Usage: lvs-console weight [VIRTUAL SERVER WEIGHT] [--minutes N | --until TIME] [--router ROUTER] [OPTIONS]

WEIGHT is 0 to ${largestReportedWeight}.

${flagsUsage}${endUsage}${settingFlagsUsage}
${exitUsage}`,
  run: (args, io, tools) =>
    give(args, io, tools, 'weight', ([, , text = '', ...more]) => {
      const isWeight = /^\d{1,3}$/.test(text) && Number(text) <= largestReportedWeight && more.length === 0;
      return isWeight
        ? { weight: Number(text) }
        : { fault: `name a virtual server, a real server and a weight from 0 to ${largestReportedWeight}` };
    }),
};

/** Puts a weight back. */
export const putBack: Command = {
  name: 'put-back',
  summary: 'gives a real server its weight of lvs.cf again',
  usage: `Ends lvs-console drain and lvs-console weight: the real server has its weight of lvs.cf again, from its next
check on.

Usage: lvs-console put-back VIRTUAL SERVER [--router ROUTER] [OPTIONS]

${flagsUsage}
${settingFlagsUsage}
${exitUsage}`,
  run: (args, io, tools) =>
    give(args, io, tools, 'put-back', (words) =>
      words.length === 2 ? { weight: null } : { fault: twoNames },
    ),
};

const twoNames = 'name a virtual server and a real server';

async function give(
  args: readonly string[],
  io: Io,
  tools: Tools,
  name: string,
  wishOf: (words: readonly string[]) => Wish,
): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    options,
    strict: true,
    allowPositionals: true,
  });
  const { confirm, minutes, router, until: time, ...flags } = values;
  const routers = overrideRouters.find((one) => one === router);
  const until = endOf(minutes, time, Date.now());
  const isList = name === 'weight' && positionals.length === 0;
  const wish = isList ? { weight: null } : wishOf(positionals);
  const fault =
    ('fault' in wish && wish.fault) ||
    (routers === undefined && '--router is both, here or other') ||
    (until === undefined &&
      '--minutes is a number from 1, --until a time that is to come, and one of them is enough');
  if (fault || 'fault' in wish || routers === undefined || until === undefined) {
    io.stderr.write(`lvs-console: ${fault}; see lvs-console ${name} --help\n`);
    return 2;
  }
  const opened = tools.overrides(tools.readSettings(flags));
  try {
    if (isList) return await list(opened, io);
    const words = wordsFor('en');
    const [virtual = '', server = ''] = positionals;
    const order = await orderFor(opened, virtual, server, {
      weight: wish.weight,
      until: wish.weight === null ? null : until,
      by: userInfo().username,
    });
    if ('unknown' in order) {
      io.stderr.write(`lvs-console: ${order.unknown}\n`);
      return 1;
    }
    await requireMeant(opened, tools, order, tools.readSettings(flags), confirm);
    const end = await opened.overrides.set(order, routers);
    const isDone = isTaken(end);
    for (const line of endDetails(end, words)) (isDone ? io.stdout : io.stderr).write(`${plain(line)}\n`);
    (isDone ? io.stdout : io.stderr).write(`${endSentence(end, words)}\n`);
    return isDone ? 0 : 1;
  } finally {
    await opened.close();
  }
}

async function list({ overrides }: OpenOverrides, io: Io): Promise<number> {
  const seen = await overrides.look();
  const words = wordsFor('en');
  const { page: say } = words.overrides;
  const placed = placedOverrides(seen, Date.now());
  for (const one of placed) io.stdout.write(`${plain(overrideText(one, words, 'en'))}, ${plain(one.by)}\n`);
  if (placed.length === 0) io.stdout.write(`${say.none}\n`);
  const trouble = seen.there?.trouble;
  if (seen.here === undefined) io.stderr.write(`${say.hereUnknown}\n`);
  if (trouble !== undefined) io.stderr.write(`${say.thereTrouble(trouble.message)}\n`);
  return seen.here === undefined || trouble !== undefined ? 1 : 0;
}

/** Null: no end; undefined: none that could be meant. @param now milliseconds since 1970 */
function endOf(
  minutes: string | undefined,
  time: string | undefined,
  now: number,
): number | null | undefined {
  if (minutes === undefined && time === undefined) return null;
  if (minutes !== undefined && time !== undefined) return undefined;
  const end =
    time === undefined
      ? /^[1-9]\d{0,6}$/.test(minutes ?? '')
        ? now + Number(minutes) * 60_000
        : Number.NaN
      : Date.parse(time);
  return end > now ? end : undefined;
}

async function orderFor(
  { config }: OpenOverrides,
  virtual: string,
  server: string,
  rest: Pick<OverrideOrder, 'by' | 'until' | 'weight'>,
): Promise<OverrideOrder | { readonly unknown: string }> {
  const { cli: say } = wordsFor('en').overrides;
  const service = namedService(await config(), virtual);
  if (service === undefined) return { unknown: say.unknownVirtual(plain(virtual)) };
  const realServer = namedServer(service, server);
  if (realServer === undefined) return { unknown: say.unknownServer(plain(server), plain(virtual)) };
  return { service: serviceKey(service), destination: destinationKey(service, realServer), ...rest };
}

/** @throws ConsoleError `invalid`: dangerous */
async function requireMeant(
  { config, overrides }: OpenOverrides,
  tools: Tools,
  order: OverrideOrder,
  settings: Parameters<Tools['liveTable']>[0],
  confirm: string | undefined,
): Promise<void> {
  const { weight: given } = order;
  if (given === null) return;
  const [{ services, trouble }, seen] = await Promise.all([
    tools.liveTable(settings).now(),
    overrides.seen(),
  ]);
  const known = trouble === undefined ? services : [];
  const now = Date.now();
  const inForce = [...(seen.here ?? []), ...(seen.there?.overrides ?? [])].filter((one) =>
    isInForce(one, now),
  );
  const wanted = wantedTable(await config());
  requireName(overrideDangers(known, wanted, order, weightOf({ weight: given }), inForce), confirm);
}
