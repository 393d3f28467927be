/** Compares what a guest reports of a scenario with what the scenario expects. */

import { expect } from 'vitest';
import type { Answers, Outcome, Report, Request, Scenario, Step } from '../scenario.js';

/** @throws what the test runner shows: the step that went otherwise, expected and seen. */
export function judge(scenario: Scenario, report: Report): void {
  for (const [index, step] of scenario.steps.entries()) {
    const outcome = report.outcomes[index];
    if (outcome === undefined) break;
    judgeStep(step, outcome, `step ${index + 1}, ${step.do}`);
  }
  expect(report.error).toBeUndefined();
  expect(report.outcomes).toHaveLength(scenario.steps.length);
}

function judgeStep(step: Step, outcome: Outcome, where: string): void {
  if (step.do === 'expect table') expect(outcome.lines, `${where} of ${step.router}`).toEqual(step.lines);
  if (step.do === 'expect ipvsadm') expect(outcome.text, `${where} on ${step.router}`).toBe(step.text);
  if (step.do === 'ask') judgeAnswers(step.answers, outcome.requests ?? [], where);
}

function judgeAnswers(
  { counts, inTurn = false }: Answers,
  requests: readonly Request[],
  where: string,
): void {
  const answers = requests.map(({ answer, failure }) => answer ?? `nobody: ${failure}`);
  const seen: Record<string, number> = {};
  for (const answer of answers) seen[answer] = (seen[answer] ?? 0) + 1;
  expect(seen, where).toEqual(counts);
  if (!inTurn) return;
  const repeated = answers.filter((answer, index) => answer === answers[index - 1]);
  expect(repeated, `${where}: the same server twice in a row`).toEqual([]);
}
