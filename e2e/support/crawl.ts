import { expect, type Page, type Response } from '@playwright/test';

/** Far more pages than a small file has: a walk that gets here goes in circles. */
const pageLimit = 200;

/**
 * Visits every page that links lead to from the first one, each once, and looks at it. A link that leads nowhere
 * fails the test. Returns the addresses, without the origin.
 */
export async function visitEveryPage(
  page: Page,
  first: string,
  look: (page: Page) => Promise<void>,
): Promise<readonly string[]> {
  const found = [first];
  for (const address of found) {
    const response = await visit(page, address);
    if (response === 'download') continue;
    expect(response?.status(), `${address}, linked from a page`).toBe(200);
    await look(page);
    for (const link of await linksOf(page)) if (!found.includes(link)) found.push(link);
    expect(found.length, 'pages found').toBeLessThan(pageLimit);
  }
  return found;
}

/** Follows a link. A file to keep is no page: the browser stays where it was. */
async function visit(page: Page, address: string): Promise<Response | 'download' | null> {
  try {
    return await page.goto(address);
  } catch (error) {
    if (String(error).includes('Download is starting')) return 'download';
    throw error;
  }
}

/**
 * Where a person can go from here within the console. The language switch changes the person, not the page; what a
 * link offers as a file is none; and of the orders of a list, one stands for all.
 */
async function linksOf(page: Page): Promise<readonly string[]> {
  // A link of a drawing keeps its address as it is written.
  const hrefs = await page
    .locator('a[href]:not([download])')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const here = new URL(page.url()).origin;
  return hrefs
    .map((href) => new URL(href, page.url()))
    .filter(({ origin, pathname }) => origin === here && pathname !== '/language')
    .filter(({ searchParams }) => ['name', null].includes(searchParams.get('sort')))
    .map(({ pathname, search }) => pathname + search);
}
