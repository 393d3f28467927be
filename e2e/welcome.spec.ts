import { expect, test } from './support/console.js';
import { healthyFile } from './support/files.js';

test.use({ lvsCf: healthyFile });

test('The welcome page says what this is and how to get in, before any password', async ({ console }) => {
  const page = await console.page({ signedIn: false });
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Login' })).toBeVisible();
  await page.getByRole('link', { name: 'Help on logging in' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('ABOUT LOGIN');
});

test('Login leads to CONTROL/MONITORING, under a host name and with scripts off too', async ({ console }) => {
  for (const scripts of [true, false]) {
    const page = await console.page({ scripts });
    await page.goto('/');
    await page.getByRole('button', { name: 'Login' }).click();
    await expect(page).toHaveURL(({ pathname }) => pathname === '/secure/control');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('CONTROL / MONITORING');
  }
});

test('Nobody gets in without the password, wherever they knock', async ({ console }) => {
  const wrong = `Basic ${Buffer.from('piranha:piranha').toString('base64')}`;
  for (const path of [
    '/secure/control',
    '/secure/virtual-servers/shop',
    '/secure/file',
    '/secure/nothing-here',
  ]) {
    for (const headers of [{}, { authorization: wrong }]) {
      const response = await fetch(console.plainOrigin + path, { headers });
      expect(response.status, path).toBe(401);
      expect(await response.text()).not.toContain('10.0.2.100');
    }
  }
});

test('The language follows the browser, and the switch wins and stays', async ({ console }) => {
  const page = await console.page({ language: 'fr' });
  await page.goto('/about-login');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await page.getByRole('link', { name: 'English' }).click();
  await expect(page).toHaveURL(`${console.origin}/about-login`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.goto('/secure/help');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});
