import { colorSchemes, expect, languages, test } from './support/console.js';
import { visitEveryPage } from './support/crawl.js';
import { brokenStructure, healthyFile, wrongValues } from './support/files.js';
import { expectAccessible, expectNamed, expectNoSidewaysScroll } from './support/page-checks.js';

/** What a page looks like follows from the file; each state is seen in both languages, light and dark. */
const everyWay = languages.flatMap((language) =>
  colorSchemes.map((colorScheme) => ({ language, colorScheme })),
);
const bothWays = [
  { language: 'en', colorScheme: 'light' },
  { language: 'fr', colorScheme: 'dark' },
] as const;

const states = [
  { state: 'a healthy file', lvsCf: healthyFile, ways: everyWay },
  { state: 'the shipped example', lvsCf: undefined, ways: bothWays },
  { state: 'wrong values in the file', lvsCf: wrongValues, ways: bothWays },
  { state: 'a file without sound blocks', lvsCf: brokenStructure, ways: bothWays },
];

for (const { state, lvsCf, ways } of states) {
  test.describe(`With ${state}`, () => {
    test.use({ lvsCf });
    // A walk through the whole console, on a machine that has much else to do: only what hangs takes so long.
    test.describe.configure({ timeout: 20 * 60_000 });

    for (const { language, colorScheme } of ways) {
      test(`every page is accessible and named, in ${language} and ${colorScheme}`, async ({ console }) => {
        const page = await console.page({ language, colorScheme });
        await visitEveryPage(page, '/', async () => {
          await expectNamed(page, language);
          await expectAccessible(page);
        });
      });
    }

    test('every page fits a phone and a desk, with scripts and without, and looking changes nothing', async ({
      console,
    }) => {
      const before = await console.file();
      for (const scripts of [true, false]) {
        for (const screen of ['phone', 'desk'] as const) {
          const page = await console.page({ screen, scripts, language: 'fr' });
          await visitEveryPage(page, '/', expectNoSidewaysScroll);
        }
      }
      expect(await console.file()).toBe(before);
    });
  });
}
