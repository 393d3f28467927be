import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Files } from '../../src/adapters/files/files.js';
import { header } from '../../src/core/keepalived/render.js';
import { StepFailure } from '../../src/core/router/details.js';
import { exchange, install } from '../../src/router/install.js';
import { openRouter, type Router } from '../../src/router/router.js';
import { readRouterSettings } from '../../src/router/settings.js';
import { scratchFolder } from '../adapters/files/scratch-folder.js';
import { type Fault, shakyFiles } from '../adapters/files/shaky-files.js';
import { placesIn } from '../support/router-places.js';

const text = (name: string) =>
  `${header}\nglobal_defs {\n    router_id ${name}\n}\n${'# filled\n'.repeat(200)}`;
const [older, old, wanted, foreign] = [text('older'), text('old'), text('new'), '# of somebody else\n'];
const shipped = join(import.meta.dirname, '../../config/lvs-check');

/** What lies there at the end. */
interface Left {
  readonly installed: string | undefined;
  readonly previous: string | undefined;
  readonly names: readonly string[];
}

/** One thing that the disk refuses in the middle of something. */
interface Refused {
  readonly router: Router;
  /** Nothing where the work was done. */
  readonly failure: unknown;
  readonly left: () => Left;
  /** The same work again, on a disk that is well. */
  readonly again: () => Promise<unknown>;
}

/** Does the work once for each file call, which fails; then once more. @returns how many calls there were */
async function drill(
  fault: Fault,
  before: { readonly installed?: string; readonly previous?: string },
  work: (router: Router) => Promise<unknown>,
  inspect: (refused: Refused) => Promise<void>,
): Promise<number> {
  const all = scratchFolder();
  for (let n = 1; ; n++) {
    const folder = join(all, String(n));
    for (const name of ['', 'conf', 'run', 'dump']) mkdirSync(join(folder, name));
    const conf = join(folder, 'conf/keepalived.conf');
    writeFileSync(join(folder, 'lvs.cf'), '');
    if (before.installed !== undefined) writeFileSync(conf, before.installed);
    if (before.previous !== undefined) writeFileSync(`${conf}.previous`, before.previous);
    const settingsPath = join(folder, 'router.json');
    writeFileSync(settingsPath, JSON.stringify(placesIn(folder)));
    const settings = await readRouterSettings(settingsPath);
    const open = (files?: Files) => openRouter(settings, shipped, files);

    const shaky = shakyFiles(fault, n);
    const router = open(shaky.files);
    const failure = await work(router).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (!shaky.wasHit()) return n;
    const content = (path: string) => (existsSync(path) ? readFileSync(path, 'latin1') : undefined);
    await inspect({
      router,
      failure,
      left: () => ({
        installed: content(conf),
        previous: content(`${conf}.previous`),
        names: readdirSync(join(folder, 'conf')).sort(),
      }),
      again: () => {
        // A lock whose removal failed is taken over after some seconds; here they have passed.
        for (const path of [conf, `${conf}.previous`, settings.checker].map((path) => `${path}.lock`)) {
          if (existsSync(path)) utimesSync(path, 0, 0);
        }
        return work(open());
      },
    });
  }
}

/** A disk that refuses is a failed step, with the path and the system's word; never a fault of the program. */
function expectNoted({ failure, router: { steps } }: Refused): void {
  expect(failure).toBeInstanceOf(StepFailure);
  expect(steps.ok).toBe(false);
  const failed = steps.list.filter(({ outcome }) => outcome === 'failed');
  for (const { detail } of failed) expect(detail.code).toBe('disk_failed');
}

describe.each<{ fault: Fault; title: string; least: number }>([
  { fault: 'EIO', title: 'When the n-th file call of the router program fails', least: 40 },
  { fault: 'ENOSPC', title: 'When the disk is full in the middle of its n-th write', least: 2 },
])('$title', ({ fault, least }) => {
  test.each([
    ['over an older one', { installed: old, previous: older }, 'keepalived.conf.previous', old],
    ['where none was', {}, undefined, undefined],
    ['over that of somebody else', { installed: foreign }, 'keepalived.conf.before-lvs-console', undefined],
  ])('a configuration %s is installed or as it was', async (_title, before, keptAs, kept) => {
    const steps = await drill(
      fault,
      before,
      (router) => install(router, wanted),
      async (refused) => {
        const { failure, left, again } = refused;
        if (failure === undefined) expect(left().installed).toBe(wanted);
        else {
          expectNoted(refused);
          expect(left().installed).toBe('installed' in before ? before.installed : undefined);
        }
        await again();
        expect(left().installed).toBe(wanted);
        if (failure !== undefined && kept !== undefined) expect(left().previous).toBe(kept);
        const expected = ['keepalived.conf', ...(keptAs === undefined ? [] : [keptAs])];
        // A second copy of the foreign file does no harm; a lock that stayed is taken over by who needs it next.
        const names = left().names.filter((name) => !/before-lvs-console-\d+$|previous\.lock$/.test(name));
        expect(names).toEqual(expected);
      },
    );
    expect(steps).toBeGreaterThan(least);
  });

  test('both files are exchanged or as they were', async () => {
    await drill(
      fault,
      { installed: old, previous: older },
      (router) => exchange(router),
      async (refused) => {
        const { failure, left, again } = refused;
        const [installed, previous] = failure === undefined ? [older, old] : [old, older];
        if (failure !== undefined) expectNoted(refused);
        expect(left()).toMatchObject({ installed, previous });
        await again();
        expect(left()).toMatchObject({ installed: previous, previous: installed });
        expect(left().names).toEqual(['keepalived.conf', 'keepalived.conf.previous']);
      },
    );
  });
});
