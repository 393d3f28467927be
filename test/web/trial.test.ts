import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConsoleError } from '../../src/core/problem.js';
import type { TrialEnd, TrialOrder, TrialSeen, Trials, TrialWish } from '../../src/core/push/trial-api.js';
import type { Answer } from '../../src/core/router/answer.js';
import type { Trial } from '../../src/core/router/trial.js';
import { openWebConsole, testForm, type WebConsole } from '../support/web-console.js';

const id = 'a'.repeat(32);
const hash = 'b'.repeat(64);

let web: WebConsole;
let seen: TrialSeen | undefined;
let asked: (TrialOrder | TrialWish)[];
let end: TrialEnd;

const answer: Answer = { format: 1, verb: 'confirm', ok: true, steps: [], table: [], state: null };

function trial(phase: Trial['phase'], more: Partial<Trial> = {}): Trial {
  return {
    format: 1,
    id,
    by: 'Zoë & co',
    both: false,
    since: Date.now(),
    until: Date.now() + 200_000,
    uptimeUntil: 0,
    boot: '',
    tries: hash,
    before: { lvsCf: hash, configuration: hash },
    phase,
    ...more,
  };
}

beforeEach(async () => {
  asked = [];
  seen = undefined;
  end = { ok: true, here: answer, there: undefined };
  const trials: Trials = {
    last: async () => seen,
    async tryHere(order) {
      asked.push(order);
      return { ...answer, verb: 'apply' };
    },
    async end(wish) {
      asked.push(wish);
      return end;
    },
  };
  web = await openWebConsole(testForm, { trials });
  await writeFile(join(web.state, 'htgroup'), 'admin: piranha\nviewer: marie\n');
});
afterEach(() => web.close());

const wentBack = { name: 'went_back', at: 1, why: 'time', by: '', file: 'put_back', engine: true } as const;

describe('A pending trial', () => {
  test.each(['/secure/control', '/secure/help', '/secure/global-settings'])('is told on %s', async (url) => {
    seen = { trial: trial({ name: 'tried' }), isOld: false };
    const { body } = await web.get(url);
    expect(body).toContain('Zoë &amp; co is trying lvs.cf on this router.');
    expect(body).toMatch(/data-left="(19\d|200)">\(in 3 min \d+ s\)/);
    expect(body).toContain('CONFIRM');
    expect(body).toContain('GO BACK NOW');
    expect(body).toContain(`name="back" value="${url}"`);
  });

  test('shows a viewer when it goes back, and no button', async () => {
    seen = { trial: trial({ name: 'tried' }, { both: true }), isOld: false };
    const { body } = await web.get('/secure/control', { as: 'marie' });
    expect(body).toContain('on both routers.');
    expect(body).not.toContain('GO BACK NOW');
    const refused = await web.send('/secure/trial', { do: 'confirm', trial: id }, { as: 'marie' });
    expect(refused.statusCode).toBe(403);
    expect(asked).toEqual([]);
  });

  test('is confirmed with its id, and the page one was on comes again', async () => {
    seen = { trial: trial({ name: 'tried' }), isOld: false };
    const fields = { do: 'confirm', trial: id, back: '/secure/help' };
    const { headers, statusCode } = await web.send('/secure/trial', fields);
    expect([statusCode, headers.location]).toEqual([303, expect.stringMatching(/^\/secure\/help\?done=/)]);
    expect(asked).toEqual([{ by: 'piranha', trial: id, how: 'confirm' }]);
    expect((await web.get(String(headers.location))).body).toContain('Confirmed: what runs stays.');
  });

  test('says where it could not be confirmed, and leads nowhere else', async () => {
    seen = { trial: trial({ name: 'tried' }, { both: true }), isOld: false };
    end = { ok: false, here: undefined, there: new ConsoleError('push_failed', 'push_copy_only', {}) };
    const fields = { do: 'confirm', trial: id, back: '//elsewhere.example' };
    const { headers } = await web.send('/secure/trial', fields);
    expect(headers.location).toMatch(/^\/\?done=/);
    const { body } = await web.get(String(headers.location).replace(/^\//, '/secure/control'));
    expect(body).toContain('Not confirmed everywhere');
    expect(body).toContain('On the other router:');
  });

  test.each([{ do: 'confirm', trial: 'x' }, { do: 'stop', trial: id }, {}])(
    'is not ended by %j',
    async (fields) => {
      expect((await web.send('/secure/trial', fields)).statusCode).toBe(422);
      expect(asked).toEqual([]);
    },
  );
});

describe('A trial that went back', () => {
  test('is told to everybody with its reason, until it was read', async () => {
    seen = { trial: trial(wentBack), isOld: false };
    const { body } = await web.get('/secure/control');
    expect(body).toContain('A trial went back at');
    expect(body).toContain('because nobody confirmed it in time.');
    await web.send('/secure/trial', { do: 'read', trial: id, back: '/secure/control' });
    expect((await web.get('/secure/control')).body).not.toContain('A trial went back');
    expect((await web.get('/secure/control', { as: 'marie' })).body).toContain('A trial went back');
  });

  test('is not told any more once something was applied', async () => {
    seen = { trial: trial(wentBack, { id: 'c'.repeat(32) }), isOld: true };
    expect((await web.get('/secure/control')).body).not.toContain('A trial went back');
  });
});

describe('TRY', () => {
  test('takes minutes from 1 to 60', async () => {
    expect((await web.send('/secure/control/try', { minutes: '5' })).statusCode).toBe(303);
    for (const minutes of ['0', '61', '1.5', '', 'x']) {
      expect((await web.send('/secure/control/try', { minutes })).statusCode).toBe(422);
    }
    expect(asked).toEqual([{ by: 'piranha', seconds: 300 }]);
  });
});
