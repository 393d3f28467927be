/** A history of 10,000 versions against one of 100: what people open first must not feel its length. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineFiles } from '../../src/adapters/files/files.js';
import { openHistory } from '../../src/adapters/files/history.js';
import { hashOf } from '../../src/adapters/files/reader.js';
import { fileNameOf, printMark, printVersion } from '../../src/core/history/index-line.js';
import { changesOf } from '../../src/core/history/version.js';
import { differencesOfTexts } from '../../src/core/lvscf/diff.js';
import { generateConfig } from '../support/generate.js';
import { type Goal, ms, printTable, timeJobs, times } from './measure.js';

const by = { user: 'ann', address: '2001:db8::1', panel: 'real-servers' };
const base = generateConfig({ virtualServers: 10, realServers: 4 });

/** The file with another weight of one server, as a day's work changes it. */
const textOf = (number: number) => base.replace(/weight = \d+/, `weight = ${1 + (number % 1000)}`);

const contentOf = (number: number) => {
  const text = textOf(number);
  return { text, hash: hashOf(Buffer.from(text, 'latin1')) };
};

/** Writes a history as years of saves leave it; only the versions that are opened have their files. */
function writeHistory(folder: string, count: number): void {
  mkdirSync(folder, { mode: 0o700 });
  const changes = changesOf(differencesOfTexts(textOf(1), textOf(2)));
  const lines: string[] = [];
  let previous = '';
  for (let number = 1; number <= count; number++) {
    const { text, hash } = contentOf(number);
    const time = new Date(Date.UTC(2026, 0, 1) + number * 3_600_000).toISOString();
    const version = { number, time, ...by, note: '', pinned: false, hash, bytes: text.length, previous };
    lines.push(printVersion(number === 1 ? version : { ...version, changes }));
    if (number % 20 === 0) lines.push(printMark(number - 10, { pinned: true }, time));
    if (isOpened(number, count)) writeFileSync(join(folder, fileNameOf(version)), text, 'latin1');
    previous = hash;
  }
  writeFileSync(join(folder, 'index.jsonl'), lines.join(''));
}

const isOpened = (number: number, count: number) => number === count || number === count / 2;

const work = [
  'newest page',
  'a page in the middle',
  'newest version',
  'a version in the middle',
  'all of them',
  'all of them again, after a save',
  'a save',
];

const reopened = (folder: string) =>
  openHistory({ files: machineFiles, folder, clock: Date.now, differ: differencesOfTexts });

async function measure(root: string, count: number): Promise<readonly number[]> {
  const folder = join(root, String(count));
  writeHistory(folder, count);
  const history = reopened(folder);
  const remembering = reopened(folder);
  let saved = count;
  const jobs = [
    () => history.list({ limit: 50 }),
    () => history.list({ limit: 50, before: count / 2 }),
    () => history.get(count),
    () => history.get(count / 2),
    () => reopened(folder).list({ limit: Number.POSITIVE_INFINITY }),
    () => remembering.list({ limit: Number.POSITIVE_INFINITY }),
    () => history.keep(by, contentOf(++saved), contentOf(saved - 1)),
  ];
  return (await timeJobs(jobs, { rounds: 60, warmUp: 10 })).map((one) => Math.min(...one));
}

/** Prints the fastest times in a short and in a long history, with the ratio. */
export async function benchHistory(): Promise<readonly Goal[]> {
  const root = mkdtempSync(join(tmpdir(), 'lvs-console-bench-'));
  try {
    const short = await measure(root, 100);
    const long = await measure(root, 10_000);
    const ratios = long.map((time, at) => time / (short[at] ?? Number.NaN));
    const rows = work.map((name, at) => [
      name,
      ms(short[at] ?? Number.NaN),
      ms(long[at] ?? Number.NaN),
      times(ratios[at] ?? Number.NaN),
    ]);
    printTable('A history of so many versions', [['', '100', '10,000', 'ratio'], ...rows]);
    const [newest = Number.NaN] = ratios;
    const save = ratios.at(-1) ?? Number.NaN;
    return [
      {
        promise: '100 times the versions, so many times the time of the newest page',
        measured: newest,
        limit: 3,
      },
      { promise: '100 times the versions, so many times the time of a save', measured: save, limit: 3 },
      {
        promise: 'a page in the middle of 10,000 versions, in milliseconds',
        measured: long[1] ?? Number.NaN,
        limit: 100,
      },
      {
        promise: 'all of 10,000 versions once more, after a save, in milliseconds',
        measured: long.at(-2) ?? Number.NaN,
        limit: 50,
      },
    ];
  } finally {
    rmSync(root, { recursive: true });
  }
}
