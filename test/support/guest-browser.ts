/** A browser without scripts in a guest: curl fetches its pages there, and they are read here. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { choose, fill, press, type Submission } from '../../e2e/lab/guest/form.js';
import { allOf, type Element, linesOf, parseHtml } from '../../e2e/lab/guest/html.js';
import type { DebianGuest } from './debian-guest.js';

/** A page as a person meets it. */
export interface Page {
  readonly status: number;
  /** What stands on it, line by line. */
  readonly lines: readonly string[];
  /** The captions of its buttons. */
  readonly buttons: readonly string[];
  /** Types into a field. */
  fill(label: string, text: string): void;
  choose(label: string, option: string): void;
  /** Presses a button and goes where the answer leads. @throws when there is none */
  press(caption: string): Promise<Page>;
}

/** Fetches pages of one site. */
export interface GuestBrowser {
  open(address: string): Promise<Page>;
}

/** @param account `USER:PASSWORD`; without it nobody is logged in */
export function guestBrowser(guest: DebianGuest, origin: string, account?: string): GuestBrowser {
  const curl = ['curl', '-sS', '--max-time', '200', '-H', `Origin: ${origin}`];
  if (account !== undefined) curl.push('-u', account);

  async function fetched(address: string, body: readonly string[] = []): Promise<Page> {
    const words = [
      ...curl,
      ...body,
      '-o',
      '/out/page',
      '-w',
      '%{http_code} %{redirect_url}',
      origin + address,
    ];
    const [status = '', redirected = ''] = (await guest.shell(words.map(quoted).join(' '))).split(' ');
    if (redirected !== '') return fetched(redirected.slice(origin.length));
    return page(Number(status), parseHtml(await guest.shell('cat /out/page')));
  }

  function sent({ method, action, fields }: Submission): Promise<Page> {
    if (method === 'get') return fetched(`${action}?${fields}`);
    writeFileSync(join(guest.folder, 'fields'), fields.toString());
    return fetched(action, ['--data', '@/out/fields']);
  }

  function page(status: number, element: Element): Page {
    return {
      status,
      lines: allOf(element, 'main').flatMap(linesOf),
      buttons: allOf(element, 'button').flatMap((one) => linesOf(one)),
      fill: (label, text) => fill(element, label, text),
      choose: (label, option) => choose(element, label, option),
      press: (caption) => sent(press(element, caption)),
    };
  }
  return { open: (address) => fetched(address) };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
