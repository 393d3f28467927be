import type { ProbeSeen, ProbeTest } from '../core/router/probe.js';
import type { Words } from './index.js';

type ProbeCheck = NonNullable<ProbeSeen['check']>;

/** What decided how a check ended, in a sentence. */
export function ruleSentence(test: ProbeTest, check: ProbeCheck, { probe: say }: Words): string {
  const { outcome, reason, status, system } = test;
  if (outcome === 'not_run') return say.notRun(system);
  if (outcome === 'up') return passing(check, say);
  if (reason === 'connect') return say.noConnection(system, check.seconds);
  if (reason === 'silent') return say.silent(check.seconds);
  if (reason === 'program') return say.program(status, check.seconds);
  return say.reply[check.mode];
}

function passing({ kind, mode }: ProbeCheck, { passes }: Words['probe']): string {
  if (mode !== 'none') return passes[mode];
  if (kind === 'program') return passes.status;
  return kind === 'udp' ? passes.answered : passes.none;
}

/** How long it took to connect, or the program ran; blank where neither came to an end. */
export function tookText({ tookUs }: ProbeTest, { kind }: ProbeCheck, { probe: say }: Words): string {
  if (tookUs === null) return '';
  const ms = (tookUs / 1000).toFixed(tookUs < 100_000 ? 1 : 0);
  return kind === 'program' ? say.ran(ms) : say.connected(ms);
}
