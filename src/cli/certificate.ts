import { parseArgs } from 'node:util';
import { type Certificate, remarkOn } from '../core/tls/certificate.js';
import type { Settings } from '../settings.js';
import { wordsFor } from '../text/index.js';
import type { Command, Io, Tools } from './command.js';
import { plain } from './plain.js';
import { settingFlags, settingFlagsUsage } from './setting-flags.js';

/** Shows the certificate of the console, or makes one. */
export const certificate: Command = {
  name: 'certificate',
  summary: 'shows the certificate for HTTPS, or makes one',
  usage: `Shows the certificate that the console speaks HTTPS with: whose it is, until when, its fingerprint.
With --make it makes a key and a certificate signed with it, for this machine's names and addresses,
for the names in "hosts" of the settings file, and for each NAME; the console speaks HTTPS from its
next start on. A browser asks about such a certificate once: compare the fingerprint it shows.
It is good for 825 days, the longest that every browser takes.

Usage: lvs-console certificate [OPTIONS]
       lvs-console certificate [OPTIONS] --make [--replace] [NAME...]

  --make             makes a certificate; needs the program openssl
  --replace          gives up the one that is there

${settingFlagsUsage}`,

  async run(args, io, tools) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...settingFlags, make: { type: 'boolean' }, replace: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    });
    const { make = false, replace = false, ...flags } = values;
    const settings = tools.readSettings(flags);
    if (make) return made(io, settings, tools, positionals, replace);
    if (replace || positionals.length > 0) {
      io.stderr.write(
        'lvs-console: names and --replace go with --make; see lvs-console certificate --help\n',
      );
      return 2;
    }
    return shown(io, settings, await tools.readCertificate(settings));
  },
};

async function made(io: Io, settings: Settings, tools: Tools, names: readonly string[], replace: boolean) {
  const { tls, config, host } = settings;
  if (tls.isNamed) {
    io.stderr.write(`lvs-console: ${config} names the certificate ${tls.certificate}; nothing was made.
Take "tls" out of that file to use one that is made here.\n`);
    return 1;
  }
  await tools.prepare(settings, false);
  const facts = await tools.makeCertificate(settings, names, replace);
  io.stdout.write(described(settings, facts));
  io.stdout.write('\nFrom its next start on, the console speaks HTTPS with it.\n');
  if (host === 'localhost') io.stdout.write('To listen beyond this machine: "host" in the settings file.\n');
  return 0;
}

function shown(io: Io, settings: Settings, facts: Certificate | undefined): number {
  if (facts === undefined) {
    io.stderr.write('lvs-console: there is no certificate; lvs-console certificate --make makes one\n');
    return 1;
  }
  io.stdout.write(described(settings, facts));
  const remark = remarkOn(facts, Date.now());
  if (remark !== undefined)
    io.stdout.write(`\n${wordsFor('en').frame.certificate[remark.what](remark.day)}\n`);
  return 0;
}

function described({ tls }: Settings, facts: Certificate): string {
  const lines = {
    certificate: tls.certificate,
    key: tls.key,
    subject: facts.subject,
    issuer: facts.isSelfSigned ? 'itself' : facts.issuer,
    names: facts.names.join(', '),
    from: momentOf(facts.from),
    until: momentOf(facts.until),
    'SHA-256': facts.fingerprint,
  };
  return Object.entries(lines)
    .map(([name, value]) => `${name.padEnd(13)}${plain(value)}\n`)
    .join('');
}

/** In universal time, as certificates count: `2029-02-23 03:20:16 UTC`. */
function momentOf(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
