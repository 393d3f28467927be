import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyTypes, type PublicKey } from '../../../src/core/ssh/host-key.js';
import {
  judgeHostKey,
  knownKeys,
  parseKnownHosts,
  wantedTypes,
  withHostKey,
  withoutHost,
} from '../../../src/core/ssh/known-hosts.js';

/** A key with some bytes behind the name of its type. */
function keyOf(seed: string, type = 'ssh-ed25519'): PublicKey {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(type.length);
  return { type, base64: Buffer.concat([length, Buffer.from(type), Buffer.from(seed)]).toString('base64') };
}

const ours = keyOf('ours');
const other = keyOf('other');
const rsa = keyOf('ours', 'ssh-rsa');
const line = (hosts: string, key = ours, marker = '') =>
  `${marker} ${hosts} ${key.type} ${key.base64} comment\n`.trimStart();
const lb2 = { address: 'lb2.example', port: 22 };
const judge = (text: string, key = ours, at = lb2) => judgeHostKey(parseKnownHosts(text), at, key);

describe('a host is known', () => {
  it.each([
    ['by its name', 'lb2.example'],
    ['by its name in other letters', 'LB2.Example'],
    ['as one of several names', 'lb1.example,lb2.example,192.0.2.2'],
    ['by a pattern', 'lb?.exam*'],
    ['by a pattern that excludes another host', '*.example,!lb1.example'],
  ])('%s', (_how, hosts) => {
    expect(judge(line(hosts))).toEqual({ verdict: 'known' });
  });

  it.each([
    ['not by a part of its name', 'lb2'],
    ['not by a pattern that excludes it', '*.example,!lb2.*'],
    ['not by an exclusion alone', '!lb1.example'],
    ['not by its name at another port', '[lb2.example]:2222'],
    ['not by a line that is a comment', '# lb2.example'],
  ])('%s', (_how, hosts) => {
    expect(judge(line(hosts))).toEqual({ verdict: 'unknown', certified: false });
  });

  it('at another port by its name in brackets', () => {
    const at = { address: 'lb2.example', port: 2222 };
    expect(judge(line('[lb2.example]:2222'), ours, at).verdict).toBe('known');
    expect(judge(line('lb2.example'), ours, at).verdict).toBe('unknown');
  });

  it('by a key of its own alone: any other one has changed', () => {
    expect(judge(line('lb2.example', other))).toEqual({ verdict: 'changed', known: [other] });
    expect(judge(line('lb2.example', rsa), ours)).toEqual({ verdict: 'changed', known: [rsa] });
  });

  it('by any of several keys', () => {
    expect(judge(line('lb2.example', other) + line('lb2.example')).verdict).toBe('known');
  });

  it('never by a revoked key, wherever that is said', () => {
    expect(judge(line('lb2.example') + line('*', ours, '@revoked'))).toEqual({ verdict: 'revoked' });
    expect(knownKeys(parseKnownHosts(line('lb2.example') + line('*', ours, '@revoked')), lb2)).toEqual([]);
    expect(judge(line('lb2.example') + line('*', other, '@revoked')).verdict).toBe('known');
  });

  it('not by an authority, which is said', () => {
    expect(judge(line('*.example', other, '@cert-authority'))).toEqual({
      verdict: 'unknown',
      certified: true,
    });
  });

  it('not by a line that is not understood', () => {
    const { type, base64 } = ours;
    for (const broken of [
      `lb2.example ${type}`,
      `lb2.example ssh-rsa ${base64}`,
      `lb2.example ${type} AAAA`,
      `@trusted lb2.example ${type} ${base64}`,
      `|2|abc|def ${type} ${base64}`,
      'lb2.example 1024 35 1234567890',
    ]) {
      expect(judge(`${broken}\n`).verdict, broken).toBe('unknown');
    }
  });
});

describe('the types of key to ask for', () => {
  it('are those that the host is known by', () => {
    expect(wantedTypes(parseKnownHosts(line('lb2.example', rsa)), lb2, keyTypes)).toEqual(['ssh-rsa']);
  });

  it('are all of them for a host that is not known', () => {
    expect(wantedTypes(parseKnownHosts(line('lb1.example', rsa)), lb2, keyTypes)).toEqual(keyTypes);
  });
});

describe('confirming and removing', () => {
  it('adds one line, also behind a last line without its end', () => {
    expect(withHostKey('# by hand', lb2, ours)).toBe(`# by hand\nlb2.example ${ours.type} ${ours.base64}\n`);
    const at = { address: 'FD00::2', port: 2222 };
    expect(withHostKey('', at, ours)).toBe(`[fd00::2]:2222 ${ours.type} ${ours.base64}\n`);
  });

  it('adds nothing twice', () => {
    const text = line('lb2.example');
    expect(withHostKey(text, lb2, ours)).toBe(text);
  });

  it('takes out every line by which the host is known, and leaves everything else', () => {
    const rest = `# by hand\n${line('lb1.example')}not understood\n${line('*', other, '@revoked')}`;
    expect(withoutHost(`${rest}${line('lb2.example')}${line('*.example,!lb1.example', other)}`, lb2)).toBe(
      rest,
    );
    expect(withoutHost(rest, lb2)).toBe(rest);
  });

  it('knows what was confirmed and not what was removed, whatever else stands in the file', () => {
    const anyText = fc
      .array(fc.oneof(fc.string(), fc.constant(line('lb2.example', other))))
      .map((all) => all.join('\n'));
    fc.assert(
      fc.property(anyText, (text) => {
        const confirmed = withHostKey(text, lb2, ours);
        expect(judge(confirmed).verdict).toBe('known');
        expect(judge(withoutHost(confirmed, lb2)).verdict).toBe('unknown');
      }),
    );
  });

  it('walks a pattern of many stars in no time', () => {
    const start = performance.now();
    const at = { address: 'a'.repeat(250), port: 22 };
    expect(judge(line(`${'*a'.repeat(100)}b`), ours, at).verdict).toBe('unknown');
    expect(performance.now() - start).toBeLessThan(500);
  });
});
