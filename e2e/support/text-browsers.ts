/** lynx, links and w3m: a page as each of them shows it. They do not know the tests' host name: use plain origins. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { authorization, operator } from '../../test/support/running-console.js';

const run = promisify(execFile);

/** So wide that no label is broken over two lines. */
const columns = '200';

/** Runs a text browser on a screen of its own and without the settings of the person at this machine. */
export async function runTextBrowser(program: string, words: readonly string[]): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'lvs-console-text-'));
  try {
    const env = { PATH: process.env['PATH'], HOME: home, TERM: 'vt100', LC_ALL: 'C.UTF-8', LINES: '100' };
    const child = run(program, words, { env: { ...env, COLUMNS: columns }, timeout: 30_000 });
    child.child.stdin?.end();
    return (await child).stdout;
  } finally {
    await rm(home, { recursive: true });
  }
}

/** What lynx always gets: the account, a width and an encoding. */
export const lynxFlags: readonly string[] = [
  `-auth=${operator.username}:${operator.password}`,
  `-width=${columns}`,
  '-display_charset=utf-8',
];

/** A page as text, by the name of the browser. */
export const asText: Readonly<Record<'lynx' | 'links' | 'w3m', (url: string) => Promise<string>>> = {
  lynx: (url) => runTextBrowser('lynx', [...lynxFlags, '-dump', '-nolist', url]),
  links: (url) => {
    const address = new URL(url);
    Object.assign(address, operator);
    return runTextBrowser('links', ['-dump', '-width', columns, '-codepage', 'utf-8', address.href]);
  },
  w3m: (url) => {
    const header = `Authorization: ${authorization()}`;
    return runTextBrowser('w3m', ['-dump', '-cols', columns, '-O', 'UTF-8', '-header', header, url]);
  },
};

/** Text as one line, so that it can be searched whatever the browser's line breaks are. */
export function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
