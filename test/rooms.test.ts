import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { faultsOf } from './support/rooms.js';

const project = join(import.meta.dirname, '..');

/** Paths of all files and folders under a folder of the project, from the project's root. */
function under(folder: string): readonly string[] {
  return readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .sort();
}

const foldersIn = (folder: string) =>
  readdirSync(join(project, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

const sources = under('src')
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(project, path), 'utf8') }));

describe('The rooms of the program', () => {
  test('import each other in one direction only', () => {
    expect(sources.length).toBeGreaterThan(10);
    expect(sources.flatMap(faultsOf)).toEqual([]);
  });

  test('have names that say what is in them', () => {
    const saysNothing =
      /(?:^|[-.])(?:service|managers?|helpers?|utils?|common|misc|base|handlers?|controllers?)(?=$|[-.])/;
    const paths = ['src', 'views', 'public', 'test', 'e2e'].flatMap(under);
    expect(paths.filter((path) => saysNothing.test(basename(path)))).toEqual([]);
  });

  test('call a panel by the same name in code and in templates', () => {
    const ofNoPanel = ['parts', 'error'];
    const templates = foldersIn('views').filter((name) => !ofNoPanel.includes(name));
    expect(templates).toEqual(foldersIn('src/web/panels'));
  });

  test('keep every route short', () => {
    const long = sources
      .filter(({ path }) => path.endsWith('/route.ts'))
      .filter(({ text }) => text.trimEnd().split('\n').length > 120)
      .map(({ path }) => path);
    expect(long).toEqual([]);
  });
});

describe('The reader of the rooms', () => {
  const fault = (path: string, text: string) =>
    faultsOf({ path, text }).map((line) => line.replace(`${path}:`, ''));

  test.each([
    [
      'src/core/lvscf/config.ts',
      "import { Problem } from '../problem.js';\nimport { Line } from './lines.js';",
    ],
    ['src/core/keepalived/render.ts', "import type { Config } from '../lvscf/config.js';"],
    ['src/core/lvscf/stanza.ts', "import { z } from 'zod';"],
    [
      'src/adapters/files/config-file.ts',
      "import { open } from 'node:fs/promises';\nimport lock from 'proper-lockfile';",
    ],
    ['src/text/en/pages.ts', "import type { ProblemCode } from '../../core/problem.js';"],
    ['src/web/server.ts', "import { control } from './panels/control/route.js';"],
    [
      'src/web/panels/control/route.ts',
      "import { page } from '../../page.js';\nimport { Field } from './form.js';",
    ],
    ['src/main.ts', "const { check } = await import('./cli/check.js');"],
    ['src/settings.ts', "const port = process.env['LVS_CONSOLE_PORT'];"],
    ['src/core/nanny/match.ts', 'const found = /a/.exec(text); const day = new Date(seconds);'],
    ['src/web/page.ts', "// import x from '../adapters/files/history.js'\nconst t = \"import y from 'z'\";"],
  ])('lets %s stand', (path, text) => {
    expect(faultsOf({ path, text })).toEqual([]);
  });

  test.each([
    [
      'src/core/lvscf/lines.ts',
      "import { Config } from '../keepalived/render.js';",
      '1 imports src/core/keepalived/render.ts',
    ],
    [
      'src/core/access/htaccess.ts',
      "import { Line } from '../lvscf/lines.js';",
      '1 imports src/core/lvscf/lines.ts',
    ],
    ['src/core/lvscf/lines.ts', "import { readFileSync } from 'node:fs';", '1 imports node:fs, from outside'],
    [
      'src/core/lvscf/lines.ts',
      "import { randomUUID } from 'node:crypto';",
      '1 imports node:crypto, from outside',
    ],
    ['src/core/problem.ts', "import fastify from 'fastify';", '1 imports fastify, from outside'],
    ['src/core/problem.ts', "export * from './lvscf/lines.js';", '1 imports src/core/lvscf/lines.ts'],
    ['src/core/ipvs/rates.ts', 'const now = Date.now();', '1 uses Date.now in core'],
    ['src/core/ipvs/rates.ts', 'const now = new Date();', '1 asks the clock in core'],
    ['src/core/ipvs/rates.ts', 'setTimeout(tick, 1);', '1 calls setTimeout in core'],
    [
      'src/adapters/files/history.ts',
      "import { run } from '../ssh/push.js';",
      '1 imports src/adapters/ssh/push.ts',
    ],
    [
      'src/adapters/files/history.ts',
      "import { page } from '../../web/page.js';",
      '1 imports src/web/page.ts',
    ],
    ['src/adapters/files/history.ts', "import { en } from '../../text/en.js';", '1 imports src/text/en.ts'],
    [
      'src/web/page.ts',
      "import { list } from './panels/control/route.js';",
      '1 imports src/web/panels/control/route.ts',
    ],
    [
      'src/web/panels/control/route.ts',
      "\nimport type { File } from '../../../adapters/files/config-file.js';",
      '2 imports src/adapters/files/config-file.ts',
    ],
    [
      'src/web/panels/control/route.ts',
      "type File = import('../../../adapters/files/config-file.js').File;",
      '1 imports src/adapters/files/config-file.ts',
    ],
    [
      'src/web/panels/control/route.ts',
      "const { form } = await import('../file/form.js');",
      '1 imports src/web/panels/file/form.ts',
    ],
    [
      'src/web/panels/control/route.ts',
      "import { server } from '../../server.js';",
      '1 imports src/web/server.ts',
    ],
    [
      'src/web/panels/control/route.ts',
      "import { readFile } from 'node:fs/promises';",
      '1 imports node:fs/promises, from outside',
    ],
    [
      'src/web/panels/control/route.ts',
      "const { form } = await import('../' + name);",
      '1 imports something that only shows at run time',
    ],
    [
      'src/web/panels/control/route.ts',
      "const form = require('../file/form.js');",
      '1 imports something that only shows at run time',
    ],
    [
      'src/text/en/pages.ts',
      "import { errorStatus } from '../../core/problem.js';",
      '1 imports more than types from src/core/problem.ts',
    ],
    [
      'src/cli/check.ts',
      "import { open } from '../adapters/files/config-file.js';",
      '1 imports src/adapters/files/config-file.ts',
    ],
    [
      'src/cli/check.ts',
      "const home = process.env['HOME'];",
      '1 reads process.env, which only src/settings.ts may',
    ],
    [
      'src/adapters/keepalived/test.ts',
      "import { exec } from 'node:child_process';",
      '1 imports exec, which runs a shell',
    ],
    ['src/adapters/keepalived/test.ts', "spawn('x', [], { shell: true });", '1 runs a shell'],
    [
      'src/web/page.ts',
      "import { x } from '../elsewhere/x.js';",
      '1 imports src/elsewhere/x.ts, which is in no room',
    ],
  ])('finds what is wrong in %s: %s', (path, text, found) => {
    expect(fault(path, text)).toEqual([found]);
  });

  test('asks for a rule when a new room is built', () => {
    const path = 'src/attic/box.ts';
    expect(faultsOf({ path, text: '' })).toEqual([
      'src/attic/box.ts is in no room: give it one, with its rule, in test/support/rooms.ts',
    ]);
  });
});
