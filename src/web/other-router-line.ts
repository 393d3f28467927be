import type { FastifyRequest } from 'fastify';
import type { PushState } from '../core/push/api.js';
import { momentText } from '../text/moment.js';
import type { PanelName } from './panel-names.js';

const tones: Readonly<Record<PushState['kind'], 'good' | 'bad' | 'unsure'>> = {
  not_set_up: 'unsure',
  not_looked: 'unsure',
  unreachable: 'bad',
  never_pushed: 'unsure',
  in_sync: 'good',
  to_push: 'unsure',
  changed_there: 'bad',
  both_changed: 'bad',
};

/** Where there is something to push, or to decide about. */
const pushable: ReadonlySet<PushState['kind']> = new Set([
  'never_pushed',
  'to_push',
  'changed_there',
  'both_changed',
]);

/** The line about the other router at the head of a page; nothing where there is no connection. */
export function otherRouterLine(
  { language, otherRouter: state, words }: FastifyRequest,
  panel: PanelName,
  now: number,
) {
  if (state === undefined || state.kind === 'not_set_up') return undefined;
  const { at, kind, running, to, unreachable } = state;
  const { state: say } = words.pushPage;
  return {
    label: say.label(to),
    tone: tones[kind],
    text: running === undefined ? textOf(state, language, words) : say.running(running.by),
    age: at === null || unreachable !== undefined ? '' : say.age(Math.max(0, Math.round((now - at) / 1000))),
    // The page itself has the button, and CONNECTION what helps.
    hasPush: panel !== 'push' && running === undefined && pushable.has(kind),
  };
}

function textOf(
  { changes, kind, unreachable }: PushState,
  language: FastifyRequest['language'],
  { pushPage: { state: say } }: FastifyRequest['words'],
): string {
  if (unreachable !== undefined) return say.unreachable(momentText(unreachable.since, language));
  if (kind === 'to_push') return say.to_push(changes);
  return kind === 'not_set_up' || kind === 'unreachable' ? '' : say[kind];
}
