import { parseArgs } from 'node:util';
import { readable, visible } from '../core/lvscf/bytes.js';
import type { Config, RealServer, VirtualServer } from '../core/lvscf/config.js';
import { bytesText } from '../core/lvscf/shown-bytes.js';
import type { ProbeSeen } from '../core/router/probe.js';
import { wordsFor } from '../text/index.js';
import { ruleSentence, tookText } from '../text/probe.js';
import { stepSentence } from '../text/step.js';
import type { Command, Io } from './command.js';
import { plain } from './plain.js';
import { settingFlags, settingFlagsUsage } from './setting-flags.js';

const options = {
  ...settingFlags,
  router: { type: 'string', default: 'here' },
  json: { type: 'boolean', default: false },
} as const;

/** Tries a check at once. */
export const probe: Command = {
  name: 'probe',
  summary: 'tries the check of a virtual server once, and tells what was sent and received',
  usage: `Tries the check of a virtual server once against one or all of its real servers, with the checker of the
engine. No server is taken out or brought back by it.

Usage: lvs-console probe VIRTUAL [SERVER] [--router ROUTER] [--json] [OPTIONS]

VIRTUAL and SERVER are names in lvs.cf, also of what is not active. Without SERVER all are tried.

  --router ROUTER  who tries it: here (the default), other
  --json           the same on one line of JSON, for programs; bytes are in hexadecimal

${settingFlagsUsage}
Exit status: 0 when every check passed, 1 otherwise, 2 when wrongly called.
`,

  async run(args, io, tools) {
    const { positionals, values } = parseArgs({
      args: [...args],
      options,
      strict: true,
      allowPositionals: true,
    });
    const { json, router, ...flags } = values;
    const [virtual, server, extra] = positionals;
    const side = router === 'here' || router === 'other' ? router : undefined;
    if (virtual === undefined || extra !== undefined || side === undefined) {
      const fault =
        side === undefined ? '--router is here or other' : 'name a virtual server, and a real server perhaps';
      io.stderr.write(`lvs-console: ${fault}; see lvs-console probe --help\n`);
      return 2;
    }
    const { close, config, probe: tryIt } = tools.probes(tools.readSettings(flags));
    try {
      const names = namesIn(await config(), virtual, server);
      const seen = await tryIt({ ...names, typed: null }, side);
      if (json) io.stdout.write(`${JSON.stringify({ format: 1, ...seen })}\n`);
      else print(seen, io);
      return seen.refused === null && seen.tests.every(({ outcome }) => outcome === 'up') ? 0 : 1;
    } finally {
      await close();
    }
  },
};

/** The references of what was named; a name that nothing has is left for the router to refuse. */
function namesIn(config: Config, virtual: string, server: string | undefined) {
  const found = config.virtualServers.find((one) => isCalled(one, virtual));
  const ref = found?.realServers.find((one) => isCalled(one, server ?? ''))?.ref ?? server;
  return { virtual: found?.ref ?? virtual, server: ref ?? null };
}

function isCalled({ name, ref }: VirtualServer | RealServer, called: string): boolean {
  return [name, ref].some((one) => one === called || visible(readable(one)) === called);
}

function print({ check, refused, tests }: ProbeSeen, { stderr, stdout }: Io): void {
  const words = wordsFor('en');
  const { probe: say } = words;
  if (refused !== null) stderr.write(`${plain(say.failed(stepSentence(words, { detail: refused })))}\n`);
  if (check === null) return;
  for (const test of tests) {
    const { address, outcome, port, reason, received, sent, server } = test;
    const took = tookText(test, check, words);
    const rule = ruleSentence(test, check, words);
    stdout.write(`${plain(server)} ${plain(address)}:${port}: ${say.verdict[outcome]}. ${plain(rule)}`);
    stdout.write(took === '' ? '\n' : ` (${took})\n`);
    if (sent) block(say.sent(sent.length / 2), sent);
    if (received !== '') block(say.received(received.length / 2, false), received);
    if (reason === 'reply' && check.expect !== '') block(say.expect, check.expect);
  }

  function block(caption: string, hex: string): void {
    const lines = bytesText(hex).split('\n');
    stdout.write(`  ${caption}\n${lines.map((line) => `    ${line}\n`).join('')}`);
  }
}
