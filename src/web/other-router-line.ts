import type { FastifyRequest } from 'fastify';
import type { ErrorReason } from '../core/problem.js';
import type { PushState } from '../core/push/api.js';
import { sentencesOf } from '../text/failure.js';
import type { Words } from '../text/index.js';
import { momentText } from '../text/moment.js';
import type { Notice } from './flash.js';
import { changesLvsCf, type PanelName } from './panel-names.js';

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

/** What stops a connection that is still being set up; nothing was tried that could be out of reach. */
const unfinished: ReadonlySet<ErrorReason> = new Set(['ssh_host_unknown', 'ssh_key']);

/** The line about the other router at the head of a page; nothing where there is no connection. */
export function otherRouterLine(request: FastifyRequest, panel: PanelName, now: number) {
  const { language, otherRouter: state, words } = request;
  if (state === undefined || state.kind === 'not_set_up') return undefined;
  const { kind, running, to } = state;
  const { state: say } = words.pushPage;
  // PUSH itself has the button, and so has the message about what was just saved.
  const isElsewhere = panel === 'push' || noticeOffersPush(request);
  const hasPush = !isElsewhere && running === undefined && pushable.has(kind);
  return {
    label: say.label(to),
    tone: running === undefined && !isUnfinished(state) ? tones[kind] : 'unsure',
    text: running === undefined ? textOf(state, language, words) : say.running(running.by),
    remark: remarkOn(state, now, words),
    push: hasPush ? pushButton(state) : undefined,
    link: hasPush || isElsewhere ? undefined : linkOf(kind, panel),
  };
}

/** How old it is, or why nobody knows it. */
function remarkOn({ at, unreachable }: PushState, now: number, words: Words): string {
  if (unreachable !== undefined) return sentencesOf(unreachable.error, words).title;
  return at === null ? '' : words.pushPage.state.age(Math.max(0, Math.round((now - at) / 1000)));
}

/** PUSH, with the number of changes where somebody can tell. */
function pushButton({ changes, kind }: PushState) {
  return { label: kind === 'to_push' && changes ? `PUSH (${changes})` : 'PUSH' };
}

/** Where more is said, and what does not work can be mended. */
function linkOf(kind: PushState['kind'], panel: PanelName) {
  if (kind !== 'unreachable') return { label: 'PUSH', href: '/secure/push' };
  return panel === 'connection' ? undefined : { label: 'CONNECTION', href: '/secure/connection' };
}

/** PUSH for a message about what was saved; nothing where there is no connection, or nothing to push. */
export function pushOffer({ otherRouter: state }: FastifyRequest, notice: Notice) {
  if (notice.isSave !== true || state === undefined) return undefined;
  const { kind, running } = state;
  if (kind === 'not_set_up' || kind === 'in_sync' || running !== undefined) return undefined;
  return pushButton(state);
}

function noticeOffersPush(request: FastifyRequest): boolean {
  return request.notice !== undefined && pushOffer(request, request.notice) !== undefined;
}

/** That this router is the backup, for whoever is about to change its lvs.cf. */
export function backupWarning({ identity, words }: FastifyRequest, panel: PanelName): string | undefined {
  const isBackup = identity !== undefined && 'role' in identity && identity.role === 'backup';
  return isBackup && changesLvsCf.has(panel) ? words.frame.onBackup : undefined;
}

function isUnfinished({ unreachable }: PushState): boolean {
  return unreachable !== undefined && unfinished.has(unreachable.error.reason);
}

function textOf(
  state: PushState,
  language: FastifyRequest['language'],
  { pushPage: { state: say } }: Words,
): string {
  const { changes, kind, unreachable } = state;
  if (isUnfinished(state)) return say.unfinished;
  if (unreachable !== undefined) return say.unreachable(momentText(unreachable.since, language));
  if (kind === 'to_push') return say.to_push(changes);
  return kind === 'not_set_up' || kind === 'unreachable' ? '' : say[kind];
}
