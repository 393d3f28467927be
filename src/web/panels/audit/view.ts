import type { AuditPage } from '../../../core/audit/reading.js';
import {
  type AuditOutcome,
  type AuditRecord,
  auditOutcomes,
  visibleRecord,
} from '../../../core/audit/record.js';
import { ConsoleError } from '../../../core/problem.js';
import { recordText, verificationSentences } from '../../../text/audit.js';
import { sentencesOf } from '../../../text/failure.js';
import type { Language, Words } from '../../../text/index.js';
import { momentText } from '../../../text/moment.js';
import { type Asked, askedHref } from './form.js';
import type { Look } from './looks.js';

/** All that the page is made from. */
export interface AuditParts {
  readonly path: string;
  readonly asked: Asked;
  /** Where the part that is shown begins; nothing for the newest. */
  readonly before: number | undefined;
  readonly page: AuditPage;
  readonly look: Look;
  readonly words: Words;
  readonly language: Language;
}

const tones: Readonly<Record<AuditOutcome, string>> = { done: 'good', refused: 'unsure', failed: 'bad' };

/** What the template shows. */
export function auditView(parts: AuditParts) {
  const { asked, before, page, path, words } = parts;
  const { audit: say } = words;
  const { fields, wrong } = asked;
  const isSearch = askedHref(fields) !== askedHref({ user: '', object: '', from: '', to: '' });
  return {
    file: say.inFile(path),
    state: stateView(parts),
    verifyHref: '/secure/audit?verify=now',
    fields: {
      ...fields,
      results: [
        { value: '', text: say.filter.any, selected: fields.result === undefined },
        ...auditOutcomes.map((value) => ({
          value,
          text: say.outcomes[value],
          selected: value === fields.result,
        })),
      ],
      wrong: { from: wrong.includes('from'), to: wrong.includes('to') },
      remarks: wrong.map((name) => say.filter.notAMoment(fields[name])),
    },
    ...(isSearch && { allHref: '/secure/audit' }),
    rows: page.records.map((record) => row(record, parts)),
    nothing: page.older === undefined ? say.none : say.noneHere,
    pages: [
      ...(before === undefined ? [] : [{ text: say.newest, href: askedHref(fields) }]),
      ...(page.older === undefined ? [] : [{ text: say.older, href: askedHref(fields, page.older) }]),
    ],
  };
}

function row(record: AuditRecord, { language, words }: AuditParts) {
  const { number, outcome, time } = record;
  return {
    number,
    iso: time,
    time: momentText(Date.parse(time), language),
    tone: tones[outcome],
    ...recordText(visibleRecord(record), words, language),
  };
}

function stateView({ language, look: { at, found }, words }: AuditParts) {
  const age = words.audit.state.at(momentText(at, language));
  if (found instanceof ConsoleError) return { tone: 'bad', age, lines: [sentencesOf(found, words).text] };
  const tone = found.misfit === undefined ? 'good' : 'bad';
  return { tone, age, lines: verificationSentences(found, words) };
}
