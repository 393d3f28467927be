import { readdirSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openPanels, type PanelConsole } from '../support/panel.js';

/** What the original wrote at a mere look is missing here: service, heartbeat, debug_level, vip_nmask, serial_no. */
const bare = `# begun by hand
primary = 10.0.0.2
virtual shop {
     server node1 {
     }
}
`;

let shipped = '';
beforeAll(async () => {
  shipped = await readFile(join(import.meta.dirname, '../../config/lvs.cf'), 'latin1');
});

let panels: PanelConsole | undefined;
afterEach(() => panels?.close());

/** Every page that links lead to, each asked twice. */
async function lookAtEverything({ web }: PanelConsole): Promise<string[]> {
  const found = ['/secure/control'];
  for (const url of found) {
    const { statusCode, body } = await web.get(url);
    expect([url, statusCode]).toEqual([url, 200]);
    await web.get(url, { method: 'HEAD' });
    const links = [...body.matchAll(/<a\b[^>]*\bhref="(\/secure\/[^"#]*)/g)].map(([, href = '']) => href);
    for (const link of links.map((href) => href.replaceAll('&amp;', '&'))) {
      if (!found.includes(link)) found.push(link);
    }
  }
  return found;
}

/**
 * What a write would change: the bytes, the file itself, its times, and what lies beside it. VERSIONS keeps a file that
 * it has not seen yet as its first version; nothing more.
 */
async function traceOf({ path, web, file }: PanelConsole) {
  const { ino, mtimeMs, ctimeMs, mode, size } = await stat(path);
  const beside = readdirSync(web.state, { recursive: true, encoding: 'utf8' }).sort();
  return { text: await file(), ino, mtimeMs, ctimeMs, mode, size, beside };
}

describe('Looking', () => {
  test.each([
    ['a file that says almost nothing', () => bare],
    ['a file without a last line end', () => bare.trimEnd()],
    ['the shipped example', () => shipped],
    ['a file whose lines end in carriage returns', () => bare.replaceAll('\n', '\r\n')],
    ['a file with broken blocks', () => bare.replace('virtual shop {', 'virtual shop')],
    ['a file with unknown lines', () => `${bare}colour = red\n`],
  ])('at every page leaves %s as it is', async (_what, text) => {
    panels = await openPanels(text());
    await panels.open('/secure/versions');
    const before = await traceOf(panels);
    const seen = await lookAtEverything(panels);
    for (const url of [
      '/secure/global-settings',
      '/secure/redundancy',
      '/secure/virtual-servers',
      '/secure/versions/1',
      '/secure/help',
    ]) {
      expect(seen).toContain(url);
    }
    expect(await traceOf(panels)).toEqual(before);
  });
});
