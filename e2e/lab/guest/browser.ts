/** A browser without scripts: follows links, fills in forms, and shows pages as lines. */

import { firstUnread } from '../reading.js';
import type { Gesture } from '../scenario.js';
import { choose, fill, press, type Submission, tick } from './form.js';
import { allOf, type Element, linesOf, parseHtml, textOf } from './html.js';
import { pause } from './run.js';

/** For so long a console that is starting refuses connections, and a page may come anew, in milliseconds. */
const patience = 120_000;

/** One person's browser. */
export class Browser {
  #address: URL;
  #shown: { readonly page: Element; readonly status: number } | undefined;
  #authorization: string | undefined;

  /** @param origin where addresses without a host lead */
  constructor(origin: string) {
    this.#address = new URL(origin);
  }

  /** The status and title of the page, and below it what stands on it; nothing before the first page. */
  get lines(): string[] {
    if (this.#shown === undefined) return [];
    const { page, status } = this.#shown;
    const [title] = allOf(page, 'title');
    return [`${status} ${title && textOf(title)}`, ...allOf(page, 'main').flatMap(linesOf)];
  }

  /** Does one thing on the page. @throws when nothing there has these words */
  async do(gesture: Gesture): Promise<void> {
    if ('open' in gesture) return this.#open(gesture.open);
    if ('signIn' in gesture) {
      const account = `${gesture.signIn}:${gesture.with}`;
      this.#authorization = `Basic ${Buffer.from(account).toString('base64')}`;
      return this.#open(this.#address.href);
    }
    if (this.#shown === undefined) throw new Error('no page is open');
    const { page } = this.#shown;
    if ('fill' in gesture) fill(page, gesture.fill, gesture.with);
    else if ('choose' in gesture) choose(page, gesture.choose, gesture.option);
    else if ('tick' in gesture) tick(page, gesture.tick);
    else if ('press' in gesture) await this.#send(press(page, gesture.press));
    else if ('await' in gesture) await this.#await(gesture.await);
    else if ('let' in gesture) await this.#takeRows(page);
    else {
      const links = allOf(page, 'a').map((link) => ({ link, words: textOf(link) }));
      const { link } =
        links.find(({ words }) => words === gesture.follow) ??
        links.find(({ words }) => words.startsWith(gesture.follow)) ??
        {};
      if (link === undefined) throw new Error(`no link ${gesture.follow}`);
      await this.#open(link.attributes.get('href') ?? '');
    }
  }

  #open(address: string): Promise<void> {
    return this.#load(new URL(address, this.#address));
  }

  async #await(line: string): Promise<void> {
    const giveUpAt = Date.now() + patience;
    while (firstUnread([line], this.lines) !== undefined) {
      const next = this.#shown && comingPage(this.#shown.page);
      if (next === undefined || Date.now() > giveUpAt) throw new Error(`the page never says ${line}`);
      await pause(next.seconds * 1000);
      await this.#open(next.address);
    }
  }

  /** Does to the table what the script of the console does. */
  async #takeRows(page: Element): Promise<void> {
    const table = allOf(page, 'table').find(({ attributes }) => attributes.has('data-live'));
    const [body] = table === undefined ? [] : allOf(table, 'tbody');
    if (table === undefined || body === undefined) throw new Error('no table follows by itself');
    const address = new URL(table.attributes.get('data-live') ?? '', this.#address);
    const response = await fetch(address, { headers: this.#headers() });
    let heard = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      heard += chunk;
      const rows = eventIn(heard, 'rows');
      if (rows === undefined) continue;
      body.children.splice(0, body.children.length, ...parseHtml(rows).children);
      return; // and hangs up
    }
    throw new Error(`the table does not follow: ${response.status} ${heard}`);
  }

  #headers(): Headers {
    const headers = new Headers({ 'Accept-Language': 'en' });
    if (this.#authorization !== undefined) headers.set('Authorization', this.#authorization);
    return headers;
  }

  async #send({ method, action, fields }: Submission): Promise<void> {
    const address = new URL(action, this.#address);
    if (method === 'post') return this.#load(address, fields);
    address.search = fields.toString();
    return this.#load(address);
  }

  async #load(address: URL, fields?: URLSearchParams): Promise<void> {
    const headers = this.#headers();
    // Browsers say which site a form comes from, and the console refuses those of others.
    if (fields !== undefined) headers.set('Origin', address.origin);
    const sent = fields === undefined ? { method: 'GET' } : { method: 'POST', body: fields };
    const response = await untilListens(() => fetch(address, { ...sent, headers }));
    this.#address = new URL(response.url);
    this.#shown = { page: parseHtml(await response.text()), status: response.status };
  }
}

/** The text of the first event of this name that has come whole. Source: HTML, server-sent events, event stream. */
function eventIn(stream: string, name: string): string | undefined {
  const whole = stream.split('\n\n').slice(0, -1);
  const event = whole.map((lines) => lines.split('\n')).find((lines) => lines.includes(`event: ${name}`));
  return event?.flatMap((line) => (line.startsWith('data: ') ? line.slice(6) : [])).join('\n');
}

/** The page that takes the place of this one by itself. Source: HTML, refresh state of http-equiv. */
function comingPage(page: Element): { readonly seconds: number; readonly address: string } | undefined {
  const refresh = allOf(page, 'meta').find(({ attributes }) => attributes.get('http-equiv') === 'refresh');
  const [, seconds, address] = /^(\d+);url=(.*)$/.exec(refresh?.attributes.get('content') ?? '') ?? [];
  return seconds === undefined || address === undefined ? undefined : { seconds: Number(seconds), address };
}

async function untilListens(request: () => Promise<Response>): Promise<Response> {
  const giveUpAt = Date.now() + patience;
  for (;;) {
    try {
      return await request();
    } catch (error) {
      const { code } = (error as { cause?: NodeJS.ErrnoException }).cause ?? {};
      if (code !== 'ECONNREFUSED' || Date.now() > giveUpAt) throw error;
      await pause(200);
    }
  }
}
