/** Compares what a guest reports of a scenario with what the scenario expects. */

import { expect } from 'vitest';
import { firstUnread } from '../reading.js';
import type { Answers, Outcome, Report, Request, Scenario, Stall, Step, Traffic } from '../scenario.js';
import { answerCounts, measured } from './traffic.js';

/** @throws what the test runner shows: the step that went otherwise, expected and seen. */
export function judge(scenario: Scenario, report: Report): void {
  for (const [index, step] of scenario.steps.entries()) {
    const outcome = report.outcomes[index];
    if (outcome === undefined) break;
    judgeStep(step, outcome, report.stalls, `step ${index + 1}: ${step.do}`);
  }
  expect(report.error).toBeUndefined();
  expect(report.outcomes).toHaveLength(scenario.steps.length);
}

function judgeStep(step: Step, outcome: Outcome, stalls: readonly Stall[], where: string): void {
  const { lines, holders, text, requests = [] } = outcome;
  switch (step.do) {
    case 'expect table':
      expect(lines, `${where} of ${step.router}`).toEqual(step.lines);
      break;
    case 'expect never':
      expect(lines, `${where} on ${step.router}`).toEqual([]);
      break;
    case 'expect holders':
      expect(holders, `${where} of ${step.of}`).toEqual(step.routers);
      break;
    case 'expect output':
      expect(text, `${where} on ${step.machine}, ${step.command}`).toBe(step.text);
      break;
    case 'browse':
      expect(
        firstUnread(step.reads, lines ?? []),
        `${where} on ${step.machine}, not on the page\n${lines?.join('\n')}`,
      ).toBe(undefined);
      break;
    case 'ask':
      judgeAnswers(step.answers, requests, where);
      break;
    case 'leave':
      judgeTraffic(step.traffic, requests, stalls, `${where} ${step.visit}`);
      break;
  }
}

function judgeAnswers(
  { counts, inTurn = false }: Answers,
  requests: readonly Request[],
  where: string,
): void {
  const seen = answerCounts(requests);
  const [one, ...others] = Object.entries(seen);
  const together = others.length === 0 && one !== undefined && !one[0].startsWith('nobody');
  const asExpected = 'one of them' in counts && together ? { 'one of them': one[1] } : seen;
  expect(asExpected, where).toEqual(counts);
  if (!inTurn) return;
  const repeated = requests.filter(({ answer }, index) => answer === requests[index - 1]?.answer);
  expect(repeated, `${where}: the same server twice in a row`).toEqual([]);
}

function judgeTraffic(
  { lost, cut = 0, gapSeconds, answeredBy }: Traffic,
  requests: readonly Request[],
  stalls: readonly Stall[],
  where: string,
): void {
  const seen = measured(requests, stalls);
  expect(seen.sent, `${where}: sent`).toBeGreaterThan(0);
  const answers = JSON.stringify(answerCounts(requests));
  expect(seen.lost, `${where}: lost, ${answers}`).toBeLessThanOrEqual(lost);
  expect(seen.cut, `${where}: cut in the middle, ${answers}`).toBeLessThanOrEqual(cut);
  expect(seen.gapSeconds, `${where}: longest gap in seconds`).toBeLessThanOrEqual(gapSeconds);
  if (answeredBy === undefined) return;
  const servers = [...new Set(requests.flatMap(({ answer }) => answer ?? []))].sort();
  expect(servers, `${where}: who answered`).toEqual([...answeredBy].sort());
}
