import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Config, readConfig, stanzas } from '../../../src/core/lvscf/config.js';
import { wordsOf } from '../../../src/core/lvscf/lines.js';
import { ruleProblems } from '../../../src/core/lvscf/rules.js';
import { type Field, lineFor } from '../../../src/core/lvscf/stanza.js';
import type { Problem, Scope } from '../../../src/core/problem.js';
import type { AnyFieldText } from '../../../src/text/field-text.js';
import { wordsFor } from '../../../src/text/index.js';
import { valuesOf } from '../../support/values.js';

type AnyField = Field<unknown>;

const all = (Object.keys(stanzas) as Scope[]).flatMap((scope) =>
  Object.entries(stanzas[scope]).map(([keyword, field]) => ({ scope, keyword, field: field as AnyField })),
);

/** A file that has this line in a block of its scope. */
function fileWith(scope: Scope, line: string): string {
  if (scope === 'global') return `${line}\n`;
  if (scope !== 'server') return `${scope} a {\n${line}\n}\n`;
  return `virtual a {\n     server b {\n${line}\n     }\n}\n`;
}

function valueIn({ global, virtualServers, failovers }: Config, scope: Scope, keyword: string): unknown {
  const [virtualServer] = scope === 'failover' ? failovers : virtualServers;
  const values = {
    global,
    virtual: virtualServer?.values,
    failover: virtualServer?.values,
    server: virtualServer?.realServers[0]?.values,
  }[scope] as Readonly<Record<string, unknown>> | undefined;
  return values?.[keyword];
}

/** What reading alone has to say: not that something else is missing, nor that the key is obsolete. */
function readingProblems(config: Config): Problem[] {
  const rules = new Set(ruleProblems(config).map((problem) => JSON.stringify(problem)));
  return config.problems.filter(
    (problem) => problem.code !== 'obsolete_keyword' && !rules.has(JSON.stringify(problem)),
  );
}

describe.each(all)('$scope: $keyword', ({ scope, keyword, field }) => {
  it.each(field.good)('%s is read without a remark and written back unchanged', (text) => {
    const line = `${keyword} = ${text}`;
    const config = readConfig(fileWith(scope, line));
    expect(readingProblems(config)).toEqual([]);
    const value = valueIn(config, scope, keyword);
    expect(value).not.toBeUndefined();
    expect(lineFor(scope, keyword, field, value).trim()).toBe(line);
  });

  if (field.bad.length > 0) {
    it.each(field.bad)('%s is refused', (text) => {
      expect(readingProblems(readConfig(fileWith(scope, `${keyword} = ${text}`)))).not.toEqual([]);
    });
  }

  it('any value that may be written is read back, and shown in a form as it is', () => {
    const { kind } = field;
    fc.assert(
      fc.property(valuesOf(kind.expects), (value) => {
        const line = lineFor(scope, keyword, field, value);
        expect(valueIn(readConfig(fileWith(scope, line)), scope, keyword)).toEqual(value);
        const inFile = wordsOf(line).words.slice(2);
        const words = kind.words === 'list' ? inFile.slice(1, -1) : inFile;
        expect(kind.read(words, keyword)).toEqual({ value, findings: [] });
        const typed = kind.typed(kind.show(value));
        // A value that means none is shown as a blank: the key is left out.
        if (typed.length > 0) expect(kind.read(typed, keyword)).toEqual({ value, findings: [] });
      }),
      { numRuns: 30 },
    );
  });

  if (field.initial !== undefined) {
    it('what ADD writes is read without a remark', () => {
      const { words } = wordsOf(lineFor(scope, keyword, field, field.initial));
      const read = { value: field.initial, findings: [] };
      expect(field.kind.read(words.slice(2), keyword)).toEqual(read);
    });
  }

  it('is explained in both languages, under the label of the original', () => {
    const [english, french] = (['en', 'fr'] as const).map((language): AnyFieldText => {
      const texts: Readonly<Record<string, AnyFieldText>> = wordsFor(language).fields[scope];
      const text = texts[keyword];
      if (text === undefined) throw new Error('nothing is said about it');
      return text;
    });
    if (english === undefined || french === undefined) throw new Error('two languages are spoken');
    expect(english.inputs).toHaveLength(field.kind.inputs.length);
    for (const [index, input] of english.inputs.entries()) {
      const other = french.inputs[index];
      expect(input.help).toMatch(/^[A-Z].*\.$/);
      expect(other?.help).toMatch(/^\p{Lu}.*\.$/u);
      expect([other?.label, other?.note]).toEqual([input.label, input.note]);
      expect(input.gloss).toBe('');
      expect(other?.gloss === '', 'a label has a gloss').toBe(input.label === '');
      expect(other?.blank === undefined).toBe(input.blank === undefined);
    }
    expect(english.more.length).toBeGreaterThan(0);
    expect(french.more).toHaveLength(english.more.length);
    const texts = ({ captions = {} }: AnyFieldText) => Object.values(captions).map(({ text }) => text);
    expect(texts(french)).toEqual(texts(english));
  });
});
