/** A panel as a person meets it in a browser: its form is read from the page, filled in and sent. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LightMyRequestResponse } from 'fastify';
import { afterEach } from 'vitest';
import type { ServerNeeds } from '../../src/web/server.js';
import { type Asking, openWebConsole, type WebConsole } from './web-console.js';

/** What a form would send. A box that is not ticked is not there. */
export type FormValues = Readonly<Record<string, string>>;

/** Changes to a form before it is sent; `undefined` unticks a box. */
export type FormChanges = Readonly<Record<string, string | undefined>>;

/** A page with the form that it holds. */
export interface PanelPage {
  readonly status: number;
  readonly body: string;
  /** What ACCEPT would send now: everything but the buttons, which have no name there. */
  readonly values: FormValues;
  /** The names of all inputs of its form. */
  readonly names: readonly string[];
  /** Where its form goes. */
  readonly action: string;
  /** The captions of the submit buttons of the form, the one that Enter presses first. */
  readonly buttons: readonly string[];
  /** Sends the form with these changes and follows a redirect to the page that comes then. */
  readonly accept: (changes?: FormChanges) => Promise<Answer>;
}

/** What came back after sending a form. */
export interface Answer {
  readonly status: number;
  /** Where a redirect leads, without the mark of its message. */
  readonly location: string | undefined;
  /** The page that was reached. */
  readonly page: PanelPage;
}

/** A console on a file of its own. */
export interface PanelConsole {
  readonly web: WebConsole;
  readonly path: string;
  /** The bytes of the file, one character each. */
  readonly file: () => Promise<string>;
  /** Writes the file past the console, as somebody with an editor would. */
  readonly writeFile: (text: string) => Promise<void>;
  readonly open: (url: string, asking?: Asking) => Promise<PanelPage>;
  readonly close: () => Promise<void>;
}

/**
 * Opens consoles, each of which is closed after the test that opened it. A test file calls this once, at its top.
 * @param usual the file of a console that is opened on no other
 */
export function panelsOfEachTest(usual = '') {
  let consoles: PanelConsole[] = [];
  afterEach(async () => {
    await Promise.all(consoles.map(({ close }) => close()));
    consoles = [];
  });
  return async (lvsCf = usual, overrides: Partial<ServerNeeds> = {}): Promise<PanelConsole> => {
    const opened = await openPanels(lvsCf, overrides);
    consoles.push(opened);
    return opened;
  };
}

/** Opens a console on this file. */
export async function openPanels(lvsCf: string, overrides: Partial<ServerNeeds> = {}): Promise<PanelConsole> {
  const web = await openWebConsole(undefined, overrides);
  const path = join(web.state, 'lvs.cf');
  const write = (text: string) => writeFile(path, text, 'latin1');
  await write(lvsCf);

  const open = async (url: string, asking: Asking = {}) => pageOf(await web.get(url, asking), asking);

  function pageOf({ statusCode, body }: LightMyRequestResponse, asking: Asking): PanelPage {
    const form = formOf(body);
    const { action, values } = form;
    const accept = async (changes: FormChanges = {}): Promise<Answer> => {
      const fields = Object.entries({ ...values, ...changes }).filter(([, value]) => value !== undefined);
      const answer = await web.send(action, Object.fromEntries(fields) as FormValues, asking);
      const { location } = answer.headers;
      const page = location === undefined ? pageOf(answer, asking) : await open(location, asking);
      return { status: answer.statusCode, location: location?.replace(/[?&]done=[^&#]*/, ''), page };
    };
    return { status: statusCode, body, ...form, accept };
  }

  return {
    web,
    path,
    file: () => readFile(path, 'latin1'),
    writeFile: write,
    open,
    close: web.close,
  };
}

type Attributes = Readonly<Record<string, string>>;

/** The last form of a page that is sent by POST, as a browser would send it; UNDO below every page is none of it. */
function formOf(page: string): Pick<PanelPage, 'action' | 'values' | 'names' | 'buttons'> {
  const body = page.replace(/<footer[\s\S]*$/, '');
  const form =
    /<form method="post" action="([^"]*)"(?![\s\S]*<form method="post")[^>]*>([\s\S]*?)<\/form>/.exec(body);
  const [, action = '', inside = ''] = form ?? [];
  const values: Record<string, string> = {};
  const names = new Set<string>();
  let list = '';
  const entered = inside.replace(/<datalist[\s\S]*?<\/datalist>/g, '');
  for (const [, tag = '', text = ''] of entered.matchAll(/<(input|select|option)\b([^>]*)>/g)) {
    const attributes = attributesOf(text);
    const { name = '', value = 'on', type = 'text' } = attributes;
    if (name !== '') names.add(name);
    if (tag === 'select') list = name;
    else if (tag === 'option') {
      if (!(list in values) || 'selected' in attributes) values[list] = value;
    } else if ((type !== 'checkbox' && type !== 'radio') || 'checked' in attributes) values[name] = value;
  }
  const buttons = [...inside.matchAll(/<button type="submit"[^>]*>([^<]*)<\/button>/g)];
  return {
    action: plain(action),
    values,
    names: [...names],
    buttons: buttons.map(([, caption = '']) => caption),
  };
}

function attributesOf(text: string): Attributes {
  const found = [...text.matchAll(/([\w-]+)(?:="([^"]*)")?/g)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, plain(value)]));
}

const entities: Attributes = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function plain(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');
}

/** The words of a page without its tags and what a browser hides, in one line. */
export function wordsOf({ body }: Pick<PanelPage, 'body'>): string {
  const main = /<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body;
  return plain(main.replace(/<label hidden>.*?<\/label>/g, '').replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}
