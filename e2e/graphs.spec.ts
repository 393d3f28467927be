import { join } from 'node:path';
import { openSeriesFiles } from '../src/adapters/files/series-files.js';
import { type MeasuredLine, openSeries } from '../src/core/live/series.js';
import { dayBlock, hourBlock } from '../src/core/live/series-block.js';
import { startConsole } from '../test/support/running-console.js';
import { test as base, expect } from './support/console.js';
import { healthyFile } from './support/files.js';
import { expectAccessible, expectNoSidewaysScroll } from './support/page-checks.js';

const shop: MeasuredLine = {
  side: 'here',
  service: 'TCP 10.0.2.100:80',
  destination: '',
  virtual: 'shop',
  server: '',
};
const node1: MeasuredLine = { ...shop, destination: '192.168.10.11:80', server: 'node1' };

/** What a console that ran until now has kept: two hours, and a gap of ten minutes half an hour ago. */
async function keepMeasurements(stateFolder: string): Promise<void> {
  const series = openSeries();
  const now = Date.now();
  for (let at = now - 7_200_000; at <= now; at += 10_000) {
    const isGap = at > now - 2_400_000 && at < now - 1_800_000;
    const active = Math.round(20 + 15 * Math.sin(at / 300_000));
    series.take(at, isGap ? [] : [shop, node1].map((line) => ({ line, values: { active, weight: 1 } })));
  }
  const files = openSeriesFiles(join(stateFolder, 'series'));
  await files.write('hour', hourBlock(series) ?? new Uint8Array());
  for (const at of [now - 7_200_000, now - 3_600_000, now]) {
    const { bytes, part } = dayBlock(series, at);
    await files.write(part, bytes);
  }
}

const test = base.extend({
  running: async ({ lvsCf }, use) => {
    const running = await startConsole({ lvsCf, prepare: keepMeasurements });
    await use(running);
    await running.close();
  },
});
test.use({ lvsCf: healthyFile });

test('What was measured is chosen and read without scripts, as graphs and as a table', async ({
  console,
}) => {
  const page = await console.page({ scripts: false });
  await page.goto('/secure/control');
  await page.getByRole('link', { name: 'GRAPHS' }).click();
  await expect(page.getByRole('figure')).toHaveCount(1);
  await page.getByLabel('Virtual server:').selectOption('shop (TCP 10.0.2.100:80)');
  await page.getByRole('button', { name: 'SHOW' }).click();
  await expect(page.getByRole('figure')).toHaveCount(2);
  await page.getByRole('link', { name: 'node1 (192.168.10.11:80)' }).click();
  const graph = page.getByRole('img', { name: /^node1 .*lowest 5, average [\d.]+, highest 35$/ });
  await expect(graph).toBeVisible();
  await page.getByLabel('Time:').selectOption('last day, each minute');
  await page.getByRole('button', { name: 'SHOW' }).click();
  await expect(graph).toBeVisible();
  await page.getByRole('link', { name: 'The same as a table' }).click();
  await expect(page.getByRole('columnheader', { name: 'node1 (192.168.10.11:80)' })).toBeVisible();
  await expect(page.getByRole('cell', { name: 'unknown' }).first()).toBeVisible();
});

test('Graphs and drawing follow by themselves, for everybody, on a desk and on a phone', async ({
  console,
}) => {
  test.slow(); // each page in two ways
  const ways = [
    { colorScheme: 'light', screen: 'desk', language: 'en' },
    { colorScheme: 'dark', screen: 'phone', language: 'fr' },
  ] as const;
  for (const way of ways) {
    const page = await console.page(way);
    for (const address of [
      '/secure/graphs?virtual=TCP+10.0.2.100%3A80',
      '/secure/graphs?virtual=TCP+10.0.2.100%3A80&as=table&span=day',
      '/secure/drawing',
      '/secure/drawing?as=table',
    ]) {
      await page.goto(address);
      await expect(page.locator('.live-note')).toHaveText(/follow|mettent à jour|met à jour/);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
  }
});

test('Each box of the drawing leads to its panel by the keyboard', async ({ console }) => {
  const page = await console.page();
  await page.goto('/secure/drawing');
  await page.getByRole('link', { name: /^Virtual server shop, / }).press('Enter');
  await expect(page).toHaveURL(/\/secure\/virtual-servers\/shop$/);
  await page.goBack();
  await page.getByRole('link', { name: /^Real server node2, / }).press('Enter');
  await expect(page).toHaveURL(/\/secure\/virtual-servers\/shop\/real-servers\/node2$/);
});
