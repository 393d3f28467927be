import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { installedChecker } from '../../src/core/keepalived/check-command.js';
import { renderKeepalived } from '../../src/core/keepalived/render.js';
import { type Config, readConfig } from '../../src/core/lvscf/config.js';
import { goldenCases, goldenFolder, rolesOf } from '../support/golden.js';
import { interfaces, validConfig } from '../support/random-configs.js';
import { type Candidate, refusals } from './own-test.js';

/** Everything that is rendered out of a file. A router that has a partner may be run as a single one too. */
function candidatesOf(config: Config, name: string): Candidate[] {
  const roles = new Set([...rolesOf(config), 'single'] as const);
  return [...roles].map((role) => {
    const { text, obstacles } = renderKeepalived(config, { role, checker: installedChecker });
    if (text === undefined) throw new Error(`${name} is not rendered: ${JSON.stringify(obstacles)}`);
    return { name: `${name}, ${role}`, text };
  });
}

describe('keepalived itself takes', () => {
  test('every golden file', async () => {
    const files = goldenCases.flatMap((name) =>
      readdirSync(goldenFolder(name))
        .filter((file) => file.endsWith('.conf'))
        .map((file) => ({
          name: `${name}/${file}`,
          text: readFileSync(`${goldenFolder(name)}/${file}`, 'latin1'),
        })),
    );
    expect(files.length).toBeGreaterThan(goldenCases.length);
    expect(await refusals(files, ['eth0', 'eth1'])).toEqual([]);
  });

  test('what 1,000 random valid files are rendered to, for each role', async () => {
    const seed = Math.trunc(Math.random() * 2 ** 31);
    const files = fc
      .sample(validConfig, { numRuns: 1000, seed })
      .flatMap((text, index) => candidatesOf(readConfig(text), `file ${index} of seed ${seed}`));
    // Half of the files have two routers.
    expect(files.length).toBeGreaterThan(1500);
    expect(await refusals(files, interfaces)).toEqual([]);
  }, 300_000);

  test('no file with an interface that is not there, so that this test can tell', async () => {
    const [file] = candidatesOf(readConfig(goldenText('nat')), 'nat');
    expect(await refusals(file === undefined ? [] : [file], ['eth0'])).toMatchObject([
      { name: 'nat, primary', status: 5 },
    ]);
  });
});

function goldenText(name: string): string {
  return readFileSync(`${goldenFolder(name)}/lvs.cf`, 'latin1');
}
