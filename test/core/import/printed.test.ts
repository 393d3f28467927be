import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as documents from './documents.js';
import { printed } from './printed.js';

const project = join(import.meta.dirname, '../../..');
const entries = Object.values(printed).flat();
const scenarios = join(project, 'e2e/lab/scenarios');
const written = readdirSync(scenarios).map((name) => readFileSync(join(scenarios, name), 'utf8'));

test('Every text of the documents is named with what proves it', () => {
  const named = new Set(entries.flatMap(({ texts }) => texts));
  expect(Object.keys(documents).filter((name) => !named.has(name as keyof typeof documents))).toEqual([]);
  const bare = entries.filter(({ cannot, lab, tests }) => !cannot && !lab && !tests);
  expect(bare.map(({ where }) => where)).toEqual([]);
});

test('What runs in the lab is a scenario of a group there, made of the text itself', () => {
  for (const { lab = {}, texts, where } of entries) {
    for (const [group, names] of Object.entries(lab)) {
      const run = readFileSync(join(project, `e2e/lab/${group}.lab.ts`), 'utf8').replace(/^import .*$/gm, '');
      for (const name of names) {
        expect(run, where).toMatch(new RegExp(`\\b${name}\\b`));
        expect(written.filter((text) => text.includes(`export const ${name}: Scenario`)).length, name).toBe(
          1,
        );
      }
    }
    if (Object.keys(lab).length === 0) continue;
    const unused = texts.filter((name) => !written.some((text) => text.includes(`documents.${name}`)));
    expect(unused, where).toEqual([]);
  }
});

test('What another test proves, is a file of it', () => {
  const missing = entries
    .flatMap(({ tests = [] }) => tests)
    .filter((path) => !existsSync(join(project, path)));
  expect(missing).toEqual([]);
});
