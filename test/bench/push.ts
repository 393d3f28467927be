/** A whole push, checked and kept on the other router, beside a copy and a command by OpenSSH's own tools. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { openConfigFile } from '../../src/adapters/files/config-file.js';
import { openSshConnection } from '../../src/adapters/ssh/connect.js';
import { keepConnection } from '../../src/adapters/ssh/kept.js';
import { readConfig } from '../../src/core/lvscf/config.js';
import { openPush } from '../../src/push/push.js';
import { pairFile, virtualBlock } from '../support/router-world.js';
import { median, ms, printTable, timeJobs, times } from './measure.js';
import type { Meeting } from './ssh.js';

/** Two files that take turns, so that there is always something to push. */
const texts = ['eth0:1', 'eth0:2'].map((device) => pairFile(virtualBlock('web', '10.0.2.100', device)));

/** Prints the times; nothing is promised, because starting a program there is most of it. */
export async function benchPush(meeting: Meeting): Promise<void> {
  const { looked, master, scp, ssh, sshd, target } = meeting;
  const folder = dirname(looked);
  // Nothing was pushed there before.
  rmSync(looked);
  const here = join(sshd.folder, 'here');
  mkdirSync(here);
  const path = join(here, 'lvs.cf');
  writeFileSync(path, '');
  const connection = keepConnection(() => openSshConnection(target));
  const push = openPush({
    folder: join(here, 'push'),
    lvsCf: openConfigFile({ path, historyFolder: join(here, 'history'), parse: readConfig }),
    target: async () => ({ to: '127.0.0.1', copyTo: null }),
    connection,
    engine: {
      run: () => Promise.reject(new Error('nothing is applied here')),
      trial: async () => undefined,
      wanted: async () => ({ identity: { role: 'primary', device: 'eth0', address: '10.0.2.50' } }),
    },
    version: JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8')).version,
    host: 'lb1',
  });
  let turn = 0;
  /** @param replaced what the push took until the file was read back, without the state of the engine there */
  const pushNext = async (replaced: number[]) => {
    writeFileSync(path, texts[++turn % texts.length] ?? '', 'latin1');
    const { ok, steps } = await push.push({ by: 'bench', applyThere: false });
    if (!ok) throw new Error(`the push failed: ${JSON.stringify(steps)}`);
    replaced.push(steps.reduce((sum, { name, ms: taken }) => (name === 'state' ? sum : sum + taken), 0));
  };
  const replacedCold: number[] = [];
  const replacedKept: number[] = [];
  const copy = async (socket?: string) => {
    await scp(path, join(folder, 'copy.cf'), socket);
    await ssh('true', socket);
  };
  try {
    const jobs = [
      () => copy(),
      async () => {
        await connection.close();
        await pushNext(replacedCold);
      },
      () => copy(master),
      () => pushNext(replacedKept),
    ];
    const [theirsCold = 0, oursCold = 0, theirsKept = 0, oursKept = 0] = (
      await timeJobs(jobs, { rounds: 10, warmUp: 2 })
    ).map(median);
    const rows = (way: string, theirs: number, ours: number, replaced: number) => [
      [`scp and ssh true, ${way}`, ms(theirs), ''],
      [
        `the file compared, checked, kept, replaced and read back, ${way}`,
        ms(replaced),
        times(replaced / theirs),
      ],
      [`and the state of the engine there, ${way}`, ms(ours), times(ours / theirs)],
    ];
    printTable('A whole push', [
      ['', 'median', 'ratio'],
      ...rows('cold', theirsCold, oursCold, median(replacedCold)),
      ...rows('kept connection', theirsKept, oursKept, median(replacedKept)),
    ]);
  } finally {
    await push.close();
    await connection.close();
  }
}
