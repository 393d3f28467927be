/** The demonstration in a terminal: where the console is, keys that break and mend, and a line that lives. */

import type { Socket } from 'node:net';
import { eachLine } from '../guest/lines.js';
import { vip } from '../scenarios/pair.js';
import { Channels } from './channels.js';
import type { Doorway } from './doorway.js';
import { keysText, openKeys } from './keys.js';
import type { News, Second } from './messages.js';
import { consoleRouter, servers } from './network.js';

/** Who may use the console. */
export interface Account {
  readonly user: string;
  readonly password: string;
}

/** What Ctrl-C is while keys are read one by one. */
const interrupt = '\u0003';

/**
 * Shows what happens in a guest until somebody presses the key for the end.
 *
 * @param lines those of the messages and of the browser, in this order.
 * @throws when the guest can do nothing more
 */
export function show(lines: readonly Socket[], doorway: Doorway, account: Account): Promise<void> {
  const [messages, browser] = lines;
  if (messages === undefined || browser === undefined) throw new Error('the guest has too few lines');
  return new Promise((resolve, reject) => {
    eachLine(messages, (line) => {
      const news = JSON.parse(line) as News;
      if ('second' in news) say(secondText(news.second), 'lives');
      else if ('failure' in news) reject(new Error(news.failure));
      else {
        doorway.lead(new Channels({ input: browser, output: browser }, () => {}));
        console.log(welcome(doorway.port, account));
        listenToKeys(messages, resolve);
      }
    });
  });
}

function welcome(port: number, { user, password }: Account): string {
  return `
The console of the router ${consoleRouter} is open to the browsers of this machine:

  address   http://localhost:${port}
  user      ${user}
  password  ${password}

A client comes to ${vip} ten times a second. Keys:

${keysText}
`;
}

function listenToKeys(messages: Socket, end: () => void): void {
  const press = openKeys();
  const { stdin } = process;
  if (stdin.isTTY) stdin.setRawMode(true);
  stdin.setEncoding('utf8').on('data', (typed: string) => {
    for (const key of typed) {
      if (key === 'q' || key === interrupt) end();
      const pressed = press(key);
      if (pressed === undefined) continue;
      messages.write(`${JSON.stringify(pressed.wish)}\n`);
      say(pressed.event);
    }
  });
}

function secondText({ answered, lost, active }: Second): string {
  const counts = servers.map((name) => `${name} ${String(answered[name] ?? 0).padStart(2)}`);
  const who = active.length === 0 ? 'no router' : active.join(' and ');
  return [...counts, `lost ${String(lost).padStart(2)}`, `active: ${who}`].join('   ');
}

/** Says something with its time. In a terminal a line that lives gives way to the next one. */
function say(words: string, lives?: 'lives'): void {
  const { stdout } = process;
  const text = `${new Date().toTimeString().slice(0, 8)}  ${words}`;
  if (!stdout.isTTY) stdout.write(`${text}\n`);
  // Source: ECMA-48, erase in line.
  else stdout.write(`\r\u001B[2K${text}${lives === 'lives' ? '' : '\n'}`);
}
