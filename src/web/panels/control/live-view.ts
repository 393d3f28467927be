import type { Thresholds } from '../../../core/ipvs/parse-thresholds.js';
import type { SlowNumbers } from '../../../core/live/slow-numbers.js';
import type { Snapshot } from '../../../core/live/snapshot.js';
import type { LiveServer, LiveService, LiveState } from '../../../core/live/table.js';
import type { Unknown } from '../../../core/machine/reading.js';
import { ConsoleError } from '../../../core/problem.js';
import { sentencesOf } from '../../../text/failure.js';
import type { Language, Words } from '../../../text/index.js';
import { rateText, weightText } from '../../../text/live.js';
import { unknownSentence } from '../../../text/unknown.js';
import { liveTones } from '../../live-tones.js';
import { virtualServerHref } from '../../panel-names.js';
import { temporaryWeightHref } from '../../temporary-line.js';

/** So many services are on one page: a table that nobody can read costs everybody time. */
export const servicesOnAPage = 50;

/** Stands for a name where lvs.cf has none. */
const nameless = '—';

/** One row, in words; a service's row leads its servers' rows. */
interface Row {
  /** Stays the same from one look to the next, so that a browser knows which row became which. */
  readonly id: string;
  readonly isService: boolean;
  readonly name: string;
  readonly href: string | undefined;
  readonly cells: readonly string[];
  readonly state: string;
  readonly tone: 'good' | 'bad' | 'unsure';
  /** What happened to a real server that is out. */
  readonly why?: { readonly label: string; readonly href: string };
  /** Where its weight is changed; for a real server that lvs.cf has. */
  readonly weight?: { readonly label: string; readonly href: string };
}

/** The table in words, and what to say about it. */
export interface LiveView {
  readonly rows: readonly Row[];
  readonly remarks: readonly string[];
  /** When what it shows was read. */
  readonly readAt: { readonly machine: string; readonly text: string } | undefined;
  readonly part: { readonly text: string; readonly earlier: number; readonly later: number } | undefined;
}

/**
 * What the table shows of a snapshot.
 * @param slow what ipvsadm tells beside it, less often
 * @param asked which part of a long table, from 1; another part that there is when it is beyond the end
 */
export function liveView(
  snapshot: Snapshot,
  slow: SlowNumbers,
  asked: number,
  words: Words,
  language: Language,
): LiveView {
  const { isWantedKnown, readAt, services, trouble } = snapshot;
  const say = words.live;
  const parts = Math.max(1, Math.ceil(services.length / servicesOnAPage));
  const part = Math.min(asked, parts);
  const shown = services.slice((part - 1) * servicesOnAPage, part * servicesOnAPage);
  return {
    rows: shown.flatMap((service) => rowsOf(service, slow, words, language)),
    remarks: [
      ...(trouble === undefined ? [] : [why(trouble, words)]),
      ...(trouble !== undefined && readAt !== undefined ? [say.old] : []),
      ...(isWantedKnown ? [] : [say.unknownFile]),
      ...(trouble === undefined && services.length === 0 ? [say.empty] : []),
      ...(services.length === 0 ? [] : slowRemarks(slow, words, language)),
    ],
    readAt: readAt === undefined ? undefined : momentOf(readAt, language),
    part:
      parts === 1
        ? undefined
        : {
            text: say.part(part, parts, services.length),
            earlier: part - 1,
            later: part === parts ? 0 : part + 1,
          },
  };
}

function why(trouble: Unknown, { control }: Words): string {
  return trouble.reason === 'absent' ? control.table.notLoaded : unknownSentence(control, trouble);
}

/** From when what passes in a second is, and why nothing newer is known. */
function slowRemarks({ at, seconds, trouble }: SlowNumbers, words: Words, language: Language): string[] {
  const { live: say } = words;
  const measured =
    at === undefined || seconds === undefined
      ? say.rates.none
      : say.rates.measured(Math.round(seconds), momentOf(at, language).text);
  if (trouble === undefined) return [measured];
  return [measured, trouble instanceof ConsoleError ? sentencesOf(trouble, words).text : why(trouble, words)];
}

function momentOf(readAt: number, language: Language) {
  const format = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { timeStyle: 'medium' });
  return { machine: new Date(readAt).toISOString(), text: format.format(readAt) };
}

function rowsOf(service: LiveService, slow: SlowNumbers, words: Words, language: Language): Row[] {
  const { activeConnections, differences, inactiveConnections, key, state, virtual } = service;
  const rates = slow.rates?.get(key);
  return [
    {
      id: key,
      isService: true,
      name: virtual || nameless,
      href: virtual === '' ? undefined : virtualServerHref(virtual),
      cells: [
        key,
        schedulerText(service, words),
        '',
        ...(state === 'missing' ? ['', ''] : [activeConnections, inactiveConnections]),
        rateText(rates?.rate, words, language),
      ].map(String),
      state: stateText(state, differences, words),
      tone: liveTones[state],
    },
    ...service.servers.map((server) => {
      const { destination } = server;
      const rate = rateText(rates?.destinations.get(destination), words, language);
      return serverRow(server, service, { rate, limits: slow.limits?.get(key)?.get(destination) }, words);
    }),
  ];
}

function schedulerText({ persistenceSeconds, scheduler }: LiveService, { live: say }: Words): string {
  const isPersistent = persistenceSeconds !== undefined && persistenceSeconds > 0;
  return isPersistent ? `${scheduler}, ${say.persistent(persistenceSeconds)}` : scheduler;
}

/** What ipvsadm tells of a server, in words. */
interface SlowTexts {
  readonly rate: string;
  readonly limits: Thresholds | undefined;
}

function serverRow(server: LiveServer, { key }: LiveService, slow: SlowTexts, words: Words): Row {
  const { destination, differences, live, server: name, state } = server;
  const limits = slow.limits && words.live.limits(slow.limits);
  return {
    id: `${key} ${destination}`,
    isService: false,
    name: name || nameless,
    href: undefined,
    cells:
      live === undefined
        ? [destination, '', '', '', '', '']
        : [
            destination,
            live.forwarding,
            weightText(server),
            String(live.activeConnections),
            String(live.inactiveConnections),
            slow.rate,
          ],
    state: [stateText(state, differences, words), ...(limits === undefined ? [] : [limits])].join('; '),
    tone: liveTones[state],
    ...(name !== '' && { weight: weightLink(key, server, words) }),
  };
}

function weightLink(
  service: string,
  { destination, state }: LiveServer,
  { overrides: { rows: say } }: Words,
) {
  const isOther = state === 'drained' || state === 'weight';
  return {
    label: isOther ? say.takeBack : say.give,
    href: temporaryWeightHref({ service, destination }),
  };
}

function stateText(state: LiveState, differences: LiveServer['differences'], { live: say }: Words): string {
  if (state !== 'differs') return say.states[state];
  const texts = differences.map(({ what, wanted, live }) => say.difference(say.what[what], wanted, live));
  return [say.states[state], ...texts].join(': ');
}
