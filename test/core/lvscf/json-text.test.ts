import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { globalStanza } from '../../../src/core/lvscf/global.js';
import { jsonKeywords, jsonOf } from '../../../src/core/lvscf/json.js';
import { jsonOfText } from '../../../src/core/lvscf/json-text.js';
import { serverStanza } from '../../../src/core/lvscf/server.js';
import type { Field, Stanza } from '../../../src/core/lvscf/stanza.js';
import { virtualStanza } from '../../../src/core/lvscf/virtual.js';

const stanzas: Readonly<Record<'global' | 'virtual' | 'server', Stanza>> = {
  global: globalStanza,
  virtual: virtualStanza,
  server: serverStanza,
};

type BlockScope = keyof typeof stanzas;

const cases = (Object.keys(stanzas) as BlockScope[]).flatMap((scope) =>
  jsonKeywords(stanzas[scope]).flatMap((keyword) => {
    const field = stanzas[scope][keyword];
    return field === undefined ? [] : [[scope, keyword, field] as const];
  }),
);

/** What the file says when it has this line. */
function inFile(scope: BlockScope, keyword: string, { kind }: Field<unknown>, text: string) {
  const line = `${keyword} = ${text}\n`;
  const server = `server s {\n${scope === 'server' ? line : ''}}\n`;
  const { global, virtualServers } = readConfig(
    `${scope === 'global' ? line : ''}virtual v {\n${scope === 'virtual' ? line : ''}${server}}\n`,
  );
  const [virtual] = virtualServers;
  const all = { global, virtual: virtual?.values, server: virtual?.realServers[0]?.values };
  const value = (all[scope] as Readonly<Record<string, unknown>>)[keyword];
  return jsonOf(kind, value);
}

describe('What is typed for a key in the words of lvs.cf', () => {
  test.each(cases)('is what the file would say: %s, %s', (scope, keyword, field) => {
    for (const good of field.good) {
      expect([good, jsonOfText(scope, keyword, field, good)]).toEqual([
        good,
        { value: inFile(scope, keyword, field, good) },
      ]);
    }
  });

  test.each(cases)('is refused where the file would not be right: %s, %s', (scope, keyword, field) => {
    for (const bad of field.bad) {
      const reading = jsonOfText(scope, keyword, field, bad);
      expect([bad, reading]).toEqual([bad, { problems: expect.any(Array) }]);
      expect(reading).not.toEqual({ problems: [] });
    }
  });

  test('may leave out the quotes of a script', () => {
    const [quoted, plain] = ['"GET / HTTP/1.0\\r\\n"', 'GET / HTTP/1.0\\r\\n'];
    const read = (text: string) => {
      const send = stanzas.virtual['send'];
      return send && jsonOfText('virtual', 'send', send, text);
    };
    expect(read(plain)).toEqual({ value: plain });
    expect(read(quoted)).toEqual(read(plain));
  });
});
