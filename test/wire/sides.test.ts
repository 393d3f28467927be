import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer, RouterState } from '../../src/core/router/answer.js';
import { configFileOf } from '../../src/wire/config-file.js';
import { openSides } from '../../src/wire/sides.js';
import { webKeys } from '../support/changes.js';
import { clusterText } from '../support/cluster.js';

let state: string;
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'lvs-console-sides-'));
});
afterEach(() => rm(state, { recursive: true }));

const first = clusterText();
const second = clusterText(webKeys({ port: '81' }));
const hashOf = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex');

/** The sides of a console whose file was the first text and is the second, on a router in this state. */
async function sidesOn(router: Partial<RouterState> | null) {
  const path = join(state, 'lvs.cf');
  const configFile = configFileOf({ file: path, state });
  for (const text of [first, second]) {
    await writeFile(path, text, 'latin1');
    await configFile.noticeOutside();
  }
  const usual = {
    installed: { path: '/etc/keepalived/keepalived.conf', whose: 'ours', current: false },
    file: { path, hash: hashOf(second) },
    applied: null,
    vrrp: null,
  };
  return openSides({
    configFile,
    engine: { run: async () => ({ state: router && { ...usual, ...router } }) as unknown as Answer },
    machine: { routingTable: async () => ({ at: 0, reason: 'absent', path: '/proc/net/ip_vs' }) },
    otherRouter: { theirs: async () => ({ hash: hashOf(first), text: first }) },
  });
}

const seen = async (sides: Awaited<ReturnType<typeof sidesOn>>, side: Parameters<typeof sides.read>[0]) => {
  const { text, version } = await sides.read(side);
  return [text === first ? 'first' : text === second ? 'second' : text, version?.number];
};

describe('A side of a comparison is', () => {
  test('a version, the file that is saved, or the one of the other router, each with its version', async () => {
    const sides = await sidesOn(null);
    expect(await seen(sides, 1)).toEqual(['first', 1]);
    expect(await seen(sides, 'saved')).toEqual(['second', 2]);
    expect(await seen(sides, 'backup')).toEqual(['first', 1]);
    await expect(sides.read(3)).rejects.toMatchObject({ reason: 'no_such_version', params: { number: 3 } });
  });

  test('the version that was applied last, found by the hash that the router program kept', async () => {
    const applied = (text: string) => ({ applied: { hash: hashOf(text), at: 0 } });
    expect(await seen(await sidesOn(applied(first)), 'running')).toEqual(['first', 1]);
    expect(await seen(await sidesOn(applied(second)), 'running')).toEqual(['second', 2]);
    const { traffic } = await (await sidesOn(applied(first))).read('running');
    expect(traffic?.kind).toBe('unknown');
  });

  test('the file that is saved, where what runs is what would be made of it', async () => {
    const installed = { path: '', whose: 'ours', current: true } as const;
    expect(await seen(await sidesOn({ installed }), 'running')).toEqual(['second', 2]);
  });

  test('said to be unknown, and why, where nobody can tell what runs', async () => {
    const why = async (router: Parameters<typeof sidesOn>[0]) => {
      const failure = await (await sidesOn(router)).read('running').catch((error: unknown) => error);
      return (failure as { params: { why: string } }).params.why;
    };
    const installed = (whose: RouterState['installed']['whose']) => ({
      installed: { path: '', whose, current: null },
    });
    expect(await why({})).toBe('unknown');
    expect(await why({ applied: { hash: hashOf('lost'), at: 0 } })).toBe('unknown');
    expect(await why(installed('foreign'))).toBe('foreign');
    expect(await why(installed('nobodys'))).toBe('nothing');
    expect(await why(installed('unknown'))).toBe('unreadable');
    expect(await why(null)).toBe('unreadable');
  });
});
