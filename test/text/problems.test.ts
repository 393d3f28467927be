import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/core/lvscf/config.js';
import { nameProblems } from '../../src/core/lvscf/names.js';
import { problemOfForm } from '../../src/core/lvscf/problem-at.js';
import type { KeywordHint, Problem, ProblemCode, RegexFault } from '../../src/core/problem.js';
import { type Language, languages, wordsFor } from '../../src/text/index.js';
import { sentence } from '../../src/text/sentence.js';
import { webKeys } from '../support/changes.js';
import { clusterText } from '../support/cluster.js';
import { exampleOf, formOnly } from '../support/example-of-code.js';

const say = (language: Language, problem: Problem) => sentence(wordsFor(language), problem);

/** The problem that the file of this code was made for. */
function example(code: ProblemCode): Problem | undefined {
  const files: Readonly<Record<string, string>> = exampleOf;
  const text = files[code];
  if (text !== undefined) return readConfig(text).problems.find((problem) => problem.code === code);
  const [finding] = nameProblems('virtual', '');
  return finding?.code === code ? problemOfForm(finding, { scope: 'virtual', keyword: 'name' }) : undefined;
}

const codes = Object.keys(wordsFor('en').problems) as ProblemCode[];

describe.each(languages)('what is wrong is said in %s', (language) => {
  it.each(codes)('%s', (code) => {
    const problem = example(code);
    if (problem === undefined) throw new Error(`the example of ${code} has another problem`);
    const said = say(language, problem);
    expect(said).toMatch(/^[\p{L}“«].*[.?:{}\])\p{L}\p{N}…”]$/u);
    expect(said).not.toMatch(/undefined|NaN|\[object|\$\{/);
    expect(said, 'nothing in it is invisible but no-break spaces').not.toMatch(/(?![ \u00a0])[\p{C}\p{Z}]/u);
  });

  it('every problem of one value names its field by its label and its keyword', () => {
    const { problems } = readConfig(clusterText(webKeys({ timeout: 'soon', address: '192.0.2.100 0eth' })));
    const [device, timeout] = problems.map((problem) => say(language, problem));
    expect(device).toMatch(/^Device \(address\) /);
    expect(timeout).toMatch(/^Service timeout \(timeout\) /);
  });
});

it('every code has a file that shows it, or can come from a form only', () => {
  expect(new Set([...Object.keys(exampleOf), ...formOnly])).toEqual(new Set(codes));
});

const hints: Readonly<Record<KeywordHint, readonly [line: string, said: RegExp]>> = {
  byte_order_mark: ['\xef\xbb\xbfprimary = 192.0.2.1', /invisible byte order mark, so that primary is/],
  not_a_blank: ['primary\xc2\xa0= 192.0.2.1', /“primary\\u\{00a0\}=” .*Type the blank again: primary =/],
  equal_glued: ['primary=192.0.2.1', /Write: primary = 192\.0\.2\.1$/],
  brace_glued: ['virtual{', /Write: virtual \{$/],
  case: ['Primary = 192.0.2.1', /capital letters count\. Write “primary”\.$/],
  comment_sign: ['// ours', /A comment begins with # /],
  similar: ['keepalve = 6', /Did you mean “keepalive”\?$/],
  none: ['colour = red', /^“colour” is not a keyword here\./],
};

it('letters of another script are no blanks', () => {
  const said = readConfig('\xe5\xba\x8f = 1\n').problems.map((problem) => say('en', problem));
  expect(said.some((text) => text.startsWith('“序” is not a keyword here.'))).toBe(true);
});

it.each(Object.entries(hints))(
  'an unknown keyword, %s: the sentence says what to write',
  (hint, [line, said]) => {
    const [problem] = readConfig(`${line}\n`).problems.filter(({ code }) => code === 'unknown_keyword');
    if (problem?.code !== 'unknown_keyword') throw new Error('the keyword is known');
    expect(problem.params.hint).toBe(hint);
    expect(say('en', problem)).toMatch(said);
  },
);

const patterns: Readonly<Record<RegexFault, string>> = {
  parenthesis_open: '(a',
  bracket_open: '[a',
  interval_open: 'a{2',
  interval_bad: 'a{x}',
  interval_large: 'a{40000}',
  nothing_to_repeat: '*a',
  backslash_last: 'a\\\\',
  group_missing: '\\\\1',
  class_unknown: '[[:digits:]]',
  symbol_unknown: '[[.ab.]]',
  range_bad: '[z-a]',
};

it.each(Object.entries(patterns))('an expression with %s: the sentence says why', (fault, pattern) => {
  const { problems } = readConfig(clusterText(webKeys({ use_regex: '1', expect: `"${pattern}"` })));
  const found = problems.find(({ code }) => code === 'regex_invalid');
  if (found?.code !== 'regex_invalid') throw new Error('the expression compiles');
  expect(found.params.fault).toBe(fault);
  for (const language of languages) expect(say(language, found)).toContain(pattern);
});

it('a long value is shown in part', () => {
  const value = Buffer.from('é'.repeat(300)).toString('latin1');
  const { problems } = readConfig(`primary = ${value}\n`);
  const said = problems.map((problem) => say('en', problem)).join('\n');
  expect(said).toContain(`“${'é'.repeat(80)}…”`);
});

it('a keyword that every object has does no harm', () => {
  const said = readConfig('constructor = 1\n').problems.map((problem) => say('en', problem));
  expect(said).toContain(
    '“constructor” is not a keyword here. Remove the line, or make it a comment with # at its beginning.',
  );
});
