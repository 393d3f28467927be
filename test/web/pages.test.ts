import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConsoleError } from '../../src/core/problem.js';
import { wordsFor } from '../../src/text/index.js';
import type { Page } from '../../src/web/page.js';
import { openWebConsole, testForm, type WebConsole } from '../support/web-console.js';

let web: WebConsole;
/** What `/secure/test-page` shows. */
let shown: Partial<Page> = {};
beforeAll(async () => {
  web = await openWebConsole((app) => {
    testForm(app);
    app.get('/secure/test-page', async (_request, reply) =>
      reply.page({ panel: 'control', template: 'parts/error', view: emptyError, ...shown }),
    );
    app.get('/secure/test-failure', async (): Promise<never> => {
      const commands = ['chmod 660 /etc/lvs.cf', 'chown root:lvs-console /etc/lvs.cf'];
      throw new ConsoleError('file_unavailable', 'no_right', {
        path: '/etc/lvs.cf',
        action: 'write',
        commands,
      });
    });
    app.get('/secure/test-fault', async (): Promise<never> => {
      throw new Error('/secret/path fell over');
    });
  });
});
afterAll(() => web.close());

const emptyError = { title: '', text: '', advice: [], commands: [] };
const french = { headers: { 'accept-language': 'fr' } };

const headingOf = (body: string) => /<h1>(.*)<\/h1>/.exec(body)?.[1]?.replace(/<[^>]*>/g, '');
const titleOf = (body: string) => /<title>(.*)<\/title>/.exec(body)?.[1];

/** Source: the original tool, heading, tab and title per page. */
const pages = [
  {
    url: '/',
    heading: 'Welcome to LVS Console',
    title: 'WELCOME',
  },
  { url: '/about-login', heading: 'ABOUT LOGIN', title: 'ABOUT LOGIN' },
  { url: '/secure/introduction', heading: 'INTRODUCTION', title: 'INTRODUCTION' },
  { url: '/secure/help', heading: 'HELP', title: 'HELP' },
  { url: '/secure/password', heading: 'PASSWORD', title: 'PASSWORD' },
];

describe('The pages', () => {
  test.each(pages)('of $url has its heading and title', async ({ url, heading, title }) => {
    const { statusCode, headers, body } = await web.get(url);
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headingOf(body)).toBe(heading);
    expect(titleOf(body)).toBe(`${title} – LVS Console`);
  });

  test.each(pages)(
    'of $url is in French for a French browser, under the same title',
    async ({ url, title }) => {
      const { body } = await web.get(url, french);
      expect(body).toContain('<html lang="fr">');
      expect(body).toContain('Aller au contenu');
      expect(titleOf(body)).toBe(`${title} – LVS Console`);
    },
  );

  test.each(pages)('of $url has no inline style, script or handler', async ({ url }) => {
    const { body } = await web.get(url);
    expect(body).not.toMatch(/<style|<script(?![^>]* src=)|\sstyle=|\son\w+=/i);
  });

  test('CHANGE PASSWORD names the command and the user, and belongs to CONTROL/MONITORING', async () => {
    const { body } = await web.get('/secure/password', { as: 'marie' });
    expect(body).toContain('npx lvs-console passwd marie');
    expect(body).toContain('<a href="/secure/control" aria-current="page">');
    expect(body).toContain('action="/secure/password"');
  });

  test('HELP has a section with an anchor for each panel, and a contents list that leads to it', async () => {
    const { body } = await web.get('/secure/help');
    const anchors = [...body.matchAll(/<section class="block" id="([\w-]+)"/g)].map(([, id]) => id);
    const panels = Object.keys(wordsFor('en').help.sections);
    expect(anchors.toSorted()).toEqual([...panels, 'keys'].toSorted());
    for (const id of panels) expect(body).toContain(`<a href="#${id}" lang="en">`);
    expect(body).toContain('<a href="#keys">');
  });

  test('the welcome page names the command while nobody can log in', async () => {
    const other = await openWebConsole();
    expect((await other.get('/')).body).not.toContain('npx lvs-console passwd');
    await writeFile(other.usersFile, '');
    expect((await other.get('/')).body).toContain('npx lvs-console passwd');
    await other.close();
  });
});

describe('The frame', () => {
  const frameOf = async (page: Partial<Page>, asking = {}) => {
    shown = page;
    return (await web.get('/secure/test-page', asking)).body;
  };

  test('marks the tab of the panel, and no other', async () => {
    const body = await frameOf({ panel: 'redundancy' });
    expect(body.match(/<li><a href="\/secure\/[\w-]+" aria-current="page">/g)).toEqual([
      '<li><a href="/secure/redundancy" aria-current="page">',
    ]);
  });

  test('leads to the parts of the virtual server that is edited, its name encoded once', async () => {
    const body = await frameOf({ panel: 'real-servers', virtualServer: 'a/b c' });
    expect(body).toContain('<a href="/secure/virtual-servers/a%2Fb%20c" lang="en">VIRTUAL SERVER</a>');
    expect(body).toContain(
      '<a href="/secure/virtual-servers/a%2Fb%20c/real-servers" lang="en" aria-current="page">REAL SERVER</a>',
    );
    expect(body).toContain('/secure/virtual-servers/a%2Fb%20c/monitoring-scripts"');
  });

  test('marks REAL SERVER as above a single real server, not as its page', async () => {
    const body = await frameOf({ panel: 'real-server', virtualServer: 'HTTP' });
    expect(body).toContain('real-servers" lang="en" aria-current="true">REAL SERVER</a>');
  });

  test('writes what is edited as text', async () => {
    const body = await frameOf({ subject: '<b>"x"&' });
    expect(body).toContain('<span class="subject">&lt;b&gt;&quot;x&quot;&amp;</span>');
    expect(body).toContain('<title>&lt;b&gt;&quot;x&quot;&amp; – CONTROL / MONITORING – LVS Console</title>');
  });

  test('keeps the original words in French, with their meaning beside them', async () => {
    const body = await frameOf({ panel: 'redundancy' }, french);
    expect(body).toContain('<span lang="en">REDUNDANCY</span> <span class="gloss">Redondance</span>');
  });

  test('loads a page again by itself when asked', async () => {
    const body = await frameOf({ refresh: { seconds: 10, href: '/secure/control?rate=10' } });
    expect(body).toContain('<meta http-equiv="refresh" content="10;url=/secure/control?rate=10">');
    expect(await frameOf({})).not.toContain('http-equiv');
  });
});

describe('A message after a change', () => {
  const send = async () => (await web.send('/secure/test-form', { port: '80' })).headers.location ?? '';

  test('is shown once', async () => {
    const address = await send();
    expect((await web.get(address)).body).toContain('Saved');
    expect((await web.get(address)).body).not.toContain('Saved');
  });

  test('is shown to its own user only', async () => {
    const address = await send();
    expect((await web.get(address, { as: 'marie' })).body).not.toContain('Saved');
    expect((await web.get(address)).body).toContain('Saved');
  });

  test('is not used up by a look at the headers', async () => {
    const address = await send();
    await web.get(address, { method: 'HEAD' });
    expect((await web.get(address)).body).toContain('Saved');
  });

  test('that nobody fetches does not stay for ever', async () => {
    const first = await send();
    for (let count = 0; count < 500; count += 1) await send();
    expect((await web.get(first)).body).not.toContain('Saved');
  });

  test('is not part of the address that the language switch comes back to', async () => {
    const address = await send();
    const { body } = await web.get(address);
    expect(body).toContain('Saved');
    expect(body).toContain(`back=${encodeURIComponent('/secure/introduction')}"`);
  });
});

describe('A failure', () => {
  test('becomes a page that says what happened and what helps', async () => {
    const { statusCode, body } = await web.get('/secure/test-failure');
    expect(statusCode).toBe(503);
    expect(headingOf(body)).toBe('ERROR');
    expect(body).toContain('The file may not be written');
    expect(body).toContain('chmod 660 /etc/lvs.cf\nchown root:lvs-console /etc/lvs.cf\n');
  });

  test('is told in French to a French browser', async () => {
    expect((await web.get('/secure/test-failure', french)).body).toContain(
      'Le fichier ne peut pas être écrit',
    );
  });

  test('is plain text for a program that wants no page', async () => {
    const answer = await web.get('/secure/test-failure', { headers: { accept: 'application/json' } });
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.body).toMatch(/^The file may not be written\n/);
  });

  test('that nobody foresaw tells a reference, and the log the rest', async () => {
    const { statusCode, body } = await web.get('/secure/test-fault');
    expect(statusCode).toBe(500);
    const reference = /reference (\w{12})/.exec(body)?.[1];
    expect(reference).toBeDefined();
    expect(body).not.toContain('/secret/path');
    expect(web.log()).toContain('/secret/path fell over');
    expect(web.log()).toContain(`"reqId":"${reference}"`);
  });

  test.each(['/no-such-page', '/secure/no-such-page'])('at %s is a page that does not exist', async (url) => {
    const { statusCode, body } = await web.get(`${url}?x=<b>`);
    expect(statusCode).toBe(404);
    expect(body).toContain(`There is nothing at ${url}.`);
  });
});
