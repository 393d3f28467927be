import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { differences } from '../../../src/core/lvscf/diff.js';
import { objectText, parseObject, type RestoreObject } from '../../../src/core/versions/object.js';
import { isThere, locate, restorables, restored, restoredText } from '../../../src/core/versions/restore.js';
import { add, both, named as renamed, set, webKeys } from '../../support/changes.js';
import { clusterText, type FileDraft, httpDraft } from '../../support/cluster.js';
import { validConfig } from '../../support/random-configs.js';

const version = (change?: (draft: FileDraft) => void) => readConfig(clusterText(change));
const named = (text: string): RestoreObject => {
  const object = parseObject(text);
  if (object === undefined) throw new Error(`${text} is no object`);
  return object;
};
const withoutMail = ({ blocks }: FileDraft) => void blocks.pop();
const without = (server: string) => (draft: FileDraft) => {
  for (const block of draft.blocks) block.servers = block.servers.filter(({ name }) => name !== server);
};
const names = (now: Parameters<typeof version>[0], then: Parameters<typeof version>[0]) =>
  restorables(version(now), version(then)).map(
    ({ isGone, object }) => `${objectText(object)}${isGone ? ' gone' : ''}`,
  );

describe('A version that is brought back', () => {
  test('is there byte for byte, its serial number too', () => {
    const then = version(set({ serial_no: '3' }));
    expect(restored(version(webKeys({ port: '81' })), then)).toEqual({
      text: String(then.document),
      problems: [],
    });
  });

  test('is refused with the problems that it would add, and only those', () => {
    const now = version(webKeys({ port: '81' }));
    const then = version(set({ keepalive: 'often' }));
    expect(restored(now, then).problems.map(({ code }) => code)).toEqual(['number_expected']);
    expect(() => restoredText(now, then)).toThrow(expect.objectContaining({ reason: 'adds_problems' }));
    expect(restoredText(then, now)).toBe(String(now.document));
  });

  test('brings back what stands wrong already, when the file has it too', () => {
    const wrong = set({ keepalive: 'often' });
    const then = version(wrong);
    const now = version(both(wrong, webKeys({ port: '81' })));
    expect(restored(now, then).problems).toEqual([]);
  });
});

describe('One object of a version', () => {
  test('comes back with everything in it after it was deleted, and nothing else changes', () => {
    const now = version((draft) => {
      withoutMail(draft);
      webKeys({ port: '81' })(draft);
    });
    const text = restoredText(now, version(), [named('virtual mail')]);
    const changes = differences(now, readConfig(text));
    expect(changes).toEqual([{ what: 'added', scope: 'virtual', virtual: 'mail' }]);
    expect(
      readConfig(text)
        .virtualServer('mail')
        ?.realServers.map(({ name }) => name),
    ).toEqual(['one', 'two']);
    expect(readConfig(text).global.serial_no).toBe(8);
  });

  test('takes its real servers back with it, also those that it did not have then', () => {
    const now = version((draft) => {
      without('one')(draft);
      draft.blocks[0]?.servers.push({
        name: 'three',
        keys: { address: '10.0.0.13', active: '1', weight: '1' },
      });
    });
    const text = restoredText(now, version(), [named('virtual web')]);
    expect(
      readConfig(text)
        .virtualServer('web')
        ?.realServers.map(({ name }) => name)
        .sort(),
    ).toEqual(['one', 'two']);
    expect(
      readConfig(text)
        .virtualServer('mail')
        ?.realServers.map(({ name }) => name),
    ).toEqual(['two']);
  });

  test('can be one real server, or the head of the file with REDUNDANCY', () => {
    const now = version((draft) => {
      without('one')(draft);
      set({ keepalive: '9', primary: '192.0.2.9' })(draft);
    });
    const server = readConfig(restoredText(now, version(), [named('virtual web server one')]));
    expect(differences(now, server)).toEqual([
      { what: 'added', scope: 'server', virtual: 'web', server: 'one' },
    ]);
    const head = readConfig(restoredText(now, version(), [named('head')]));
    expect(
      differences(now, head)
        .map(({ keyword }) => keyword)
        .sort(),
    ).toEqual(['keepalive', 'primary']);
  });

  test('comes back together with others in one change', () => {
    const now = version((draft) => {
      withoutMail(draft);
      set({ keepalive: '9', primary: '192.0.2.9' })(draft);
    });
    const after = readConfig(restoredText(now, version(), [named('head'), named('virtual mail')]));
    expect(restorables(after, version())).toEqual([]);
    expect(after.global.serial_no).toBe(8);
  });

  test('is refused where the version does not have it, or its virtual server is gone', () => {
    const refused =
      (object: string, now = version()) =>
      () =>
        restored(now, version(), [named(object)]);
    const reason = expect.objectContaining({ code: 'not_found', reason: 'object_not_there' });
    expect(refused('virtual ftp')).toThrow(reason);
    expect(refused('virtual web server nine')).toThrow(reason);
    expect(refused('virtual mail server one', version(withoutMail))).toThrow(reason);
  });

  test('is refused where the daemon refuses one of the two files: nobody knows where its blocks end', () => {
    const wrong = version(set({ keepalive: 'often' }));
    const which = (now: typeof wrong, then: typeof wrong) => () =>
      restored(now, then, [named('virtual web')]);
    expect(which(wrong, version())).toThrow(expect.objectContaining({ params: { which: 'file' } }));
    expect(which(version(), wrong)).toThrow(expect.objectContaining({ params: { which: 'version' } }));
    expect(restorables(version(), wrong)).toEqual([]);
  });

  test('stays as it is when the file has it like that already', () => {
    const now = version(withoutMail);
    expect(restoredText(now, version(), [named('virtual web')])).toBe(String(now.document));
  });
});

describe('What can be brought back of a version', () => {
  test('is what differs, each object by itself, and what is gone says so', () => {
    expect(names(undefined, undefined)).toEqual([]);
    expect(names(set({ keepalive: '9' }), undefined)).toEqual(['head']);
    expect(names(withoutMail, undefined)).toEqual(['virtual mail gone']);
    expect(names(without('one'), undefined)).toEqual([
      'virtual web',
      'virtual web server one gone',
      'virtual mail',
      'virtual mail server one gone',
    ]);
  });

  test('is not what the version does not have', () => {
    expect(names(add(httpDraft('new', '192.0.2.103', 'eth0:3')), undefined)).toEqual([]);
  });

  test('keeps a no-break space, which is a blank for nobody who reads the file', () => {
    const then = readConfig('primary = 192.0.2.1\nrsh_command = \xa0\n');
    const [head] = restorables(readConfig('primary = 192.0.2.1\n'), then).map(({ object }) => object);
    const { text } = restored(readConfig('primary = 192.0.2.1\n'), then, head && [head]);
    expect(text).toContain('rsh_command = \xa0\n');
  });

  test('makes the objects of any two files the same, one after the other', () => {
    fc.assert(
      fc.property(validConfig, validConfig, (one, other) => {
        const then = readConfig(other);
        let now = readConfig(one);
        for (const { object } of restorables(now, then)) {
          if (object.scope === 'server') continue;
          now = readConfig(restored(now, then, [object]).text);
        }
        expect(restorables(now, then)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('An object in words', () => {
  test('is read as it is written', () => {
    for (const text of ['head', 'virtual HTTP', 'failover disk', 'virtual HTTP~2 server web1']) {
      expect(objectText(named(text))).toBe(text);
    }
    for (const text of [
      '',
      'head now',
      'virtual',
      'server web1',
      'virtual a server',
      'virtual a real b',
      'virtual a server b c',
    ]) {
      expect(parseObject(text)).toBeUndefined();
    }
  });

  test('is found under the name that people read', () => {
    const config = version(renamed('caf\xe9'));
    expect(locate(config, named('virtual café'))).toEqual({ scope: 'virtual', virtual: 'caf\xe9' });
    expect(isThere(config, locate(config, named('virtual café server two')))).toBe(true);
    expect(isThere(config, locate(config, named('virtual tea')))).toBe(false);
  });
});
