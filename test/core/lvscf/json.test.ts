import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readConfig, stanzas } from '../../../src/core/lvscf/config.js';
import { type FormSource, inputNames } from '../../../src/core/lvscf/form.js';
import {
  type JsonValue,
  jsonKeywords,
  jsonOf,
  jsonShape,
  jsonValues,
  readJson,
} from '../../../src/core/lvscf/json.js';
import {
  addVirtualServerJson,
  changeGlobalJson,
  changeVirtualServerJson,
} from '../../../src/core/lvscf/json-edit.js';
import { serverStanza } from '../../../src/core/lvscf/server.js';
import { headStanza, sharedStanza } from '../../../src/core/lvscf/shared-lines.js';
import type { Field, Stanza } from '../../../src/core/lvscf/stanza.js';
import { virtualStanza } from '../../../src/core/lvscf/virtual.js';
import type { Scope } from '../../../src/core/problem.js';
import { randomFile } from '../../support/random-file.js';

interface Case {
  readonly scope: Scope;
  readonly stanza: Stanza;
  readonly keyword: string;
  readonly field: Field<unknown>;
}

/** Every field that JSON has. */
const cases: readonly Case[] = [
  ...(['virtual', 'failover', 'server'] as const).map((scope) => ({ scope, stanza: stanzas[scope] })),
  { scope: 'global' as const, stanza: headStanza as Stanza },
].flatMap(({ scope, stanza }) =>
  jsonKeywords(stanza).map((keyword) => ({
    scope,
    stanza,
    keyword,
    field: stanza[keyword] as Field<unknown>,
  })),
);

/** The value that a text after the equal sign stands for; nothing when the daemon refuses it. */
function readValue({ scope, keyword, field }: Case, text: string): unknown {
  if (Object.hasOwn(sharedStanza, keyword))
    return field.kind.read([{ text, raw: text, start: 0, quote: '' }], keyword).value;
  const line = `${keyword} = ${text}\n`;
  const config = readConfig(
    scope === 'global'
      ? line
      : scope === 'server'
        ? `virtual v {\nserver s {\n${line}}\n}\n`
        : `${scope} v {\n${line}}\n`,
  );
  const [virtual] = scope === 'failover' ? config.failovers : config.virtualServers;
  const values =
    scope === 'global'
      ? config.global
      : scope === 'server'
        ? virtual?.realServers[0]?.values
        : virtual?.values;
  return (values as Readonly<Record<string, unknown>> | undefined)?.[keyword];
}

/** What somebody would send who means this text. */
function jsonMeant({ kind }: Field<unknown>, text: string): unknown {
  const { kind: expected } = kind.expects;
  if (expected === 'address_on_device') {
    const [address, ...device] = text.split(' ');
    return { address, ...(device.length > 0 && { device: device.join(' ') }) };
  }
  if (expected === 'number' || expected === 'port' || expected === 'mark')
    return /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(text) ? Number(text) : text;
  if (expected === 'flag') return text;
  const isScript = expected === 'exchange' || expected === 'program';
  return isScript && text.startsWith('"') ? text.slice(1, -1) : text;
}

function source({ scope, stanza }: Case): FormSource<Stanza> {
  return { stanza, subject: { scope }, values: {} };
}

describe('Every field', () => {
  test('has an input for each part of its JSON, and says what it is', () => {
    expect(cases.length).toBeGreaterThan(60);
    for (const { field, keyword } of cases) {
      expect(inputNames(keyword, field.kind).length).toBeLessThanOrEqual(2);
      expect([keyword, jsonShape(field).meta()?.description]).toEqual([keyword, expect.any(String)]);
    }
  });

  test('is read as JSON and written back as it stands in the file, in each of its good lines', () => {
    for (const one of cases) {
      for (const text of one.field.good) {
        const value = readValue(one, text);
        const json = jsonOf(one.field.kind, value);
        const parsed = jsonShape(one.field).safeParse(json);
        expect([one.scope, one.keyword, text, parsed.success]).toEqual([one.scope, one.keyword, text, true]);
        const { patch, problems } = readJson(source(one), [one.keyword], { [one.keyword]: json });
        expect([one.keyword, text, problems]).toEqual([one.keyword, text, []]);
        const isAssumed = !Object.hasOwn(patch, one.keyword);
        const written = one.field.kind.write(
          isAssumed ? (one.field.shownAbsent ?? one.field.absent) : patch[one.keyword],
        );
        expect([one.keyword, written]).toEqual([one.keyword, one.field.kind.write(value)]);
      }
    }
  });

  test('is refused in each of its bad lines, by its type or as a form would', () => {
    for (const one of cases) {
      for (const text of one.field.bad) {
        const { data, success } = jsonShape(one.field).safeParse(jsonMeant(one.field, text));
        const problems = success
          ? readJson(source(one), [one.keyword], { [one.keyword]: data as JsonValue }).problems
          : ['type'];
        expect([one.scope, one.keyword, text, problems.length > 0]).toEqual([
          one.scope,
          one.keyword,
          text,
          true,
        ]);
      }
    }
  });

  test('is refused as a value of each other type', () => {
    const others: readonly unknown[] = [1, 1.5, true, 'x', [], ['x'], {}, { address: 1 }, null];
    for (const { field, keyword } of cases) {
      const taken = others.filter((value) => jsonShape(field).safeParse(value).success);
      expect([keyword, new Set(taken.map((value) => typeof value)).size]).toEqual([
        keyword,
        taken.length === 0 ? 0 : 1,
      ]);
    }
  });
});

describe('For any file,', () => {
  test('what is read as JSON and sent back as it is changes no byte', () => {
    fc.assert(
      fc.property(randomFile, (text) => {
        const config = readConfig(text);
        if (config.readOnly !== undefined) return;
        const head = jsonValues(headStanza, { ...config.global, ...config.shared });
        expect(changeGlobalJson(config, head, 'part')).toBe(text);
        for (const { ref, realServers, values } of config.virtualServers) {
          const server = realServers.map((one) => ({
            ref: one.ref,
            ...jsonValues(serverStanza, one.values),
          }));
          const json = { ...jsonValues(virtualStanza, values), server };
          expect(changeVirtualServerJson(config, ref, json, 'part')).toBe(text);
        }
      }),
      { numRuns: 100 },
    );
  });
});

test('A list of real servers in another order, with others in between, is what the file says then', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const begun = addVirtualServerJson(readConfig('serial_no = 1\nprimary = 192.0.2.1\n'), {
    name: 'v',
    server: names.slice(0, 3).map((name, index) => ({ name, address: `10.0.0.${index + 1}` })),
  });
  fc.assert(
    fc.property(fc.shuffledSubarray(names), (wanted) => {
      const server = wanted.map((name) => ({ name, address: `10.0.1.${names.indexOf(name) + 1}` }));
      const text = changeVirtualServerJson(readConfig(begun), 'v', { server }, 'part');
      const { global, virtualServers } = readConfig(text);
      expect(virtualServers[0]?.realServers.map(({ name, values }) => [name, values.address])).toEqual(
        server.map(({ name, address }) => [name, address]),
      );
      expect(global.serial_no).toBe(3);
    }),
    { numRuns: 100 },
  );
});

test('Real servers of one name are told apart by their reference', () => {
  const block = (address: string) => `server x {\naddress = ${address}\n}\n`;
  const config = readConfig(`virtual v {\n${block('10.0.0.1')}${block('10.0.0.2')}${block('10.0.0.3')}}\n`);
  const text = changeVirtualServerJson(
    config,
    'v',
    {
      server: [
        { ref: 'x~3', weight: 3 },
        { ref: 'x', weight: 1 },
      ],
    },
    'part',
  );
  const found = readConfig(text).virtualServers[0]?.realServers.map(({ values }) => [
    values.address,
    values.weight,
  ]);
  expect(found).toEqual([
    ['10.0.0.3', 3],
    ['10.0.0.1', 1],
  ]);
});
