import type { Foresight } from '../../../core/effects/foresight.js';
import type { Identity } from '../../../core/keepalived/identity.js';
import { sharedSettings } from '../../../core/keepalived/shared-settings.js';
import type { Answer, RouterState } from '../../../core/router/answer.js';
import type { Verb } from '../../../core/router/verbs.js';
import type { FailureSentences } from '../../../text/failure.js';
import type { Language, Words } from '../../../text/index.js';
import { momentText } from '../../../text/moment.js';
import { noteSentence } from '../../../text/rendering.js';
import { resultSentence } from '../../../text/step.js';
import { shownEffects } from '../../effects.js';
import type { WantedHere } from '../../engine.js';
import { fatesView } from '../../fates.js';
import { obstacleLine } from '../../obstacle-line.js';
import { stepsView } from '../../steps.js';

/** The verbs that have a button, with what stands on it. */
export const captions = {
  apply: 'APPLY',
  adopt: 'TAKE OVER',
  start: 'START',
  stop: 'STOP',
  reload: 'RELOAD',
  'hand-over': 'HAND OVER',
  revert: 'REVERT',
  enable: 'ENABLE AT BOOT',
  disable: 'DISABLE AT BOOT',
} as const satisfies Partial<Record<Verb, string>>;

/** A verb that a page can ask for. */
export type Action = keyof typeof captions;

/** What was done last, by whom and when. */
export interface LastAction {
  readonly answer: Answer;
  /** What was said before that it would do. */
  readonly foresight: Foresight | undefined;
  readonly user: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** All that the section is made from. */
export interface EngineParts {
  /** Nothing where no engine is installed, or the router program does not tell. */
  readonly state: RouterState | undefined;
  /** Why the router program does not tell, and when it was asked, in milliseconds since 1970. */
  readonly failed: (FailureSentences & { readonly at: number }) | undefined;
  /** Nothing where lvs.cf cannot be read. */
  readonly wanted: WantedHere | undefined;
  /** What APPLY would do now; nothing where it would change nothing that runs. */
  readonly foresight: Foresight | undefined;
  readonly last: LastAction | undefined;
  readonly words: Words;
  readonly language: Language;
}

/** What makes lvs.cf run, in words, with the buttons that make sense now. */
export function engineView(parts: EngineParts) {
  const { failed, foresight, last, state, wanted, words } = parts;
  const { rendering } = wanted ?? {};
  const { obstacles = [], notes = [] } = rendering ?? {};
  return {
    facts: facts(parts),
    failure: failed && {
      ...failed,
      asked: words.engine.asked(Math.round((Date.now() - failed.at) / 1000)),
    },
    warnings: warnings(parts),
    log: state?.engine.log ?? [],
    obstacles: wanted === undefined ? [] : obstacles.map((one) => obstacleLine(wanted.config, one, words)),
    notes: state === undefined ? [] : notes.map((note) => noteSentence(words, note)),
    effects: foresight && foresightView(foresight, words),
    actions: actionsNow(parts).map((action) => ({
      label: captions[action],
      gloss: words.engine.gloss[action],
      name: 'action',
      value: action,
      hint: hintOf(action, parts),
    })),
    canTry: canTry(parts),
    last: last && {
      label: captions[last.answer.verb as Action],
      at: words.engine.lastAt(timeOf(last.at, parts), last.user),
      tone: last.answer.ok ? 'good' : 'bad',
      result: resultSentence(last.answer, words),
      ...stepsView(last.answer, words),
      fates: fatesView(last.answer, last.foresight, words),
    },
  };
}

function foresightView(foresight: Foresight, words: Words) {
  if (foresight === 'unknown')
    return { groups: [], left: '', counted: '', unknown: words.effects.unknownRunning };
  const { consequences, traffic } = foresight;
  return { ...shownEffects(words, consequences, traffic), unknown: '' };
}

function facts(parts: EngineParts): string[] {
  const { failed, state, wanted, words } = parts;
  const { engine: say } = words;
  const identity = wanted === undefined ? say.noFile : identitySentence(wanted.identity, words);
  if (state === undefined) return failed === undefined ? [identity, say.missing] : [identity];
  const { engine, installed, vrrp } = state;
  const vrrpFacts = vrrp === null ? [] : [say.vrrp[vrrp.state], say.since(timeOf(vrrp.since, parts))];
  return [
    identity,
    vrrpFacts.join(' '),
    say.boot[engine.boot],
    installed.whose === 'nobodys' ? say.never : '',
    installed.current === true ? say.current : '',
  ].filter((fact) => fact !== '');
}

function identitySentence(identity: Identity, { engine: say }: Words): string {
  if ('unknown' in identity) return say.unknown[identity.unknown](identity.primary, identity.backup);
  return say.role[identity.role](identity.address, identity.device);
}

function warnings({ state, words: { engine: say } }: EngineParts): string[] {
  if (state === undefined) return [];
  const { engine, installed } = state;
  const found: string[] = [];
  if (installed.whose === 'foreign') found.push(say.foreign(installed.path));
  if (installed.whose === 'ours' && installed.current === false) found.push(say.unapplied);
  if (engine.status === 'failed') found.push(engine.log.length > 0 ? say.failed : say.failedSilently);
  return found;
}

/** What can be done now, the likeliest first: that is what Enter presses. */
function actionsNow({ state, wanted }: EngineParts): Action[] {
  if (state === undefined || state.engine.name === null) return [];
  const { engine, identity, installed, previous, vrrp } = state;
  const isRunning = engine.status === 'running';
  const running: Action[] = isRunning ? ['stop', 'reload'] : ['start'];
  if (engine.name === 'pulse') return ['apply', ...running];
  const canApply = wanted?.rendering?.text !== undefined;
  const role = identity !== null && 'role' in identity ? identity.role : 'single';
  // A primary router that takes the service back at once cannot give it away.
  const takesBack = role === 'primary' && wanted !== undefined && sharedSettings(wanted.config).failBack;
  const all: readonly [Action, boolean][] = [
    ['apply', canApply && installed.whose !== 'foreign'],
    ['adopt', canApply && installed.whose === 'foreign'],
    ...running.map((action): [Action, boolean] => [action, action !== 'reload' || canApply]),
    ['hand-over', isRunning && role !== 'single' && !takesBack && vrrp?.state === 'MASTER'],
    ['revert', previous && installed.whose === 'ours'],
    ['enable', engine.control !== 'process' && engine.boot !== 'enabled'],
    ['disable', engine.control !== 'process' && engine.boot !== 'disabled'],
  ];
  return all.flatMap(([action, isOffered]) => (isOffered ? [action] : []));
}

/** What APPLY would do can be tried where there is something to go back to. */
function canTry(parts: EngineParts): boolean {
  const { name, status } = parts.state?.engine ?? {};
  return name === 'keepalived' && status === 'running' && actionsNow(parts).includes('apply');
}

function hintOf(action: Action, { state, words: { engine: say } }: EngineParts): string {
  const { engine, identity } = state ?? {};
  if (action === 'apply' && engine?.name === 'pulse') return say.hints.applyPulse;
  if (action === 'apply' && engine?.status !== 'running') return say.hints.applyStopped;
  const isSingle = identity != null && 'role' in identity && identity.role === 'single';
  return action === 'stop' && isSingle ? say.hints.stopSingle : say.hints[action];
}

function timeOf(milliseconds: number, { language }: EngineParts): string {
  return momentText(milliseconds, language);
}
