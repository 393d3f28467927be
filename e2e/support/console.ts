/** The fixture of every browser test: a real console on a file of the test's own, and browsers to visit it with. */

import { writeFile } from 'node:fs/promises';
import { type Browser, type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import {
  operator,
  type RunningConsole,
  readFileOf,
  startConsole,
} from '../../test/support/running-console.js';

export { expect };

/** The languages the console speaks. */
export const languages = ['en', 'fr'] as const;

/** The two ways a person's screen can be set. */
export const colorSchemes = ['light', 'dark'] as const;

/** How a person sits in front of the console. What is left out is: English, light, a desk, scripts on, signed in. */
export interface Visitor {
  readonly language?: (typeof languages)[number];
  readonly colorScheme?: (typeof colorSchemes)[number];
  readonly screen?: 'desk' | 'phone';
  readonly scripts?: boolean;
  /** Without, the person has no password yet: protected pages answer 401. */
  readonly signedIn?: boolean;
  /** Who signs in; the tests' operator without. */
  readonly account?: { readonly username: string; readonly password: string };
}

const screens = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const;
const locales = { en: 'en-GB', fr: 'fr-FR' } as const;

/** The console under test. */
export interface ConsoleUnderTest {
  /** Under a host name, as a person reaches it; the browsers know the name, other programs do not. */
  readonly origin: string;
  /** The same console for programs that do not know the name. */
  readonly plainOrigin: string;
  /** The text of `lvs.cf` as it is on the disk now. */
  readonly file: () => Promise<string>;
  /** Writes `lvs.cf` past the console, as somebody with an editor would. */
  readonly writeFile: (text: string) => Promise<void>;
  /** A browser of its own with an empty page; relative addresses lead to the console. */
  readonly page: (visitor?: Visitor) => Promise<Page>;
}

async function openContext(browser: Browser, origin: string, visitor: Visitor): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: origin,
    locale: locales[visitor.language ?? 'en'],
    colorScheme: visitor.colorScheme ?? 'light',
    viewport: screens[visitor.screen ?? 'desk'],
    javaScriptEnabled: visitor.scripts ?? true,
    // Whoever compared the fingerprint has told the browser to go on.
    ignoreHTTPSErrors: origin.startsWith('https:'),
    ...(visitor.signedIn !== false && {
      httpCredentials: { ...(visitor.account ?? operator), send: 'unauthorized' as const },
    }),
  });
}

/** What the browser complains about on a page: script errors, refused or missing parts. A refused form is none. */
function collectComplaints(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error}`));
  page.on('console', (message) => {
    // The status of the page itself is the test's business; that of its parts is looked at below.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('response', (response) => {
    const isPart = response.request().resourceType() !== 'document';
    if (isPart && response.status() >= 400) complaints.push(`${response.url()}: ${response.status()}`);
  });
}

/**
 * `test.use({ lvsCf: TEXT })` says what the file holds; without it the console begins as on its first run, with the
 * shipped example. The console of each test ends with it, and the test fails if it had ended before
 * or if a browser complained about a page.
 */
export const test = base.extend<{
  lvsCf: string | undefined;
  running: RunningConsole;
  console: ConsoleUnderTest;
}>({
  lvsCf: [undefined, { option: true }],
  running: async ({ lvsCf }, use, testInfo) => {
    const running = await startConsole({ lvsCf });
    await use(running);
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('console output', { body: running.output(), contentType: 'text/plain' });
    }
    await running.close();
  },
  console: async ({ browser, running }, use) => {
    const contexts: BrowserContext[] = [];
    const complaints: string[] = [];
    await use({
      origin: running.namedOrigin,
      plainOrigin: running.origin,
      file: () => readFileOf(running),
      writeFile: (text) => writeFile(running.filePath, text),
      page: async (visitor = {}) => {
        const context = await openContext(browser, running.namedOrigin, visitor);
        contexts.push(context);
        const page = await context.newPage();
        collectComplaints(page, complaints);
        return page;
      },
    });
    for (const context of contexts) await context.close();
    expect(complaints).toEqual([]);
  },
});
