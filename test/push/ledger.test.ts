import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Receipt } from '../../src/core/push/steps.js';
import { openLedger } from '../../src/push/ledger.js';
import { scratchFolder } from '../adapters/files/scratch-folder.js';

const text = '# caf\xe9\nprimary = 192.0.2.1\n';
const receipt = (number: number): Receipt => ({
  format: 1,
  time: new Date(number * 1000).toISOString(),
  by: 'Zoé \u2028',
  from: 'lb1',
  to: 'lb2',
  what: 'push',
  ok: true,
  version: { here: '1.0.0', there: '1.0.0' },
  hash: { here: null, there: null },
  steps: [],
});

/** Another process that is at it. */
async function holder(folder: string, by: string) {
  const program = join(import.meta.dirname, 'holder.ts');
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), program, folder, by], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

describe('What was pushed last', () => {
  test('is kept with every byte, for the router that it went to', async () => {
    const folder = join(scratchFolder(), 'push');
    await openLedger(folder).keepLast('lb2:22', text);
    const last = await openLedger(folder).last('lb2:22');
    expect(String(last?.config.document)).toBe(text);
    expect(await openLedger(folder).last('lb3:22')).toBeUndefined();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'last-pushed')).mode & 0o777).toBe(0o600);
  });

  test('is not known when the bytes are not the ones that were kept', async () => {
    const folder = join(scratchFolder(), 'push');
    const ledger = openLedger(folder);
    expect(await ledger.last('lb2:22')).toBeUndefined();
    await ledger.keepLast('lb2:22', text);
    const path = join(folder, 'last-pushed');
    for (const damaged of [
      readFileSync(path, 'latin1').replace('192.0.2.1', '192.0.2.9'),
      '',
      'x',
      '{}\n',
      'null\n',
    ]) {
      writeFileSync(path, damaged, 'latin1');
      expect(await openLedger(folder).last('lb2:22')).toBeUndefined();
    }
  });
});

describe('The receipts', () => {
  test('are told the newest first, and the oldest go', async () => {
    const folder = join(scratchFolder(), 'push');
    const ledger = openLedger(folder);
    expect(await ledger.receipts(5)).toEqual([]);
    for (let number = 0; number < 203; number++) await ledger.keepReceipt(receipt(number));
    expect(await ledger.receipts(2)).toEqual([receipt(202), receipt(201)]);
    expect((await ledger.receipts(1000)).length).toBe(200);
  });

  test('survive a line that somebody cut off', async () => {
    const folder = join(scratchFolder(), 'push');
    const ledger = openLedger(folder);
    await ledger.keepReceipt(receipt(1));
    writeFileSync(join(folder, 'receipts.jsonl'), '{"format":1,"ti', { flag: 'a' });
    await ledger.keepReceipt(receipt(2));
    expect(await ledger.receipts(5)).toEqual([receipt(2), receipt(1)]);
  });
});

describe('Two processes that push', () => {
  test('are not at it at once: the second is told at once who began, and when', async () => {
    const folder = join(scratchFolder(), 'push');
    const other = await holder(folder, 'ann');
    const ledger = openLedger(folder);
    const from = performance.now();
    await expect(ledger.alone('ben', async () => 'done')).rejects.toMatchObject({
      reason: 'push_running',
      params: { by: 'ann', since: expect.stringMatching(/^\d{4}-.*Z$/) },
    });
    expect(performance.now() - from).toBeLessThan(1500);
    expect(await ledger.holder()).toMatchObject({ by: 'ann' });
    other.stdin.end();
    await once(other, 'exit');
    expect(await ledger.holder()).toBeUndefined();
    expect(await ledger.alone('ben', async () => 'done')).toBe('done');
  });

  test('do not wait for ever for one that was killed', async () => {
    const folder = join(scratchFolder(), 'push');
    const other = await holder(folder, 'ann');
    other.kill('SIGKILL');
    await once(other, 'exit');
    const ledger = openLedger(folder);
    expect(await ledger.holder()).toBeUndefined();
    expect(await ledger.alone('ben', async () => 'done')).toBe('done');
  });
});
