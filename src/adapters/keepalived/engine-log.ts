/** The last log lines of an engine, from the journal or from the system's log file. */

import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { lastLines, type RunProgram, statusOf } from '../../core/machine/program.js';
import { logLimits } from '../../core/router/engine-log.js';

/** Where lines were found, or where none were. */
export type FoundLog =
  | { readonly from: string; readonly lines: string[] }
  | { readonly looked: { readonly from: string; readonly found: string }[] };

/** Where is looked. */
export interface EngineLogNeeds {
  readonly run: RunProgram;
  /** Whether there is a journal. */
  readonly journal: boolean;
  /** A file of the engine's own; undefined: it logs as the system does. */
  readonly ownFile: string | undefined;
  /** The system's logs. Source: rsyslog.conf of Debian and of Red Hat. */
  readonly systemFiles?: readonly string[];
}

const usualFiles = ['/var/log/syslog', '/var/log/daemon.log', '/var/log/messages'];

/** Only the end of a file is read, however long it is. */
const tailBytes = 1024 * 1024;

const limits = { seconds: 20 };

/** When, and on which machine. Source: RFC 3164, section 5.1; RFC 3339 as rsyslog writes it. */
const stamp = String.raw`(?:[A-Z][a-z]{2} [ \d]\d [\d:]{8}|\d{4}-\d\d-\d\dT\S+) \S+`;

/** The engine, its children and its checks, as they sign a line: `Keepalived_vrrp[123]:`. */
const signed = new RegExp(
  String.raw`^${stamp} (?:[Kk]eepalived\w*|pulse|lvsd|nanny|fos|lvs-check)(?:\[\d+\])?: `,
);

/** The last lines from the first place that has some; never fails. */
export async function readEngineLog(needs: EngineLogNeeds): Promise<FoundLog> {
  const { journal, ownFile, systemFiles = usualFiles } = needs;
  const places = [
    ...(ownFile === undefined ? [] : [() => fromFile(ownFile, () => true)]),
    ...(journal ? [() => fromJournal(needs.run)] : []),
    ...systemFiles.map((file) => () => fromFile(file, (line) => signed.test(line))),
  ];
  const looked: { from: string; found: string }[] = [];
  for (const look of places) {
    const found = await look();
    if ('lines' in found) return found;
    looked.push(found);
  }
  return { looked };
}

type Place =
  | { readonly from: string; readonly lines: string[] }
  | { readonly from: string; readonly found: string };

async function fromJournal(run: RunProgram): Promise<Place> {
  const words = ['-q', '-u', 'keepalived', '-n', String(logLimits.lines), '--no-pager', '-o', 'short-iso'];
  const ended = await run('journalctl', words, limits);
  const from = 'journalctl -u keepalived';
  const lines = ended.status === 0 ? lastLines(ended.stdout, logLimits.lines) : [];
  if (lines.length > 0) return { from, lines };
  return { from, found: ended.status === 0 ? 'nothing' : statusOf(ended) };
}

async function fromFile(from: string, isWanted: (line: string) => boolean): Promise<Place> {
  try {
    const text = await endOf(from);
    const lines = lastLines(text.split('\n').filter(isWanted).join('\n'), logLimits.lines);
    return lines.length > 0 ? { from, lines } : { from, found: 'nothing' };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return { from, found: code };
  }
}

/** The end of a file, from the first whole line on; nothing of what is no file. */
async function endOf(path: string): Promise<string> {
  // Nobody waits for whoever would write into a pipe of that name.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = await file.stat();
    if (!stat.isFile()) return '';
    const from = Math.max(0, stat.size - tailBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(tailBytes), 0, tailBytes, from);
    const text = buffer.subarray(0, bytesRead).toString('utf8');
    return from === 0 ? text : text.slice(text.indexOf('\n') + 1);
  } finally {
    await file.close();
  }
}
