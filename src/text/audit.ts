import type { AuditChange, AuditRecord } from '../core/audit/record.js';
import type { Verification } from '../core/audit/verify.js';
import type { Language, Words } from './index.js';
import { momentText } from './moment.js';

/** A record in words. */
export interface RecordText {
  /** The user, and how he acts from where. */
  readonly who: string;
  readonly from: string;
  readonly what: string;
  /** What changed, a line each. */
  readonly details: readonly string[];
  readonly result: string;
}

/** Says what a record tells. */
export function recordText(record: AuditRecord, words: Words, language: Language): RecordText {
  const { audit: say } = words;
  const {
    action,
    address,
    changes = [],
    confirmed,
    count,
    leftOut,
    object,
    panel,
    role,
    since,
    version,
  } = record;
  const where = panel === undefined ? '' : ` (${panel})`;
  const about = object === undefined || object === '' ? '' : say.about(object);
  return {
    who: whoIn(record, words),
    from: [say.roles[role], address].filter((part) => part !== '').join(', '),
    what: `${say.actions[action]}${where}${about}`,
    details: [
      ...changes.map((change) => changeText(change, words)),
      ...(leftOut === undefined ? [] : [say.leftOut(leftOut)]),
      ...(confirmed === undefined ? [] : [say.confirmed(confirmed)]),
      ...(version === undefined ? [] : [say.version(version)]),
      ...(count === undefined ? [] : [say.times(count)]),
      ...(since === undefined ? [] : [say.since(momentText(Date.parse(since), language))]),
    ],
    result: resultIn(record, words),
  };
}

function whoIn({ role, sudo, user }: AuditRecord, { audit: say }: Words): string {
  if (user === '') return role === 'console' ? say.itself : say.nobody;
  return sudo === undefined ? user : say.throughSudo(user, sudo);
}

function changeText(change: AuditChange, words: Words): string {
  const { audit: say, saving } = words;
  const { from = '', hidden, keyword = '', scope, to = '', what } = change;
  if (scope === 'site' || scope === 'secure') {
    return what === 'added' ? say.added(say.rule[scope], to) : say.removed(say.rule[scope], from);
  }
  return hidden ? say.hidden(keyword) : saving.difference({ ...change, scope });
}

function resultIn({ action, outcome, reason }: AuditRecord, words: Words): string {
  const { audit: say, password, push, router } = words;
  if (reason === undefined) return say.outcomes[outcome];
  const tables: Readonly<Record<string, string>>[] = [
    action === 'password' ? password.refusals : {},
    action === 'push' ? push.steps : router.steps,
    say.reasons,
  ];
  const text = tables.find((table) => Object.hasOwn(table, reason))?.[reason] ?? reason;
  return say.because(say.outcomes[outcome], text);
}

/** What was found when the whole log was read, a sentence each. */
export function verificationSentences(
  { lines, misfit, torn }: Verification,
  { audit: say }: Words,
): string[] {
  const { state } = say;
  const found =
    misfit === undefined
      ? state.sound(lines)
      : state.misfit(misfit.line, say.faults[misfit.fault](misfit.count ?? 0));
  return torn.length === 0 ? [found] : [found, state.torn(torn.join(', '))];
}
