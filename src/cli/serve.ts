import { parseArgs } from 'node:util';
import closeWithGrace from 'close-with-grace';
import { remarkOn } from '../core/tls/certificate.js';
import type { Settings } from '../settings.js';
import { wordsFor } from '../text/index.js';
import type { Command, Prepared, Running, Tools } from './command.js';
import { settingFlags, settingFlagsUsage } from './setting-flags.js';

/** How long open requests may take to end after SIGTERM, in milliseconds. */
const graceMilliseconds = 5000;

/** Runs the console until it is told to end. */
export const serve: Command = {
  name: 'serve',
  summary: 'runs the console (the default)',
  usage: `Runs the console until SIGTERM or Ctrl-C.

Usage: lvs-console [serve] [OPTIONS]

${settingFlagsUsage}`,

  async run(args, io, tools) {
    const { values } = parseArgs({ args: [...args], options: settingFlags, strict: true });
    const settings = tools.readSettings(values);
    const prepared = await tools.prepare(settings, io.stdout.isTTY === true);
    // Before anything can fail: a password that was made exists nowhere else.
    io.stdout.write(startSentences(prepared, settings));
    const running = await start(settings, tools);
    io.stdout.write(`LVS Console ${tools.version} listens on ${running.addresses.join(' and ')}\n`);
    io.stdout.write(`and edits ${settings.file}\n`);
    for (const warning of warningsOf(running, settings, Date.now())) io.stderr.write(`Warning: ${warning}\n`);
    closeWithGrace({ delay: graceMilliseconds }, async ({ err }) => {
      if (err !== undefined) io.stderr.write(`lvs-console: ${err.stack ?? err.message}\n`);
      await running.close();
    });
    return 0;
  },
};

/** What should not stay as it is, though the console runs. */
function warningsOf({ isInClear, certificate }: Running, { hsts = 0 }: Settings, now: number) {
  const { frame } = wordsFor('en');
  const warnings = isInClear ? [frame.inClear] : [];
  if (certificate === undefined) return warnings;
  const remark = remarkOn(certificate, now);
  if (remark !== undefined) warnings.push(frame.certificate[remark.what](remark.day));
  if (certificate.isSelfSigned && hsts > 0) {
    warnings.push('With "hsts", browsers refuse a self-signed certificate and let nobody confirm it.');
  }
  return warnings;
}

async function start(settings: Settings, tools: Tools): Promise<Running> {
  try {
    return await tools.serve(settings);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const sentence = code === undefined ? undefined : listenFailures[code]?.(settings);
    throw sentence === undefined ? error : new Error(sentence, { cause: error });
  }
}

/** Why a port cannot be opened, in a sentence that helps. Source: listen(2), bind(2), getaddrinfo(3). */
const listenFailures: Readonly<Record<string, (settings: Settings) => string>> = {
  EADDRINUSE: ({ host, port }) =>
    `Port ${port} of ${host} is in use: the console may be running already. Another port: --port NUMBER.`,
  EACCES: ({ port }) =>
    `Port ${port} is reserved to root. The console needs a port above 1023: --port NUMBER.`,
  EADDRNOTAVAIL: ({ host }) => `${host} is not an address of this machine: --host ADDRESS.`,
  ENOTFOUND: ({ host }) => `${host} cannot be resolved to an address: --host ADDRESS.`,
};

function startSentences({ example, firstUser, hasUsers }: Prepared, { command }: Settings): string {
  const lines: string[] = [];
  if (example !== undefined) lines.push(`First start: an example configuration is in ${example}`, '');
  if (firstUser !== undefined) {
    lines.push('An account was made. Its password is shown only here and only now:');
    lines.push(`  user      ${firstUser.user}`, `  password  ${firstUser.password}`);
    lines.push(`To choose another one: ${command} passwd`, '');
  } else if (!hasUsers) {
    lines.push(`Nobody can log in yet. To set a password: ${command} passwd`, '');
  }
  return lines.map((line) => `${line}\n`).join('');
}
