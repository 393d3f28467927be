import { describe, expect, test } from 'vitest';
import { answerCounts, brokenForNothing, disturbances, measured } from '../../e2e/lab/host/traffic.js';
import type { Report, Request, Scenario } from '../../e2e/lab/scenario.js';

/** Ten requests a second, answered within 20 ms by the servers in turn; those at these times are not. */
function visit(seconds: number, lostAt: readonly number[] = []): Request[] {
  return Array.from({ length: seconds * 10 }, (_, index) => {
    const sentAt = index * 100;
    return lostAt.includes(sentAt)
      ? { sentAt, took: 20, failure: 'ECONNREFUSED' }
      : { sentAt, took: 20, answer: `rs${(index % 2) + 1}` };
  });
}

describe('What a visit suffered', () => {
  test('is nothing but the time between two answers when all goes well', () => {
    expect(measured(visit(2), [])).toEqual({ sent: 20, lost: 0, cut: 0, gapSeconds: 0.1 });
  });

  test('is the requests without an answer, and how long nobody answered', () => {
    expect(measured(visit(2, [500, 600, 700]), [])).toEqual({ sent: 20, lost: 3, cut: 0, gapSeconds: 0.4 });
  });

  test('counts a silence at the end, and a visit that nobody ever answered', () => {
    expect(measured(visit(1, [700, 800, 900]), [])).toMatchObject({ lost: 3, gapSeconds: 0.28 });
    expect(measured(visit(1, [0, 100, 200, 300, 400, 500, 600, 700, 800, 900]), [])).toMatchObject({
      lost: 10,
      gapSeconds: 0.9,
    });
  });

  test('is not the time that somebody waits in vain after the last question', () => {
    const patient = { sentAt: 2000, took: 4000, failure: 'timeout' };
    expect(measured([...visit(2), patient], [])).toMatchObject({ lost: 1, gapSeconds: 0.1 });
  });

  test('is no more than that of a slow answer', () => {
    const slow = [
      { sentAt: 0, took: 20, answer: 'rs1' },
      { sentAt: 100, took: 1500, answer: 'rs2' },
    ];
    expect(measured(slow, [])).toEqual({ sent: 2, lost: 0, cut: 0, gapSeconds: 1.58 });
  });

  test('tells who found no server from whose connection broke', () => {
    const broken = { sentAt: 2000, took: 20, failure: 'ECONNRESET', cut: true };
    expect(measured([...visit(2, [500]), broken], [])).toMatchObject({ sent: 21, lost: 1, cut: 1 });
  });

  test('does not hold against the routers that the whole guest stood still', () => {
    const lost = visit(2, [500, 600, 700]);
    expect(measured(lost, [{ from: 600, until: 750 }])).toMatchObject({ lost: 3, gapSeconds: 0.25 });
    expect(measured(lost, [{ from: 0, until: 2000 }])).toMatchObject({ gapSeconds: 0 });
  });
});

test('The answers of a visit are counted by server, and failures by reason', () => {
  expect(answerCounts(visit(1, [300]))).toEqual({ rs1: 5, rs2: 4, 'nobody: ECONNREFUSED': 1 });
});

describe('A connection that breaks', () => {
  const vip = '10.0.0.100';
  const scenario: Scenario = {
    title: 'A router loses power',
    machines: [],
    steps: [
      { do: 'wait', seconds: 5 },
      { do: 'switch off', machine: 'lb1' },
      { do: 'wait', seconds: 5 },
    ],
  };
  const report: Report = {
    title: scenario.title,
    outcomes: [
      { at: 0, took: 5000 },
      { at: 5000, took: 100 },
      { at: 5100, took: 5000 },
    ],
    sights: [
      { at: 0, router: 'lb1', addresses: [vip] },
      { at: 0, router: 'lb2', addresses: [] },
      { at: 5100, router: 'lb1' },
      { at: 9000, router: 'lb2', addresses: [vip] },
    ],
    stalls: [],
  };
  const broken = (sentAt: number, took: number): Request => ({ sentAt, took, failure: 'timeout', cut: true });
  const forNothing = (...requests: readonly Request[]) =>
    brokenForNothing(requests, disturbances(scenario, report, vip)).length;

  test('is excused when it was open while a router was lost, or the address moved', () => {
    expect(forNothing(broken(4950, 2000), broken(8700, 150), broken(8990, 20))).toBe(0);
  });

  test('is not excused at any other time', () => {
    expect(forNothing(broken(2000, 2000), broken(5200, 2000), broken(9100, 20))).toBe(3);
  });

  test('is not excused by what happens to another address', () => {
    expect(brokenForNothing([broken(8990, 20)], disturbances(scenario, report, '10.0.0.101'))).toHaveLength(
      1,
    );
  });
});
