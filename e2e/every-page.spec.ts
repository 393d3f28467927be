import { expect, test } from './support/console.js';
import { visitEveryPage } from './support/crawl.js';
import { brokenStructure, healthyFile, wrongValues } from './support/files.js';
import { expectAccessible, expectNamed, expectNoSidewaysScroll } from './support/page-checks.js';

const english = { language: 'en', colorScheme: 'light' } as const;
const french = { language: 'fr', colorScheme: 'dark' } as const;

const phone = { screen: 'phone', scripts: true } as const;
const phoneWithout = { screen: 'phone', scripts: false } as const;
const desk = { screen: 'desk', scripts: true } as const;
const deskWithout = { screen: 'desk', scripts: false } as const;

/**
 * What a page looks like follows from the file. The pages of a healthy one are seen in every way; with the others
 * it is their sentences that are new, and each walk takes minutes.
 */
const states = [
  {
    state: 'a healthy file',
    lvsCf: healthyFile,
    ways: [english, french],
    screens: [phone, phoneWithout, desk, deskWithout],
  },
  { state: 'the shipped example', lvsCf: undefined, ways: [english], screens: [phone, deskWithout] },
  { state: 'wrong values in the file', lvsCf: wrongValues, ways: [french], screens: [phoneWithout, desk] },
  { state: 'a file without sound blocks', lvsCf: brokenStructure, ways: [french], screens: [phone, desk] },
];

for (const { state, lvsCf, ways, screens } of states) {
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
      for (const way of screens) {
        const page = await console.page({ ...way, language: 'fr' });
        await visitEveryPage(page, '/', expectNoSidewaysScroll);
      }
      expect(await console.file()).toBe(before);
    });
  });
}
