import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openConfigFile } from '../../src/adapters/files/config-file.js';
import type { Identity } from '../../src/core/keepalived/identity.js';
import { type Config, readConfig } from '../../src/core/lvscf/config.js';
import { ConsoleError } from '../../src/core/problem.js';
import type { PushOrder } from '../../src/core/push/api.js';
import type { PushResult } from '../../src/core/push/steps.js';
import type { Answer } from '../../src/core/router/answer.js';
import type { Verb } from '../../src/core/router/verbs.js';
import { openPush, type PushNeeds } from '../../src/push/push.js';
import { scratchFolder } from '../adapters/files/scratch-folder.js';
import { farRouter, keptOver, type Trouble } from '../support/far-router.js';
import { generateLines } from '../support/generate.js';

const first =
  '# lvs-console: virtual-router-id = 77\nserial_no = 1\nprimary = 192.0.2.1\nbackup = 192.0.2.2\n';
const web = `virtual web {
     active = 1
     address = 198.51.100.1 eth0:1
     port = 80
     server one {
         address = 10.0.0.11
         active = 1
     }
}
`;
const second = first + web;
/** Long enough to be packed on its way. */
const long = generateLines(1000);
const author = { user: 'ann', address: '192.0.2.99', panel: 'push' };
const hashOf = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex');

function answer(verb: Verb, ok = true, vrrp: 'MASTER' | 'BACKUP' | null = null): Answer {
  return {
    format: 1,
    verb,
    ok,
    steps: ok
      ? []
      : [
          {
            name: 'test',
            ms: 1,
            outcome: 'failed',
            detail: { code: 'test_failed', params: { status: '5' } },
            said: ['no'],
          },
        ],
    table: [],
    state: {
      at: 1,
      engine: { name: 'keepalived', status: 'running', pid: 7, boot: 'unknown', control: 'process', log: [] },
      identity: { role: 'backup', device: 'eth0', address: '192.0.2.2' },
      file: { path: '/x', hash: null },
      installed: { path: '/y', whose: 'ours', current: true },
      previous: false,
      applied: null,
      trial: null,
      vrrp: vrrp && { state: vrrp, priority: 100, since: 1 },
    },
  };
}

interface PairOptions extends Partial<PushNeeds> {
  readonly here?: string;
  readonly there?: string | null;
  /** What the router program there answers to APPLY. */
  readonly applyThere?: Answer;
  readonly farVersion?: string;
  readonly role?: 'MASTER' | 'BACKUP';
  readonly identity?: Identity;
}

/** Two routers: this one with its console, and the other one with our program. */
function pair({
  here = second,
  there = null,
  applyThere = answer('apply'),
  farVersion = '0.1.0',
  role = 'MASTER',
  identity = { role: 'primary', device: 'eth0', address: '192.0.2.1' },
  ...more
}: PairOptions = {}) {
  const folder = scratchFolder();
  const [path, far] = [join(folder, 'here', 'lvs.cf'), join(folder, 'there', 'lvs.cf')];
  mkdirSync(join(folder, 'here'));
  mkdirSync(join(folder, 'there'));
  writeFileSync(path, here, 'latin1');
  if (there !== null) writeFileSync(far, there, 'latin1');
  // What was told, in order: the router program there writes it down, the one here too.
  const told = join(folder, 'told');
  writeFileSync(told, '');
  const program = join(folder, 'router-program');
  writeFileSync(
    program,
    `#!/bin/sh
echo "there $1" >>${told}
case $1 in
  apply) echo '${JSON.stringify(applyThere)}';;
  *) echo '${JSON.stringify(answer('state'))}';;
esac
`,
  );
  chmodSync(program, 0o755);
  let trouble: Trouble = {};
  const open = farRouter({
    path: far,
    state: join(folder, 'none'),
    version: farVersion,
    verbCommand: [program],
  });
  const connection = keptOver(() => open(trouble));
  const push = openPush({
    folder: join(folder, 'push'),
    lvsCf: openConfigFile({ path, historyFolder: join(folder, 'history'), parse: readConfig }),
    target: async () => ({ to: '192.0.2.2:22', copyTo: null }),
    connection,
    engine: {
      async run(verb) {
        writeFileSync(told, `here ${verb}\n`, { flag: 'a' });
        return answer(verb, true, role);
      },
      trial: async () => undefined,
      wanted: async () => ({ identity }),
    },
    version: '0.1.0',
    host: 'lb1',
    freshMs: 0,
    ...more,
  });
  onTestFinished(() => push.close());
  return {
    folder,
    push,
    connection,
    told: () => readFileSync(told, 'utf8').trim().split('\n'),
    textHere: () => readFileSync(path, 'latin1'),
    textThere: () => readFileSync(far, 'latin1'),
    write: (side: 'here' | 'there', text: string) =>
      writeFileSync(side === 'here' ? path : far, text, 'latin1'),
    troubled: (next: Trouble) => {
      trouble = next;
    },
    go: (order: Partial<PushOrder> = {}) => push.push({ by: 'ann', applyThere: true, ...order }),
  };
}

const outcomes = ({ steps }: Pick<PushResult, 'steps'>) =>
  steps.map(({ name, detail }) => `${name} ${detail.code}`);
const failing = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('it should have failed'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(ConsoleError);
      return error as ConsoleError;
    },
  );
/** Waits until a look that began has ended. */
async function settledState(push: ReturnType<typeof pair>['push']) {
  await push.state();
  await new Promise((done) => setTimeout(done, 50));
  return push.state();
}

describe('A push', () => {
  test('makes the other router have this file, proves it and applies it', async () => {
    const { go, push, textThere, told } = pair();
    const seen: string[] = [];
    const result = await go({ onStep: ({ name }) => void seen.push(name) });
    expect(outcomes(result)).toEqual([
      'connect connected',
      'compare first_push',
      'upload uploaded',
      'check checked',
      'keep nothing_to_keep',
      'rename replaced',
      'read_back read_back',
      'apply applied',
      'state state_told',
    ]);
    expect(seen).toEqual(result.steps.map(({ name }) => name));
    expect(result).toMatchObject({
      ok: true,
      by: 'ann',
      from: 'lb1',
      to: '192.0.2.2:22',
      what: 'push',
      version: { here: '0.1.0', there: '0.1.0' },
      hash: { here: hashOf(second), there: hashOf(second) },
      receiptKept: true,
    });
    expect(textThere()).toBe(second);
    expect(told()).toEqual(['there apply']);
    expect(await push.receipts()).toEqual([
      expect.objectContaining({ time: result.time, ok: true, steps: result.steps }),
    ]);
  });

  test('does not send again what is there, and applies what was not applied', async () => {
    const { go, told } = pair({ there: second });
    expect(outcomes(await go())).toEqual([
      'connect connected',
      'compare same',
      'upload nothing_to_send',
      'apply applied',
      'state state_told',
    ]);
    expect(told()).toEqual(['there apply']);
  });

  test('applies nothing when that is not asked for', async () => {
    const { go, told } = pair();
    const result = await go({ applyThere: false });
    expect(outcomes(result).slice(-2)).toEqual(['apply not_asked', 'state state_told']);
    expect(told()).toEqual(['there state']);
  });

  test('changes nothing when it is only tried, but is checked there', async () => {
    const { folder, go, push, told } = pair({ there: first });
    const result = await go({ dryRun: true, over: hashOf(first) });
    expect(outcomes(result)).toEqual([
      'connect connected',
      'compare replaces_theirs',
      'upload uploaded',
      'check checked',
    ]);
    expect(result).toMatchObject({ ok: true, what: 'dry_run' });
    expect(readdirSync(join(folder, 'there'))).toEqual(['lvs.cf']);
    expect(told()).toEqual(['']);
    expect((await push.compare()).comparison.kind).toBe('never_pushed');
  });

  test('gives up nobody’s work before a person has seen it', async () => {
    const { go, textThere, write } = pair({ there: first });
    expect(outcomes(await go())).toEqual(['connect connected', 'compare file_of_theirs']);
    expect((await go({ over: hashOf(first) })).ok).toBe(true);
    write('there', `${second}# edited there\n`);
    const changed = await go();
    expect(outcomes(changed)).toEqual(['connect connected', 'compare changed_there']);
    expect(changed).toMatchObject({ ok: false, hash: { there: hashOf(`${second}# edited there\n`) } });
    expect(outcomes(await go({ over: hashOf(second) }))).toEqual(['connect connected', 'compare failed']);
    expect(textThere()).toBe(`${second}# edited there\n`);
    const given = await go({ over: hashOf(textThere()) });
    expect(outcomes(given)).toContain('compare replaces_theirs');
    expect(textThere()).toBe(second);
  });

  test('does not push another file than the one that a person saw', async () => {
    const { go } = pair();
    const result = await go({ seen: hashOf(first) });
    expect(result.steps.at(-1)?.detail).toEqual({
      code: 'failed',
      params: { reason: 'push_moved_on', params: { where: 'here' } },
    });
  });

  test('does not push a file that the reader refuses', async () => {
    const { go, folder } = pair({ here: `${second}nonsense = 1\n` });
    expect(outcomes(await go())).toEqual(['connect connected', 'compare problems_here']);
    expect(existsSync(join(folder, 'there', 'lvs.cf'))).toBe(false);
  });

  test.each(['neither', 'both'] as const)(
    'does not push from a machine that is %s of the two routers',
    async (unknown) => {
      const { go, folder } = pair({ identity: { unknown, primary: '192.0.2.1', backup: '192.0.2.2' } });
      for (const dryRun of [true, false]) {
        const { ok, steps } = await go({ dryRun });
        expect(ok).toBe(false);
        expect(steps.at(-1)).toMatchObject({
          name: 'compare',
          outcome: 'failed',
          detail: { code: `identity_${unknown}`, params: { primary: '192.0.2.1', backup: '192.0.2.2' } },
        });
      }
      expect(readdirSync(join(folder, 'there'))).toEqual([]);
    },
  );

  test('says which of two versions is the older one, and sends nothing', async () => {
    const { go, folder } = pair({ farVersion: '0.2.0' });
    const { steps, ok } = await go();
    expect(ok).toBe(false);
    expect(steps).toMatchObject([
      {
        name: 'connect',
        outcome: 'failed',
        detail: {
          params: { reason: 'push_far_version', params: { here: '0.1.0', there: '0.2.0', older: 'here' } },
        },
      },
    ]);
    expect(readdirSync(join(folder, 'there'))).toEqual([]);
  });

  test('tells what APPLY there said when it failed', async () => {
    const { go, textThere } = pair({ applyThere: answer('apply', false) });
    const result = await go();
    expect(result.steps.at(-1)).toMatchObject({
      name: 'apply',
      outcome: 'failed',
      detail: { code: 'not_applied', params: { step: 'test', why: { code: 'test_failed' } } },
      said: ['no'],
    });
    expect(result).toMatchObject({
      ok: false,
      answers: { there: { ok: false } },
      hash: { there: hashOf(second) },
    });
    expect(textThere()).toBe(second);
  });

  test('says that nothing runs yet where the engine there is stopped', async () => {
    const detail = { code: 'left_stopped', params: {} } as const;
    const steps: Answer['steps'] = [{ name: 'reload', ms: 1, outcome: 'done', detail, said: [] }];
    const { go } = pair({ applyThere: { ...answer('apply'), steps } });
    const result = await go();
    expect(result.ok).toBe(true);
    expect(outcomes(result)).toContain('apply left_stopped');
  });

  test('applies on the other router first, unless that one serves now', async () => {
    const active = pair();
    await active.go({ applyHere: true });
    expect(active.told()).toEqual(['here state', 'there apply', 'here apply']);
    const standby = pair({ role: 'BACKUP' });
    await standby.go({ applyHere: true });
    expect(standby.told()).toEqual(['here state', 'here apply', 'there apply']);
  });

  test('applies on both at once what would keep them from hearing each other', async () => {
    const { go, told } = pair({ there: second.replace('= 77', '= 78') });
    const result = await go({ applyHere: true, over: hashOf(second.replace('= 77', '= 78')) });
    expect(result.steps.filter(({ detail }) => detail.code === 'applied')).toMatchObject([
      { detail: { params: { order: 'together', because: ['router_id'] } } },
      { detail: { params: { order: 'together', because: ['router_id'] } } },
    ]);
    expect(told().toSorted()).toEqual(['here apply', 'there apply']);
  });

  test('is refused while another runs, with the name of who began it', async () => {
    const { go, push } = pair();
    const one = go();
    const refused = await failing(go({ by: 'ben' }));
    expect(refused).toMatchObject({ code: 'conflict', reason: 'push_running', params: { by: 'ann' } });
    expect(await push.running()).toMatchObject({ by: 'ann' });
    expect((await one).ok).toBe(true);
    expect(await push.running()).toBeUndefined();
    expect((await go({ by: 'ben' })).ok).toBe(true);
  });

  test('needs a connection', async () => {
    const { go, push } = pair({ target: async () => undefined });
    expect(await failing(go())).toMatchObject({ code: 'not_found', reason: 'push_not_set_up' });
    expect(await push.state()).toMatchObject({ kind: 'not_set_up' });
  });

  test('starts anew over a connection that went away without a word', async () => {
    const { connection, go, troubled } = pair();
    await go();
    // The next answers never come: what is kept is dead.
    await connection.use(async (alive) => alive.close());
    expect((await go()).ok).toBe(true);
    troubled({});
    expect(connection.made()).toBe(2);
  });

  test.each([
    ['', first, second, second.length + 700],
    // Packed, the bytes are few: some 2500 with everything that is asked.
    [' of packed bytes', long, `${long}# more\n`, 3000],
  ])(
    'leaves the old file or the new one wherever the connection%s is cut, and the next one heals',
    async (_how, before, after, sentBytes) => {
      const places = [...Array.from({ length: 24 }, (_, index) => Math.round((index * sentBytes) / 24))];
      for (const [index, at] of places.entries()) {
        const { connection, folder, go, textThere, troubled } = pair({ here: after, there: before });
        troubled(index % 2 === 0 ? { cutAfterSent: at } : { cutAfterReceived: at });
        const cut = await go({ over: hashOf(before) });
        expect([before, after]).toContain(textThere());
        if (cut.ok) expect(textThere()).toBe(after);
        troubled({});
        // Where everything had gone before, the cut comes now.
        await connection.close();
        const healed = await go({ over: hashOf(before) });
        expect([at, outcomes(healed), healed.ok]).toEqual([at, expect.anything(), true]);
        expect(textThere()).toBe(after);
        expect(readdirSync(join(folder, 'there')).filter((name) => name.startsWith('.'))).toEqual([]);
      }
    },
  );
});

describe('The state of the other router', () => {
  test('is told with its age, and never waited for', async () => {
    const { go, push, write } = pair();
    expect(await push.state()).toMatchObject({ kind: 'not_looked', at: null, changes: null });
    expect(await settledState(push)).toMatchObject({ kind: 'never_pushed', at: expect.any(Number) });
    await go();
    expect(await push.state()).toMatchObject({ kind: 'in_sync', changes: 0 });
    write('here', `${second.replace('port = 80', 'port = 81')}`);
    expect(await push.state()).toMatchObject({ kind: 'to_push', changes: 1 });
    write('there', `${second}# there\n`);
    expect(await settledState(push)).toMatchObject({ kind: 'both_changed' });
    write('here', second);
    expect(await settledState(push)).toMatchObject({ kind: 'changed_there', changes: 0 });
  });

  test('asks over one connection, again and again', async () => {
    const { connection, push } = pair({ there: second });
    for (let times = 0; times < 4; times++) await settledState(push);
    expect(connection.made()).toBe(1);
  });

  test('says since when the other router cannot be reached, and why', async () => {
    let time = 1000;
    const refused = new ConsoleError('push_failed', 'ssh_refused', { address: '192.0.2.2', port: 22 });
    const { push } = pair({
      clock: () => time,
      connection: { use: () => Promise.reject(refused), close: async () => {} },
    });
    await settledState(push);
    time += 100_000;
    const state = await settledState(push);
    expect(state).toMatchObject({
      kind: 'unreachable',
      unreachable: { since: 1000, error: { reason: 'ssh_refused' } },
    });
  });
});

describe('What was changed on the other router', () => {
  const theirs = second.replace('192.0.2.2', '192.0.2.3');

  async function bothChanged() {
    const routers = pair();
    await routers.go();
    routers.write('there', theirs);
    routers.write('here', second.replace('port = 80', 'port = 8080'));
    return routers;
  }

  test('is fetched as it lies there, byte for byte, and told to be missing where it is', async () => {
    const theirs = `${first}# caf\xe9\r\n`;
    const { push } = pair({ there: theirs });
    expect(await push.theirs()).toEqual({ hash: hashOf(theirs), text: theirs });
    await expect(pair().push.theirs()).rejects.toMatchObject({ reason: 'push_nothing_there' });
    const alone = pair({ target: async () => undefined });
    await expect(alone.push.theirs()).rejects.toMatchObject({ reason: 'push_not_set_up' });
  });

  test('is shown beside what is here, object by object', async () => {
    const { push } = await bothChanged();
    const before = await push.compare();
    expect(before).toMatchObject({
      comparison: { kind: 'both_changed', toPush: { changes: [{ keyword: 'backup' }, { keyword: 'port' }] } },
      copyOnly: false,
      identity: { role: 'primary' },
      refused: [],
    });
    expect(before.choices.map(({ object, changedBy }) => [object.scope, changedBy])).toEqual([
      ['redundancy', 'theirs'],
      ['virtual', 'ours'],
    ]);
  });

  test('can be taken here as a whole, with a version in the history', async () => {
    const { folder, push, textHere, textThere } = await bothChanged();
    const { hashes } = (await push.compare()).comparison;
    const taken = await push.takeTheirs({ by: author, here: hashes.here, there: hashes.there ?? '' });
    expect(taken.changes).toMatchObject([
      { scope: 'global', keyword: 'backup', to: '192.0.2.3' },
      { scope: 'virtual', keyword: 'port' },
    ]);
    expect(taken.version).toBeGreaterThan(0);
    expect(textHere()).toBe(theirs);
    expect(textThere()).toBe(theirs);
    expect(await push.state()).toMatchObject({ kind: 'in_sync' });
    expect(readdirSync(join(folder, 'history')).length).toBeGreaterThan(1);
  });

  test('can be taken object by object, and an ordinary push follows', async () => {
    const { go, push, textHere, textThere } = await bothChanged();
    const { choices, comparison } = await push.compare();
    const taken = new Set(choices.filter(({ changedBy }) => changedBy === 'theirs').map(({ key }) => key));
    await push.takeObjects(
      { by: author, here: comparison.hashes.here, there: comparison.hashes.there ?? '' },
      taken,
    );
    expect(textHere()).toBe(
      theirs.replace('port = 80', 'port = 8080').replace('serial_no = 1', 'serial_no = 2'),
    );
    const pushed = await go();
    expect(outcomes(pushed)).toContain('compare as_pushed');
    expect(textThere()).toBe(textHere());
  });

  test('is not taken when one of the two files is another one by now', async () => {
    const { push, textHere, write } = await bothChanged();
    const { hashes } = (await push.compare()).comparison;
    const order = { by: author, here: hashes.here, there: hashes.there ?? '' };
    write('there', `${theirs}# again\n`);
    expect(await failing(push.takeTheirs(order))).toMatchObject({
      reason: 'push_moved_on',
      params: { where: 'there' },
    });
    write('there', theirs);
    const mine = `${textHere()}# again\n`;
    write('here', mine);
    expect(await failing(push.takeTheirs(order))).toMatchObject({
      reason: 'push_moved_on',
      params: { where: 'here' },
    });
    expect(textHere()).toBe(mine);
  });

  test('is not taken before whoever has to be asked said yes', async () => {
    const { push, textHere } = await bothChanged();
    const { hashes } = (await push.compare()).comparison;
    const order = { by: author, here: hashes.here, there: hashes.there ?? '' };
    const mine = textHere();
    const seen: string[] = [];
    const asked = new ConsoleError('invalid', 'dangerous', { name: 'web', dangers: [] });
    const approve = (before: Config, after: Config) => {
      seen.push(String(before.document), String(after.document));
      throw asked;
    };
    expect(await failing(push.takeTheirs({ ...order, approve }))).toBe(asked);
    expect(seen).toEqual([mine, theirs]);
    expect(textHere()).toBe(mine);
    await push.takeTheirs({ ...order, approve: () => undefined });
    expect(textHere()).toBe(theirs);
  });

  test('is not taken when it adds what the rules refuse', async () => {
    const { push, textHere, write } = await bothChanged();
    write('there', `${theirs}nonsense = 1\n`);
    const before = await push.compare();
    expect(before).toMatchObject({ unmergeable: 'theirs_refused', choices: [] });
    const { hashes } = before.comparison;
    const mine = textHere();
    const refused = await failing(
      push.takeTheirs({ by: author, here: hashes.here, there: hashes.there ?? '' }),
    );
    expect(refused).toMatchObject({ code: 'invalid', reason: 'adds_problems' });
    expect(textHere()).toBe(mine);
  });
});
