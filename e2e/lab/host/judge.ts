/** Compares what a guest reports of a scenario with what the scenario expects. */

import { expect } from 'vitest';
import { firstUnread } from '../reading.js';
import type { Answers, Outcome, Report, Request, Scenario, Step, Target } from '../scenario.js';
import { answerCounts, brokenForNothing, disturbances, measured } from './traffic.js';

/** @throws what the test runner shows: the step that went otherwise, expected and seen. */
export function judge(scenario: Scenario, report: Report): void {
  for (const [index, step] of scenario.steps.entries()) {
    const outcome = report.outcomes[index];
    if (outcome === undefined) break;
    judgeStep(step, outcome, `step ${index + 1}: ${step.do}`, { scenario, report });
  }
  expect(report.error).toBeUndefined();
  expect(report.outcomes).toHaveLength(scenario.steps.length);
}

/** What a step is a part of. */
interface Whole {
  readonly scenario: Scenario;
  readonly report: Report;
}

function judgeStep(step: Step, outcome: Outcome, where: string, whole: Whole): void {
  const { lines, holders, text, requests = [] } = outcome;
  switch (step.do) {
    case 'expect table':
      expect(lines, `${where} of ${step.router}`).toEqual(step.lines);
      break;
    case 'expect never':
      expect(lines, `${where} on ${step.router}`).toEqual([]);
      break;
    case 'expect agreement':
      expect(lines, where).toEqual([]);
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
      judgeTraffic(step, requests, `${where} ${step.visit}`, whole);
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
  { visit, traffic: { lost, cut, gapSeconds, answeredBy } }: Extract<Step, { do: 'leave' }>,
  requests: readonly Request[],
  where: string,
  { scenario, report }: Whole,
): void {
  const seen = measured(requests, report.stalls);
  expect(seen.sent, `${where}: sent`).toBeGreaterThan(0);
  const answers = JSON.stringify(answerCounts(requests));
  expect(seen.lost, `${where}: lost, ${answers}`).toBeLessThanOrEqual(lost);
  const { address } = targetOf(scenario, visit);
  const excuses = cut === 'open' ? disturbances(scenario, report, address) : [];
  expect(brokenForNothing(requests, excuses), `${where}: cut in the middle`).toEqual([]);
  expect(seen.gapSeconds, `${where}: longest gap in seconds`).toBeLessThanOrEqual(gapSeconds);
  if (answeredBy === undefined) return;
  const servers = [...new Set(requests.flatMap(({ answer }) => answer ?? []))].sort();
  expect(servers, `${where}: who answered`).toEqual([...answeredBy].sort());
}

function targetOf({ steps }: Scenario, name: string): Target {
  const begun = steps.find((step) => step.do === 'visit' && step.visit === name);
  if (begun?.do !== 'visit') throw new Error(`nobody comes: ${name}`);
  return begun.to;
}
