import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addedProblems } from '../../../src/core/lvscf/added-problems.js';
import { changeGlobal, changeRealServer, changeVirtualServer } from '../../../src/core/lvscf/change.js';
import { type Config, readConfig } from '../../../src/core/lvscf/config.js';
import type { Block } from '../../../src/core/lvscf/document.js';
import { type FormSource, inputNames, readForm, shownTexts } from '../../../src/core/lvscf/form.js';
import { globalStanza } from '../../../src/core/lvscf/global.js';
import { ruleProblems } from '../../../src/core/lvscf/rules.js';
import { serverStanza } from '../../../src/core/lvscf/server.js';
import type { Stanza } from '../../../src/core/lvscf/stanza.js';
import { virtualStanza } from '../../../src/core/lvscf/virtual.js';
import { neverEmitted } from '../../support/never-emitted.js';
import { type Edit, headOf, linesOfKeys, makeEdit, randomEdit, sourceOf } from '../../support/random-edit.js';
import { randomFile } from '../../support/random-file.js';

/** Files times edits: ten thousand edits of random files in all. */
const files = 1250;
const editsEach = 8;

/** The lines of a file that an edit may not touch, in order. */
function untouched({ document }: Config, touched: readonly number[]): string[] {
  const out = new Set([...touched, ...serialLines(document.root)]);
  return document.lines.flatMap(({ text }, index) => (out.has(index) ? [] : [text]));
}

function serialLines(root: Block): number[] {
  return linesOfKeys(root, { serial_no: 0 });
}

const refused = ({ problems }: Config) => problems.filter(({ severity }) => severity === 'refused');

/** Problems of lines and values that were not there before; those that only values together have may come. */
function addedByWriting(before: Config, after: Config): string[] {
  const ofRules = new Set(ruleProblems(after).map(({ code }) => code));
  return addedProblems(before, after)
    .map(({ code }) => code)
    .filter((code) => !ofRules.has(code));
}

/** Makes one edit, checks what it may and must do, and returns the new file. */
function checkedEdit(before: Config, wanted: Edit): Config {
  const made = makeEdit(before, wanted);
  if (made === undefined || made.text === String(before.document)) return before;
  const after = readConfig(made.text);
  const touched = made.after(after);

  equal(untouched(after, touched).join('\n'), untouched(before, made.before).join('\n'));
  deepEqual(refused(after), []);
  equal(after.readOnly, undefined);
  deepEqual(addedByWriting(before, after), []);
  made.readBack(after);

  const { serial_no: last = 0 } = before.global;
  equal(after.global.serial_no, last === 2147483647 ? 1 : last + 1);

  const old = new Set(
    [...made.before, ...serialLines(before.document.root)].map((line) => lineOf(before, line)),
  );
  const written = [...touched, ...serialLines(after.document.root)].filter(
    (line) => !old.has(lineOf(after, line)),
  );
  deepEqual(neverEmitted(made.text, written), []);
  return after;
}

function lineOf({ document }: Config, index: number): string {
  return document.lines[index]?.text ?? '';
}

describe('any edit of any file', () => {
  it(`touches only the lines of what it names, and is read back as it was meant (${files * editsEach} edits)`, () => {
    let made = 0;
    fc.assert(
      fc.property(
        randomFile,
        fc.array(randomEdit, { minLength: editsEach, maxLength: editsEach }),
        (text, edits) => {
          const file = readConfig(text);
          deepEqual(refused(file), []);
          edits.reduce((now, wanted) => {
            const next = checkedEdit(now, wanted);
            if (next !== now) made++;
            return next;
          }, file);
        },
      ),
      { numRuns: files },
    );
    expect(made).toBeGreaterThan((files * editsEach) / 3);
  }, 120_000);

  it('that sets what is there changes no byte, not even of the serial number', () => {
    fc.assert(
      fc.property(randomFile, (text) => {
        const config = readConfig(text);
        expect(changeGlobal(config, config.global)).toBe(text);
        for (const { ref, name, values, realServers } of config.virtualServers) {
          expect(changeVirtualServer(config, ref, { name, values })).toBe(text);
          for (const one of realServers)
            expect(changeRealServer(config, ref, one.ref, { name: one.name, values: one.values })).toBe(text);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('from a form that nobody touched changes nothing', () => {
    fc.assert(
      fc.property(randomFile, (text) => {
        const config = readConfig(text);
        const sources: FormSource<Stanza>[] = [
          { ...headOf(config), stanza: globalStanza },
          ...config.virtualServers.map((one) => sourceOf<Stanza>(config, virtualStanza, one)),
          ...config.virtualServers.flatMap(({ realServers }) =>
            realServers.map((one) => sourceOf<Stanza>(config, serverStanza, one)),
          ),
        ];
        for (const source of sources) expect(untouchedForm(source)).toEqual({ patch: {}, problems: [] });
      }),
      { numRuns: 150 },
    );
  });
});

/** What a form makes of its own inputs, sent back as they were shown: a box that is not ticked sends nothing. */
function untouchedForm(source: FormSource<Stanza>) {
  const keys = Object.keys(source.stanza);
  const typed = keys.flatMap((key) => {
    const field = source.stanza[key];
    if (field === undefined) return [];
    const shown = shownTexts(source, key);
    const sent = inputNames(key, field.kind).map((name, index) => [name, shown[index]]);
    return field.offered === 'checkbox' && shown[0] === '0' ? [] : sent;
  });
  return readForm(source, keys, Object.fromEntries(typed));
}
