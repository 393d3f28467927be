import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importSources } from '../../../src/core/import/import.js';
import { importKinds } from '../../../src/core/import/source.js';
import { addedProblems } from '../../../src/core/lvscf/added-problems.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import * as documents from './documents.js';

const nothing = readConfig('');

/** Lines of what people have, in any order, some of them with a word changed. */
const lines = Object.values(documents).flatMap((text) => text.split('\n'));
const odd = fc.constantFrom(
  '{',
  '}',
  '"',
  "'",
  '\\',
  '0',
  '-1',
  '99999999999',
  '0.0.0.0',
  '::1',
  '%s',
  '\xff',
  '=',
);
const line = fc.oneof(
  fc.constantFrom(...lines),
  fc.tuple(fc.constantFrom(...lines), fc.nat(8), odd).map(([text, at, word]) =>
    text
      .split(' ')
      .with(Math.min(at, text.split(' ').length - 1), word)
      .join(' '),
  ),
  fc.string({ unit: 'binary-ascii', maxLength: 30 }),
);
const text = fc.array(line, { maxLength: 60 }).map((all) => all.join('\n'));

test('Whatever is imported, what is proposed can be saved, and no line of it is passed over', {
  timeout: 300_000,
}, () => {
  fc.assert(
    fc.property(fc.constantFrom(...importKinds.filter((kind) => kind !== 'lvs.cf')), text, (kind, given) => {
      const { text: proposed, reports } = importSources([{ name: 'x', kind, text: given }]);
      if (proposed !== undefined) {
        const config = readConfig(proposed);
        expect(addedProblems(nothing, config)).toEqual([]);
        expect(config.readOnly).toBeUndefined();
        expect(proposed).toMatch(/^[\n\x20-\x7e\x80-\xff]+$/);
      }
      if (kind === 'keepalived.conf') return;
      const said = new Set(reports[0]?.lines.map((one) => one.line));
      const inked = given
        .split(/\r\n|\r|\n/)
        .flatMap((whole, index) => (/^\s*(#|$)/.test(whole) ? [] : [index + 1]));
      const heads = /^\s*(IP Virtual Server|Prot LocalAddress|-> RemoteAddress)/;
      const passed = inked.filter((number) => !said.has(number));
      const wholes = given.split(/\r\n|\r|\n/);
      expect(passed.map((number) => wholes[number - 1]).filter((whole) => !heads.test(whole ?? ''))).toEqual(
        [],
      );
    }),
    { numRuns: 400 },
  );
});
