/** What must be true of every page in every state: for tests of one panel, and for the walk through all of them. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** axe finds nothing to improve, whatever the rule's weight. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze();
  const findings = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({ id, help, target: target.join(' '), failureSummary })),
  );
  expect(findings, `axe on ${page.url()}`).toEqual([]);
}

/** Nothing makes the page wider than the screen. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const tooWide = await page.locator('html').evaluate((root) => {
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...root.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
      .map((element) => `${element.tagName} ${element.className}`)
      .concat(`${root.scrollWidth} pixels`);
  });
  expect(tooWide, `${page.url()} is wider than the screen`).toEqual([]);
}

/** One main heading, a title of its own, and the language it is written in. */
export async function expectNamed(page: Page, language: string): Promise<void> {
  await expect(page.locator('html'), page.url()).toHaveAttribute('lang', language);
  await expect(page.getByRole('heading', { level: 1 }), page.url()).toHaveCount(1);
  await expect(page, page.url()).toHaveTitle(/\S.* – LVS Console$/);
}
