/** Somebody who administers the routers from another desk: over TLS, under a host name, from the one address let in. */
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Page } from '@playwright/test';
import { hashSync } from 'bcryptjs';
import { certificateIn, makeTestCertificate } from '../test/support/certificates.js';
import { hostName, operator, type RunningConsole, startConsole } from '../test/support/running-console.js';
import { test as base, expect } from './support/console.js';
import { healthyFile } from './support/files.js';

const marie = { username: 'marie', password: 'sept longues nuits' } as const;

/** Where the tests' browsers come from, and nobody else. */
const deskOnly = `Order deny,allow
Deny from all
Allow from 127.0.0.1
`;

const test = base.extend({
  running: async ({ lvsCf }, use) => {
    const running = await startConsole({ lvsCf, prepare: readyForRemote });
    await use(running);
    await running.close();
  },
});
test.use({ lvsCf: healthyFile });

async function readyForRemote(folder: string): Promise<void> {
  await makeTestCertificate(certificateIn(folder), [hostName]);
  for (const list of ['htaccess', 'secure.htaccess']) await writeFile(join(folder, list), deskOnly);
  const users = [operator, marie].map(({ username, password }) => `${username}:${hashSync(password, 4)}\n`);
  await writeFile(join(folder, 'htpasswd'), users.join(''), { mode: 0o600 });
  await writeFile(join(folder, 'htgroup'), `admin: ${operator.username}\nviewer: ${marie.username}\n`);
}

/** A request past the pages, by a program that trusts the console's certificate. */
interface Asking {
  readonly path: string;
  /** The address of this machine that it comes from. */
  readonly from?: string;
  readonly as?: { readonly username: string; readonly password: string };
  /** A form to send. */
  readonly form?: Readonly<Record<string, string>>;
}

async function ask({ origin, stateFolder }: RunningConsole, { path, from = '127.0.0.1', as, form }: Asking) {
  const ca = await readFile(certificateIn(stateFolder).certificate);
  const { port } = new URL(origin);
  const headers = {
    host: `${hostName}:${port}`,
    'content-type': 'application/x-www-form-urlencoded',
    ...(as && { authorization: `Basic ${Buffer.from(`${as.username}:${as.password}`).toString('base64')}` }),
  };
  const way = { host: '127.0.0.1', port, servername: hostName, localAddress: from, ca, agent: false };
  const sent = request({ ...way, path, headers, method: form === undefined ? 'GET' : 'POST' });
  sent.end(new URLSearchParams(form).toString());
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name });

test('An old bookmark leads to HTTPS, and from there to a change in lvs.cf', async ({ console }) => {
  const page = await console.page();
  const old = await page.goto(console.origin.replace('https:', 'http:'));
  expect(old?.status()).toBe(400);
  await page.getByRole('link', { name: console.origin }).click();
  await expect(page).toHaveURL(`${console.origin}/`);

  await page.getByRole('button', { name: 'Login' }).click();
  await expect(heading(page, 'CONTROL / MONITORING')).toBeVisible();
  await page.getByRole('link', { name: 'VIRTUAL SERVERS' }).click();
  const reached = await page.goto('/secure/virtual-servers/shop');
  expect(await reached?.securityDetails()).toMatchObject({ protocol: 'TLS 1.3', subjectName: hostName });
  await page.getByLabel('Service timeout').fill('9');
  await page.getByRole('button', { name: 'ACCEPT' }).click();
  await expect(page.getByText('Saved in lvs.cf.')).toBeVisible();
  expect(await console.file()).toContain('timeout = 9');
  await expect(page.getByText('clear text')).toHaveCount(0);
});

test('An address that is not let in is refused before any password is asked for', async ({ running }) => {
  for (const as of [undefined, operator]) {
    const asking = { path: '/secure/control', from: '127.0.0.2', ...(as && { as }) };
    const refused = await ask(running, asking);
    expect(refused.status).toBe(403);
    expect(refused.body).toContain('You come from 127.0.0.2');
    expect(refused.headers).not.toHaveProperty('www-authenticate');
  }
  expect((await ask(running, { path: '/secure/control' })).status).toBe(401);
});

test('Whoever guesses has to wait, and whoever was signed in has not', async ({ console, running }) => {
  const known = await console.page();
  await known.goto('/secure/control');
  for (let number = 1; number <= 5; number += 1) {
    const as = { ...operator, password: `guess number ${number}` };
    expect((await ask(running, { path: '/secure/control', as })).status).toBe(401);
  }
  const guess = async (password: string) => {
    const page = await console.page({ account: { ...operator, password } });
    return { page, status: (await page.goto('/secure/control'))?.status() };
  };
  const wrong = await guess('guess number 6');
  expect(wrong.status).toBe(401);
  await expect(heading(wrong.page, 'User name and password, please')).toBeVisible();
  // Each wrong one makes the wait longer, until a slow browser comes within it.
  let { page, status } = await guess(operator.password.toUpperCase());
  for (let number = 7; status === 401 && number <= 10; number += 1) {
    ({ page, status } = await guess(`guess number ${number}`));
  }
  expect(status).toBe(429);
  await expect(heading(page, 'Too many wrong passwords')).toBeVisible();
  expect((await known.goto('/secure/control'))?.status()).toBe(200);

  const right = await guess(operator.password);
  const answered = async () => (await right.page.goto('/secure/control'))?.status();
  await expect.poll(answered, { timeout: 120_000 }).toBe(200);
  await expect(heading(right.page, 'CONTROL / MONITORING')).toBeVisible();
});

test('Lists that would shut out their editor are saved only when that is confirmed', async ({
  console,
  running,
}) => {
  const list = () => readFile(join(running.stateFolder, 'secure.htaccess'), 'utf8');
  const elsewhere = deskOnly.replace('127.0.0.1', '192.0.2.10');
  const page = await console.page();
  await page.goto('/secure/allowlist');
  await page.getByRole('textbox', { name: 'The pages behind the password' }).fill(elsewhere);
  await page.getByRole('button', { name: /^ACCEPT/ }).click();
  await expect(heading(page, 'These lists would shut you out')).toBeVisible();
  await expect(page.getByText('127.0.0.1, the address you come from')).toBeVisible();
  expect(await list()).toBe(deskOnly);

  await page.getByRole('button', { name: 'ACCEPT ANYWAY' }).click();
  await expect(heading(page, 'Your address is not let in')).toBeVisible();
  expect(await list()).toBe(elsewhere);

  // As the administrator would put it right on the router itself; the list counts as soon as it is saved.
  await writeFile(join(running.stateFolder, 'secure.htaccess'), deskOnly);
  expect((await page.goto('/secure/control'))?.status()).toBe(200);
});

test('A viewer sees everything and can change nothing, not even past the buttons', async ({
  console,
  running,
}) => {
  const page = await console.page({ account: marie });
  await page.goto('/secure/virtual-servers/shop');
  await expect(page.getByLabel('Service timeout')).toHaveValue('6');
  await expect(page.getByText('Your account may look at everything and change nothing.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'ACCEPT' })).toHaveCount(0);
  const path = '/secure/virtual-servers/shop';
  const sent = await ask(running, { path, as: marie, form: { timeout: '9' } });
  expect(sent.status).toBe(403);
  expect(sent.body).toContain('You may look, but not change anything');
  expect(await console.file()).toBe(healthyFile);
});

test('A password that is changed in the browser ends the old one at once', async ({ console }) => {
  const fresh = { username: operator.username, password: 'huit longues nuits' };
  const [page, elsewhere] = [await console.page(), await console.page()];
  // No page with a stream, which would be refused, too, as soon as the password is another one.
  await elsewhere.goto('/secure/global-settings');
  await page.goto('/secure/control');
  await page.getByRole('link', { name: 'CHANGE PASSWORD' }).click();
  await page.getByLabel('Old password').fill(operator.password);
  await page.getByLabel('New password', { exact: true }).fill(fresh.password);
  await page.getByLabel('New password, once more').fill(fresh.password);
  await page.getByRole('button', { name: 'ACCEPT' }).click();

  // Both browsers go on to send the old password, and neither is slowed down for it.
  for (const old of [page, elsewhere, elsewhere]) {
    expect((await old.goto('/secure/control'))?.status()).toBe(401);
  }
  const again = await console.page({ account: fresh });
  expect((await again.goto('/secure/control'))?.status()).toBe(200);
});
