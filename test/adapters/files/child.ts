/**
 * Another process, perhaps of another account: reads one order per line, answers each with one line.
 */
import { createInterface } from 'node:readline';
import { openConfigFile } from '../../../src/adapters/files/config-file.js';
import { ConsoleError } from '../../../src/core/problem.js';

/** What the other process is to do. */
export interface Order {
  readonly path: string;
  readonly historyFolder: string;
  readonly verb: 'read' | 'append' | 'create' | 'count';
}

/** What came of it. */
export type Answer = { readonly text: string } | { readonly reason: string; readonly params: unknown };

const by = { user: 'child', address: '::1', panel: 'virtual-servers' };
const countingTimes = 20;

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await obey(JSON.parse(line)))}\n`);
}

async function obey({ path, historyFolder, verb }: Order): Promise<Answer> {
  const file = openConfigFile({ path, historyFolder, parse: (text) => text });
  try {
    switch (verb) {
      case 'read':
        return { text: (await file.read()).text };
      case 'append':
        return { text: (await file.update(by, ({ text }) => `${text}more\n`)).after.text };
      case 'create':
        return { text: (await file.create(by, 'made\n')).text };
      case 'count':
        for (let times = 0; times < countingTimes; times++) {
          await file.update(by, ({ text }) => String(Number(text) + 1));
        }
        return { text: String(countingTimes) };
    }
  } catch (error) {
    if (error instanceof ConsoleError) {
      return { reason: error.reason, params: error.params };
    }
    throw error;
  }
}
