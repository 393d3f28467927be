import { parseArgs } from 'node:util';
import { type AuditFilter, parseMoment } from '../core/audit/filter.js';
import { asciiJson } from '../core/audit/line.js';
import type { AuditReading } from '../core/audit/reading.js';
import { type AuditRecord, auditOutcomes, visibleRecord } from '../core/audit/record.js';
import { recordText, verificationSentences } from '../text/audit.js';
import { sentencesOf } from '../text/failure.js';
import { wordsFor } from '../text/index.js';
import type { Command, Io, Tools } from './command.js';
import { settingFlags, settingFlagsUsage } from './setting-flags.js';

/** How many records are printed when neither a number nor a time is given. */
const usuallyPrinted = 50;

const recordsPerRead = 1000;

const options = {
  ...settingFlags,
  user: { type: 'string' },
  object: { type: 'string' },
  result: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  last: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** Prints the audit log, or tells whether it is as it was written. */
export const audit: Command = {
  name: 'audit',
  summary: 'prints who changed what and when; verifies the log',
  usage: `Prints the audit log: who changed or tried to change what, when, from where, and how it ended.
The newest stands last; without a time or a number, the last ${usuallyPrinted} are printed.

Usage: lvs-console audit [OPTIONS]
       lvs-console audit verify [OPTIONS]

  verify          reads the whole log and says whether every line is as it was written and none is
                  gone. Each line carries the hash of the one before it: that finds damage, and
                  proves nothing against somebody who may write the whole file anew.

  --user TEXT     only what was done by users with this in their name
  --object TEXT   only what is about this: part of a name, a key, a panel, an action, an address
  --result WORD   only what was ${auditOutcomes.join(', ')}
  --since TIME    2026-11-20, "2026-11-20 14:30", or how long ago: 30m, 12h, 7d
  --until TIME    before this time
  --last NUMBER   so many at most
  --json          one JSON object a line

${settingFlagsUsage}
Exit status: 0 done, 1 when the log is damaged or cannot be read, 2 when wrongly called.
`,

  async run(args, io, tools) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      strict: true,
      allowPositionals: true,
    });
    const { user, object, result, since, until, last, json, ...flags } = values;
    const [verb, extra] = positionals;
    const outcome = auditOutcomes.find((one) => one === result);
    const [from, to] = [since, until].map((text) => text && parseMoment(text, Date.now()));
    const fault =
      ((extra !== undefined || (verb !== undefined && verb !== 'verify')) && 'say verify or nothing') ||
      (result !== undefined && outcome === undefined && `--result is one of ${auditOutcomes.join(', ')}`) ||
      (since !== undefined && typeof from !== 'number' && '--since is no time that is understood') ||
      (until !== undefined && typeof to !== 'number' && '--until is no time that is understood') ||
      (last !== undefined && !/^[1-9]\d{0,8}$/.test(last) && '--last is a number');
    if (fault) {
      io.stderr.write(`lvs-console: ${fault}; see lvs-console audit --help\n`);
      return 2;
    }
    const log = tools.audit(tools.readSettings(flags));
    if (verb === 'verify') return verified(log, io);
    const filter = filterOf({ user, object, outcome, since: from, until: to });
    const limit = last ? Number(last) : since === undefined ? usuallyPrinted : Number.POSITIVE_INFINITY;
    for (const record of await lastOf(log, filter, limit)) print(record, json, io);
    return 0;
  },
};

function filterOf(
  given: { readonly [Name in keyof AuditFilter]: AuditFilter[Name] | '' | undefined },
): AuditFilter {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== ''));
}

/** The newest records that fit, the oldest of them first. */
async function lastOf(log: AuditReading, filter: AuditFilter, limit: number): Promise<AuditRecord[]> {
  const found: AuditRecord[] = [];
  let before: number | undefined;
  do {
    const wanted = Math.min(recordsPerRead, limit - found.length);
    const page = await log.read({ filter, limit: wanted, ...(before !== undefined && { before }) });
    found.push(...page.records);
    before = page.older;
  } while (before !== undefined && found.length < limit);
  return found.reverse();
}

function print(record: AuditRecord, asJson: boolean, { stdout }: Io): void {
  if (asJson) {
    stdout.write(`${asciiJson(record)}\n`);
    return;
  }
  const { who, from, what, details, result } = recordText(visibleRecord(record), wordsFor('en'), 'en');
  // The one locale that writes a date as it sorts.
  const time = new Date(record.time).toLocaleString('sv-SE');
  stdout.write(`${time}  ${who}${from === '' ? '' : ` (${from})`}  ${what}: ${result}\n`);
  for (const line of details) stdout.write(`    ${line}\n`);
}

async function verified(log: AuditReading, { stdout }: Io): Promise<number> {
  const found = await log.verify();
  for (const sentence of verificationSentences(found, wordsFor('en'))) stdout.write(`${sentence}\n`);
  return found.misfit === undefined ? 0 : 1;
}

/** Says after a command that what it did is not in the log. */
export function complainOfAudit({ auditTrouble }: Tools, { stderr }: Io): void {
  const error = auditTrouble();
  if (error === undefined) return;
  const words = wordsFor('en');
  const { text, commands } = sentencesOf(error, words);
  stderr.write(`lvs-console: ${words.audit.notTold} ${text}\n`);
  for (const command of commands) stderr.write(`  ${command}\n`);
}
