import { randomBytes } from 'node:crypto';
import { ConsoleError } from '../core/problem.js';
import type { TrialEnd, TrialOrder, TrialSeen, Trials, TrialWish } from '../core/push/trial-api.js';
import type { Answer } from '../core/router/answer.js';
import type { ArmOrder, EndOrder, Trial } from '../core/router/trial.js';
import type { Verb } from '../core/router/verbs.js';

/** The router program of this machine, as trials need it. */
export interface TrialEngine {
  /** @throws ConsoleError engine_refused */
  run(verb: Verb, line?: string): Promise<Answer>;
  trial(): Promise<TrialSeen | undefined>;
}

/** What trials work with. */
export interface TrialNeeds {
  readonly engine: TrialEngine;
  /** The lvs.cf here. @throws what the file's adapter throws */
  readonly here: () => Promise<{ readonly hash: string }>;
  /** Has the router program of the other router do it. @throws push_failed; push_not_set_up */
  readonly there: (how: TrialWish['how'], line: string) => Promise<Answer>;
  /** Told once of each trial that went back. */
  readonly wentBack: (trial: Trial) => Promise<void>;
}

/** Opens what can be done with trials. */
export function openTrials({ engine, here, there, wentBack }: TrialNeeds): Trials {
  let told = '';

  async function last(): Promise<TrialSeen | undefined> {
    const seen = await engine.trial();
    if (seen?.trial.phase.name === 'went_back' && told !== seen.trial.id) {
      told = seen.trial.id;
      await wentBack(seen.trial);
    }
    return seen;
  }

  async function tryHere({ by, seconds }: TrialOrder): Promise<Answer> {
    const { hash: tries } = await here();
    const trial = newTrialId();
    const armed = await engine.run('arm', armLine({ trial, seconds, by, tries, both: false }));
    if (!armed.ok) return armed;
    let applied: Answer;
    try {
      applied = await engine.run('apply');
    } catch (error) {
      // Nobody knows how far it came: what ran before is the only thing that is certain.
      await engine.run('go-back', failedLine(trial, by)).catch(() => undefined);
      throw error;
    }
    if (applied.ok) return joined(armed, applied);
    return joined(armed, applied, await engine.run('go-back', failedLine(trial, by)));
  }

  async function onBoth(how: TrialWish['how'], line: string): Promise<TrialEnd> {
    const far = await there(how, line).catch((error: unknown) => {
      if (error instanceof ConsoleError) return error;
      throw error;
    });
    const isDone = !(far instanceof ConsoleError) && far.ok;
    // Whatever is confirmed here while the other router goes back would leave two versions.
    if (how === 'confirm' && !isDone) return { ok: false, here: undefined, there: far };
    const answer = await engine.run(how, line);
    return { ok: isDone && answer.ok, here: answer, there: far };
  }

  async function end({ by, how, trial: id }: TrialWish): Promise<TrialEnd> {
    const seen = await engine.trial();
    if (seen?.trial.id !== id) throw new ConsoleError('conflict', 'trial_other', {});
    const line = endLine({ trial: id, by, why: 'asked', leaves: false });
    if (seen.trial.both) return onBoth(how, line);
    const answer = await engine.run(how, line);
    return { ok: answer.ok, here: answer, there: undefined };
  }

  return { last, tryHere, end };
}

/** A name for a trial that nobody can guess. */
export function newTrialId(): string {
  return randomBytes(16).toString('hex');
}

/** What `arm` is told. */
export function armLine(order: ArmOrder): string {
  return JSON.stringify(order);
}

/** What `confirm` and `go-back` are told. */
export function endLine(order: EndOrder): string {
  return JSON.stringify(order);
}

/** That a trial could not be applied; who works on lvs.cf here keeps his work. */
export function failedLine(trial: string, by: string, leaves = true): string {
  return endLine({ trial, by, why: 'failed', leaves });
}

/** One answer for a run of several verbs: that of APPLY, with the steps of all. */
function joined(armed: Answer, applied: Answer, back?: Answer): Answer {
  const { state, steps: last = [] } = back ?? applied;
  const steps = back === undefined ? applied.steps : [...applied.steps, ...last];
  return { ...applied, state, steps: [...armed.steps, ...steps].slice(0, mostSteps) };
}

/** As many as an answer may have. */
const mostSteps = 50;
