import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageFolder } from '../../src/settings.js';
import { openWebConsole, testForm, type Visitor, type WebConsole } from '../support/web-console.js';

let web: WebConsole;
let shipped: string;
beforeAll(async () => {
  web = await openWebConsole(testForm);
  shipped = await readFile(join(packageFolder, 'config', 'lvs.cf'), 'latin1');
  await writeFile(join(web.state, 'lvs.cf'), shipped);
  await writeFile(join(web.state, 'htgroup'), 'admin: piranha\nviewer: marie\n');
});
afterAll(() => web.close());

const admin: Visitor = 'piranha';
const viewer: Visitor = 'marie';

/** What a viewer may ask for: pages to look at, and the change of one's own password. Everything else is refused. */
const forViewers: readonly string[] = [
  'GET /secure/',
  'GET /secure/allowlist',
  'GET /secure/api',
  'GET /secure/audit',
  'GET /secure/client-connections',
  'GET /secure/connection',
  'GET /secure/control',
  'GET /secure/control.php',
  'GET /secure/control/live',
  'GET /secure/drawing',
  'GET /secure/drawing/live',
  'GET /secure/engine-log',
  'GET /secure/events',
  'GET /secure/events/live',
  'GET /secure/file',
  'GET /secure/global-settings',
  'GET /secure/global_settings.php',
  'GET /secure/graphs',
  'GET /secure/graphs/live',
  'GET /secure/help',
  'GET /secure/help.php',
  'GET /secure/introduction',
  'GET /secure/introduction.html',
  'GET /secure/jump',
  'GET /secure/jump/suggestions',
  'GET /secure/keepalived',
  'GET /secure/lvserror.php',
  'GET /secure/password',
  'GET /secure/passwd.php',
  'GET /secure/push',
  'GET /secure/redundancy',
  'GET /secure/redundancy.php',
  'GET /secure/routers',
  'GET /secure/routers/live',
  'GET /secure/temporary-weights',
  'GET /secure/test-form',
  'GET /secure/versions',
  'GET /secure/versions/:number',
  'GET /secure/versions/compare',
  'GET /secure/versions/deleted',
  'GET /secure/virtual-servers',
  'GET /secure/virtual-servers/:virtual',
  'GET /secure/virtual-servers/:virtual/monitoring-scripts',
  'GET /secure/virtual-servers/:virtual/ready-made',
  'GET /secure/virtual-servers/:virtual/real-servers',
  'GET /secure/virtual-servers/:virtual/real-servers/:server',
  'GET /secure/virtual-servers/:virtual/test',
  'GET /secure/virtual_edit_real.php',
  'GET /secure/virtual_edit_real_edit.php',
  'GET /secure/virtual_edit_services.php',
  'GET /secure/virtual_edit_virt.php',
  'GET /secure/virtual_main.php',
  'GET /secure/what-to-run',
  'GET /secure/what-to-run/script',
  'POST /secure/password',
];

/** The same of the JSON interface: nothing of it changes anything. */
const forViewersOfApi: readonly string[] = [
  'GET /api/v1/audit',
  'GET /api/v1/audit/verify',
  'GET /api/v1/config',
  'GET /api/v1/connections',
  'GET /api/v1/engine',
  'GET /api/v1/engine/log',
  'GET /api/v1/events',
  'GET /api/v1/global',
  'GET /api/v1/live',
  'GET /api/v1/openapi.json',
  'GET /api/v1/overrides',
  'GET /api/v1/preflight',
  'GET /api/v1/push',
  'GET /api/v1/push/compare',
  'GET /api/v1/push/receipts',
  'GET /api/v1/recipes',
  'GET /api/v1/recipes/:machine',
  'GET /api/v1/routers',
  'GET /api/v1/trial',
  'GET /api/v1/versions',
  'GET /api/v1/versions/:number',
  'GET /api/v1/versions/compare',
  'GET /api/v1/virtual-servers',
  'GET /api/v1/virtual-servers/:virtual',
  'GET /api/v1/virtual-servers/:virtual/real-servers',
  'GET /api/v1/virtual-servers/:virtual/real-servers/:server',
];

/** Every route behind the password, from the router itself; HEAD answers as GET does. */
function cells(under = '/secure'): readonly { method: string; url: string }[] {
  return web.routes
    .filter(({ url }) => url.startsWith(under))
    .flatMap(({ method, url }) => [method].flat().map((each) => ({ method: String(each), url })))
    .filter(({ method }) => method !== 'HEAD');
}

const concrete = (url: string) =>
  url.replace(':virtual', 'HTTP').replace(':server', 'web1').replace(':number', '1');

async function statusFor(as: Visitor, method: string, url: string): Promise<number> {
  const at = concrete(url);
  const answer = method === 'GET' ? await web.get(at, { as }) : await web.send(at, {}, { as, method });
  return answer.statusCode;
}

describe('Role by route:', () => {
  test('a viewer is let to exactly what the table names', async () => {
    const allowed = [];
    for (const { method, url } of cells()) {
      if ((await statusFor(viewer, method, url)) !== 403) allowed.push(`${method} ${url}`);
    }
    expect(allowed.sort()).toEqual([...forViewers].sort());
    expect(cells().length - forViewers.length).toBeGreaterThan(15);
  });

  test('a viewer is let to exactly what the table names of the JSON interface, by HEAD as by GET', async () => {
    const allowed = [];
    const all = cells('/api/v1');
    for (const { method, url } of all) {
      const { statusCode } = await web.get(concrete(url), { as: viewer, method });
      if (statusCode !== 403) allowed.push(`${method} ${url}`);
      if (method !== 'GET') continue;
      const head = await web.get(concrete(url), { as: viewer, method: 'HEAD' });
      expect([url, head.statusCode === 403]).toEqual([url, statusCode === 403]);
    }
    expect(allowed.sort()).toEqual([...forViewersOfApi].sort());
    expect(all.length - forViewersOfApi.length).toBeGreaterThan(15);
  });

  test('HEAD is refused where GET is', async () => {
    for (const { method, url } of cells()) {
      if (method !== 'GET') continue;
      const head = await web.get(concrete(url), { as: viewer, method: 'HEAD' });
      const isRefused = head.statusCode === 403;
      expect([url, isRefused]).toEqual([url, !forViewers.includes(`GET ${url}`)]);
    }
  });

  test('an administrator is refused nowhere for his role', async () => {
    for (const { method, url } of cells()) {
      if (method !== 'GET') continue;
      expect([url, await statusFor(admin, method, url)]).not.toEqual([url, 403]);
    }
    const asked = await web.send('/secure/test-form', { a: 'b' }, { as: admin });
    expect(asked.statusCode).toBe(303);
  });

  test('a viewer who asked for every change changed nothing', async () => {
    expect(await readFile(join(web.state, 'lvs.cf'), 'latin1')).toBe(shipped);
  });
});

describe('A viewer', () => {
  test('reads his role under each page and on CHANGE PASSWORD, and in HELP where it comes from', async () => {
    const { body } = await web.get('/secure/password', { as: viewer });
    expect(body).toContain('Signed in as marie, viewer');
    expect(body).toContain('Your role is viewer: you may look at everything');
    expect((await web.get('/secure/password')).body).toContain('Your role is admin');
    const { body: help } = await web.get('/secure/help', { as: viewer });
    expect(help).toMatch(/id="password"[\s\S]*htgroup[\s\S]*a line viewer:/);
    expect(help).toMatch(/id="allowlist"[\s\S]*Allow from 172\.16\.57/);
    const { body: allowlist } = await web.get('/secure/allowlist', { as: viewer });
    expect(allowlist).toContain('href="/secure/help#allowlist"');
  });

  test('is refused in words, before the form is looked at', async () => {
    const answer = await web.send('/secure/global-settings', { _csrf: 'wrong' }, { as: viewer });
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('Your account has the role viewer');
  });

  test('sees no button that would be refused, on any page', async () => {
    let seen = 0;
    for (const cell of forViewers.filter((one) => one.startsWith('GET') && one !== 'GET /secure/test-form')) {
      const url = concrete(cell.slice('GET '.length));
      const { body, statusCode } = await web.get(url, { as: viewer });
      if (statusCode !== 200 || url === '/secure/password') continue;
      const main = /<main[\s\S]*<\/main>/.exec(body)?.[0] ?? '';
      const posted = [...main.matchAll(/<form method="post"[\s\S]*?<\/form>/g)].map(([form]) => form);
      for (const form of posted) expect([url, /<button type="submit"/.test(form)]).toEqual([url, false]);
      const links = [...main.matchAll(/href="(\/secure\/[^"]*)"/g)].map(([, href = '']) => href);
      expect([
        url,
        links.filter((href) => /\/(?:add-|delete$|disable|edit$|download|restore)/.test(href)),
      ]).toEqual([url, []]);
      seen += 1;
    }
    expect(seen).toBeGreaterThanOrEqual(10);
  });

  test('sees the forms locked, with the reason', async () => {
    const { body } = await web.get('/secure/global-settings', { as: viewer });
    expect(body).toContain('<fieldset class="locked" disabled>');
    expect(body).toContain('may look at everything and change nothing');
  });

  test('is one as soon as the group file says so, and no longer when it is gone', async () => {
    const other = await openWebConsole(testForm);
    const change = async () => (await other.send('/secure/test-form', {}, { as: 'marie' })).statusCode;
    expect(await change()).toBe(303);
    await writeFile(join(other.state, 'htgroup'), 'viewer: marie\n');
    expect(await change()).toBe(403);
    await writeFile(join(other.state, 'htgroup'), 'admin: marie\n');
    expect(await change()).toBe(303);
    await rm(join(other.state, 'htgroup'));
    expect(await change()).toBe(303);
    await other.close();
  });
});
