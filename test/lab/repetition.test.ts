import { describe, expect, test } from 'vitest';
import { excuse, judged } from '../../e2e/lab/host/repetition.js';
import { accountOf, tableOf } from '../../e2e/lab/host/summary.js';
import type { Report, Scenario } from '../../e2e/lab/scenario.js';

const scenario: Scenario = { title: 'A router dies', machines: [], steps: [] };

/** A report of a scenario during which the machine stood still for so long. */
function report(stalledMs: number): Report {
  const stalls = stalledMs === 0 ? [] : [{ from: 1000, until: 1000 + stalledMs }];
  return { title: scenario.title, outcomes: [], sights: [], stalls };
}

/** Carries the scenario out; each time the machine stands still for so long, and it fails or not. */
async function tried(...times: readonly { readonly stalledMs: number; readonly fails: boolean }[]) {
  const said: string[] = [];
  let count = 0;
  const outcome = judged(scenario, {
    carryOut: async () => report(times[count++]?.stalledMs ?? 0),
    judge: () => {
      if (times[count - 1]?.fails) throw new Error(`failed the ${count}. time`);
    },
    say: (sentence) => said.push(sentence),
  });
  const failure = await outcome.then(
    () => undefined,
    ({ message }: Error) => message,
  );
  return { count, failure, said };
}

describe('A scenario that fails', () => {
  test('has failed when the machine did not stand still', async () => {
    expect(await tried({ stalledMs: 0, fails: true })).toEqual({
      count: 1,
      failure: 'failed the 1. time',
      said: [],
    });
    expect(await tried({ stalledMs: 400, fails: true })).toMatchObject({ count: 1 });
  });

  test('is carried out once more when the machine stood still, and that is said', async () => {
    expect(await tried({ stalledMs: 700, fails: true }, { stalledMs: 0, fails: false })).toEqual({
      count: 2,
      failure: undefined,
      said: [
        'Once more, because the machine stood still for 0.7 s: A router dies\nError: failed the 1. time',
      ],
    });
  });

  test('has failed in the end when it fails on a quiet machine, or always', async () => {
    expect(await tried({ stalledMs: 700, fails: true }, { stalledMs: 0, fails: true })).toMatchObject({
      count: 2,
      failure: 'failed the 2. time',
    });
    const always = { stalledMs: 900, fails: true };
    expect(await tried(always, always, always, always)).toMatchObject({
      count: 3,
      failure: 'failed the 3. time',
    });
  });
});

test('A guest that waited for its processor for half of a second is an excuse, and one that waited less is none', () => {
  expect(excuse({ ...report(0), waited: 0.5 })).toBe(
    'the guest waited for its processor for 50 % of a second',
  );
  expect(excuse({ ...report(0), waited: 0.49 })).toBe(undefined);
  expect(excuse(report(400))).toBe(undefined);
});

test('A scenario that succeeds is not carried out again, however the machine was', async () => {
  expect(await tried({ stalledMs: 2000, fails: false })).toEqual({ count: 1, failure: undefined, said: [] });
});

test('The table tells of each time that a scenario was carried out', () => {
  const accounts = [report(1900), report(0)].map((one) => accountOf(scenario, one));
  expect(tableOf(accounts)).toContain('A router dies (once more below: the machine stood still for 1.9 s)\n');
});
