import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Config, readConfig, stanzas } from '../../../src/core/lvscf/config.js';
import { parse } from '../../../src/core/lvscf/document.js';
import { resolved } from '../../../src/core/lvscf/resolve.js';
import { languages, wordsFor } from '../../../src/text/index.js';
import { sentence } from '../../../src/text/sentence.js';
import { clusterText } from '../../support/cluster.js';
import { readCorpus } from '../../support/corpus.js';

const corpus = readCorpus(join(import.meta.dirname, '../../corpus')).map(({ bytes }) =>
  bytes.toString('latin1'),
);
const shortFiles = [clusterText(), ...corpus.filter((text) => text.length < 20_000)];

const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
const anyBytes = fc.string({ unit: byte, maxLength: 300 });

const keywords = [...new Set(Object.values(stanzas).flatMap((stanza) => Object.keys(stanza)))];
/** Pieces that files are made of, the odd ones as often as the common ones. */
const piece = fc.oneof(
  fc.constantFrom(
    ' = ',
    ' ',
    '\n',
    '\n',
    '\t',
    '{',
    ' {\n',
    '}\n',
    '\n}\n',
    '"',
    "'",
    '#',
    '=',
    '\r\n',
    '\0',
    '\\',
  ),
  fc.constantFrom('virtual a {\n', 'failover b {\n', 'server c {\n', 'virtual ', 'server '),
  fc.constantFrom(
    '0',
    '1',
    '80',
    '010',
    '-1',
    '0.0.0.0',
    '192.0.2.1',
    'eth0:1',
    '255.255.0.255',
    '[',
    ']',
    '"a b"',
  ),
  fc.constantFrom(...keywords),
  byte,
);
const madeUp = fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(''));

/** A file that somebody has edited badly. */
const mutated = fc
  .tuple(
    fc.constantFrom(...shortFiles),
    fc.array(
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 30 }), fc.oneof(piece, madeUp)),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((now, [where, length, inserted]) => {
      const at = Math.floor(where * now.length);
      return now.slice(0, at) + inserted + now.slice(at + length);
    }, text),
  );

const anyText = fc.oneof(anyBytes, madeUp, mutated);
const runs = { numRuns: 500 };

/** Whether a problem points at something that is there. */
function pointsIntoFile({ document, problems }: Config): boolean {
  return problems.every(({ place: { line, column, length } }) => {
    const text = document.lines[line - 1]?.text;
    return line === 0 || (text !== undefined && column >= 1 && length >= 1 && column - 1 <= text.length);
  });
}

describe('for every text, also a wrong one', () => {
  it('no byte is lost', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(String(parse(text))).toBe(text);
      }),
      runs,
    );
  });

  it('reading ends with values and with problems in the order of the file, each at its place', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const config = readConfig(text);
        expect(resolved(config)).toBeDefined();
        const places = config.problems.map(({ place }) => place);
        expect(places).toEqual(places.toSorted((a, b) => a.line - b.line || a.column - b.column));
        expect(pointsIntoFile(config)).toBe(true);
      }),
      runs,
    );
  });

  it('each problem is said in both languages, and nothing in what is said is invisible', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const problem of readConfig(text).problems) {
          for (const language of languages) {
            const said = sentence(wordsFor(language), problem);
            expect(said).not.toMatch(/undefined|NaN|\[object/);
            expect(said).not.toMatch(/(?![ \t\u00a0])[\p{C}\p{Z}]/u);
          }
        }
      }),
      runs,
    );
  });

  it('what is refused stays refused when a comment is put above it', () => {
    fc.assert(
      fc.property(madeUp, (text) => {
        fc.pre(text !== '' && !text.includes('\r') && !text.includes('\0'));
        const refused = (config: Config) =>
          config.problems.filter(({ severity }) => severity === 'refused').map(({ code }) => code);
        expect(refused(readConfig(`# ours\n${text}`))).toEqual(refused(readConfig(text)));
      }),
      runs,
    );
  });
});
