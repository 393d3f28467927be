/** What is kept of pushes: the bytes that were pushed last, a receipt of each, and who is at it now. */

import { join } from 'node:path';
import { systemCode } from '../adapters/files/failures.js';
import { type Clock, machineFiles } from '../adapters/files/files.js';
import { makeStateFolder } from '../adapters/files/folders.js';
import { isLocked, withLock } from '../adapters/files/lock.js';
import { hashOf, type Loaded } from '../adapters/files/reader.js';
import { openSafeFile, type SafeFile } from '../adapters/files/safe-file.js';
import { type Config, readConfig } from '../core/lvscf/config.js';
import { ConsoleError } from '../core/problem.js';
import type { Receipt } from '../core/push/steps.js';

/** The file that both routers had after the last push. */
export interface Last {
  /** Address and port of the router that it went to. */
  readonly to: string;
  readonly hash: string;
  readonly config: Config;
}

/** Somebody who is at it. `since` in ISO 8601, UTC. */
export interface Holder {
  readonly by: string;
  readonly since: string;
}

/** What is kept, in one folder. */
export interface Ledger {
  /** What was pushed last to this router; nothing when it was another one, or nobody knows. @throws file_unavailable */
  last(to: string): Promise<Last | undefined>;
  /** @param text one character per byte (latin1) @throws file_unavailable */
  keepLast(to: string, text: string): Promise<void>;
  /** The last ones, the newest first. @throws file_unavailable */
  receipts(most: number): Promise<readonly Receipt[]>;
  /** @throws file_unavailable */
  keepReceipt(receipt: Receipt): Promise<void>;
  /** Does the work while nobody else, here or in another process, does such work. @throws conflict: push_running */
  alone<T>(by: string, work: () => Promise<T>): Promise<T>;
  /** Who is at it now, here or in another process. */
  holder(): Promise<Holder | undefined>;
}

/** Receipts beyond this are let go, the oldest first. */
const mostReceipts = 200;

const modes = { newMode: 0o600, keptBits: 0o700n } as const;

/** Opens the folder, which is made when something is kept. */
export function openLedger(folder: string, clock: Clock = Date.now): Ledger {
  const open = <T>(name: string, parse: (text: string) => T) =>
    openSafeFile({ files: machineFiles, path: join(folder, name), parse, clock, ...modes });
  const lastFile = open('last-pushed', readLast);
  const receiptFile = open('receipts.jsonl', readReceipts);
  const holderFile = open('running.json', readHolder);
  const place = { path: join(folder, 'running'), target: join(folder, 'running'), folder };
  let mine: Holder | undefined;

  async function put<T>(file: SafeFile<T>, change: (text: string) => string): Promise<void> {
    await makeStateFolder(folder);
    try {
      await file.update(({ text }) => change(text));
    } catch (error) {
      if (!isMissing(error)) throw error;
      await file.create(change(''));
    }
  }

  async function elsewhere(): Promise<(Holder & { readonly pid: number }) | undefined> {
    const found = await contentOf(holderFile);
    const isOther = found !== undefined && found.pid !== process.pid && isAlive(found.pid);
    // Another process may have its number by now.
    return isOther && (await isLocked(machineFiles, place)) ? found : undefined;
  }

  async function alone<T>(by: string, work: () => Promise<T>): Promise<T> {
    const refuse = (holder: Holder) => {
      const { by: who, since } = holder;
      throw new ConsoleError('conflict', 'push_running', { by: who, since });
    };
    if (mine !== undefined) refuse(mine);
    const holder = { by, since: new Date(clock()).toISOString() };
    let isHeld = false;
    mine = holder;
    try {
      await makeStateFolder(folder);
      const held = async () => {
        isHeld = true;
        await put(holderFile, () => JSON.stringify({ ...holder, pid: process.pid }));
        try {
          return await work();
        } finally {
          // Whoever reads it later finds a process that is gone, or its next push.
          await machineFiles.unlink(join(folder, 'running.json')).catch(() => undefined);
        }
      };
      // Who is alive is not waited for; the lock of somebody who died is free after some seconds.
      const other = await elsewhere();
      return await withLock(machineFiles, place, held, other === undefined ? undefined : 0);
    } catch (error) {
      if (isHeld || !(error instanceof ConsoleError) || error.reason !== 'locked') throw error;
      return refuse((await elsewhere()) ?? { by: '?', since: holder.since });
    } finally {
      mine = undefined;
    }
  }

  return {
    async last(to) {
      const found = await contentOf(lastFile);
      return found?.to === to ? found : undefined;
    },
    async keepLast(to, text) {
      const hash = hashOf(Buffer.from(text, 'latin1'));
      await put(lastFile, () => `${JSON.stringify({ format: 1, to, hash })}\n${text}`);
    },
    async receipts(most) {
      return ((await contentOf(receiptFile)) ?? []).slice(-most).toReversed();
    },
    async keepReceipt(receipt) {
      await put(receiptFile, (text) => {
        const lines = [
          ...text.split('\n').filter((line) => line !== ''),
          byteString(JSON.stringify(receipt)),
        ];
        return lines
          .slice(-mostReceipts)
          .map((line) => `${line}\n`)
          .join('');
      });
    },
    alone,
    holder: async () => mine ?? (await elsewhere()),
  };
}

async function contentOf<T>(file: SafeFile<T>): Promise<Loaded<T>['parsed'] | undefined> {
  try {
    return (await file.read()).parsed;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof ConsoleError && error.reason === 'file_missing';
}

/** The first line says where the bytes behind it went, and their hash. */
function readLast(text: string): Last | undefined {
  const end = text.indexOf('\n');
  const head = parsed(text.slice(0, end)) as { to?: unknown; hash?: unknown } | undefined;
  const bytes = text.slice(end + 1);
  if (typeof head?.to !== 'string' || head.hash !== hashOf(Buffer.from(bytes, 'latin1'))) return undefined;
  return { to: head.to, hash: head.hash, config: readConfig(bytes) };
}

/** Lines that are no receipts, or of another program than this one, are passed over. */
function readReceipts(text: string): readonly Receipt[] {
  const lines = Buffer.from(text, 'latin1').toString('utf8').split('\n');
  return lines.flatMap((line) => {
    const receipt = parsed(line) as Receipt | undefined;
    return receipt?.format === 1 ? [receipt] : [];
  });
}

function readHolder(text: string): (Holder & { readonly pid: number }) | undefined {
  const found = parsed(Buffer.from(text, 'latin1').toString('utf8')) as
    | Partial<Record<'by' | 'since' | 'pid', unknown>>
    | undefined;
  const { by, pid, since } = found ?? {};
  const isWhole = typeof by === 'string' && typeof since === 'string' && Number.isInteger(pid);
  return isWhole ? { by, since, pid: pid as number } : undefined;
}

function parsed(text: string): unknown {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null ? content : undefined;
  } catch {
    // Cut off, or written by somebody else: as good as not there.
    return undefined;
  }
}

function byteString(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Whether a process is there, whoever it belongs to. Source: kill(2), signal 0. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
