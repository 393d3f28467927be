import type { Page } from '@playwright/test';
import { expect, test } from './support/console.js';
import { visitEveryPage } from './support/crawl.js';
import { healthyFile } from './support/files.js';
import { asText } from './support/text-browsers.js';

test.use({ lvsCf: healthyFile });
// A walk through the whole console, with a browser started for each page: only what hangs takes so long.
test.describe.configure({ timeout: 20 * 60_000 });

/** The words that a page cannot do without: its headings, what its fields are called, what its buttons do. */
async function wordsOf(page: Page): Promise<readonly string[]> {
  const all = await page.locator('h1, h2, label, legend, th, button').allTextContents();
  return all.map(withoutBlanks).filter((words) => words !== '');
}

/** Each browser breaks lines in its own way. */
function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '');
}

for (const [browser, show] of Object.entries(asText)) {
  test(`Every page has its headings, labels and buttons in ${browser}`, async ({ console }) => {
    const page = await console.page({ scripts: false });
    await visitEveryPage(page, '/', async () => {
      const { pathname, search } = new URL(page.url());
      const text = withoutBlanks(await show(console.plainOrigin + pathname + search));
      const missing = (await wordsOf(page)).filter((words) => !text.includes(words));
      expect(missing, `missing in ${browser} at ${pathname}`).toEqual([]);
    });
  });
}
