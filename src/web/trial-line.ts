/** The line about a trial at the head of every page: until when it is pending, or why it went back. */

import type { FastifyRequest } from 'fastify';
import type { TrialSeen } from '../core/push/trial-api.js';
import { isPending, type Trial, type WentBack } from '../core/router/trial.js';
import type { Words } from '../text/index.js';
import { momentText } from '../text/moment.js';

/** Who has read that a trial went back; forgotten with the process, and then told once more. */
const read = new Map<string, string>();

/** This user has read what became of a trial. */
export function markRead(user: string, trial: string): void {
  read.set(user, trial);
}

/** The line; nothing where there is nothing to be told. @param back the address that its buttons come back to */
export function trialLine(request: FastifyRequest, back: string, now: number) {
  const { trial: seen, user } = request;
  if (seen === undefined) return undefined;
  const { isOld, trial } = seen;
  if (isPending(trial)) return { ...pendingView(trial, request, now), id: trial.id, back };
  if (isOld || trial.phase.name !== 'went_back' || read.get(user) === trial.id) return undefined;
  return { ...overView(trial, trial.phase, request), id: trial.id, back };
}

function pendingView({ both, by, phase, until }: Trial, { language, words }: FastifyRequest, now: number) {
  const { trial: say } = words;
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  const isReturning = phase.name === 'returning' || left === 0;
  return {
    isPending: true,
    title: say.pending(by, both),
    text: isReturning ? say.returning : say.until(momentText(until, language)),
    remark: isReturning ? '' : say.left(left),
    /** For the script that counts. */
    left: isReturning ? 0 : left,
    actions: isReturning ? [] : actionsOf(words),
  };
}

function actionsOf({ trial: say }: Words) {
  return [
    { label: 'CONFIRM', gloss: say.gloss.confirm, name: 'do', value: 'confirm', waits: say.waits },
    { label: 'GO BACK NOW', gloss: say.gloss.goBack, name: 'do', value: 'go-back', waits: say.waits },
  ];
}

function overView(trial: Trial, phase: WentBack, { language, words }: FastifyRequest) {
  const { trial: say } = words;
  const { at, by, engine, file, why } = phase;
  return {
    isPending: false,
    title: say.wentBack(momentText(at, language)),
    text: [say.because[why](by), say.file[file], engine ? '' : say.engineTrouble].join(' ').trim(),
    remark: trial.both ? say.bothBack : '',
    left: 0,
    actions: [{ label: 'OK', gloss: say.gloss.read, name: 'do', value: 'read' }],
  };
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The last trial of this router, as far as anybody knows. */
    trial: TrialSeen | undefined;
  }
}
