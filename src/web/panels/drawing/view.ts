import type { Cluster, DrawnService } from '../../../core/live/cluster.js';
import type { RouterSeen, RoutersSeen } from '../../../core/live/routers.js';
import type { Snapshot } from '../../../core/live/snapshot.js';
import { sentencesOf } from '../../../text/failure.js';
import type { Language, Words } from '../../../text/index.js';
import { momentText } from '../../../text/moment.js';
import { unknownSentence } from '../../../text/unknown.js';
import { seenAt } from '../../picture-stream.js';
import { type Box, boxHeight, type Drawn, layOut, servicesInADrawing } from './layout.js';
import { type Said, said } from './words.js';

/** What somebody wants to see. */
export interface DrawingQuery {
  readonly as: 'picture' | 'table';
  /** Which part of many services, from 1. */
  readonly part: number;
}

/** What is drawn; no cluster where lvs.cf cannot be read. */
export interface DrawingSeen {
  readonly cluster: Cluster | undefined;
  readonly snapshot: Snapshot;
  readonly seen: RoutersSeen;
}

/** The words of an address that ask for this. */
export function drawingAddress({ as, part }: DrawingQuery, path = '/secure/drawing'): string {
  const given = [...(as === 'table' ? ['as=table'] : []), ...(part === 1 ? [] : [`part=${part}`])];
  return given.length === 0 ? path : `${path}?${given.join('&')}`;
}

/** The part of the page that changes as time passes. */
export function drawingView(asked: DrawingQuery, seen: DrawingSeen, words: Words, language: Language) {
  const { cluster, snapshot } = seen;
  const say = words.drawing;
  const { trouble } = snapshot;
  const services = cluster?.services ?? [];
  const parts = Math.max(1, Math.ceil(services.length / servicesInADrawing));
  const part = Math.min(asked.part, parts);
  const shown = services.slice((part - 1) * servicesInADrawing, part * servicesInADrawing);
  return {
    remarks: [
      ...(cluster === undefined ? [say.unreadable] : []),
      ...(trouble === undefined
        ? []
        : [
            trouble.reason === 'absent'
              ? words.control.table.notLoaded
              : unknownSentence(words.control, trouble),
          ]),
      ...(cluster !== undefined && services.length === 0 ? [say.nothing] : []),
      ...(cluster === undefined ? [] : routerRemarks(cluster, seen.seen, words, language)),
    ],
    ...(cluster !== undefined &&
      (asked.as === 'table'
        ? { rows: rowsOf(cluster, shown, words) }
        : { picture: pictureOf(cluster, shown, words) })),
    part:
      parts === 1
        ? undefined
        : {
            text: say.part(part, parts, services.length),
            before: part === 1 ? undefined : drawingAddress({ ...asked, part: part - 1 }),
            next: part === parts ? undefined : drawingAddress({ ...asked, part: part + 1 }),
          },
    seen: seenAt(snapshot.readAt, language),
  };
}

/** Why nobody can tell what a router does. */
function routerRemarks({ routers }: Cluster, seen: RoutersSeen, words: Words, language: Language): string[] {
  const say = words.drawing;
  return routers.flatMap(({ isHere, role, state }) => {
    if (state !== 'unknown') return [];
    // Where nobody knows which router this is, nobody knows of which one that was told.
    const other = routers.some((one) => one.isHere) ? seen.there : undefined;
    const router: RouterSeen | undefined = isHere ? seen.here : other;
    const why = router?.trouble === undefined ? [] : [sentencesOf(router.trouble, words).text];
    const when = router?.at === undefined ? [] : [say.seenLast(momentText(router.at, language))];
    return [[say.routerUnknown(say.router[role]), ...why, ...when].join(' ')];
  });
}

function pictureOf(cluster: Cluster, services: readonly DrawnService[], words: Words) {
  const { boxes, edges, height, width } = layOut(cluster, services);
  const heads = headsOf(boxes);
  return { width, height, edges, heads, boxes: boxes.map((box) => shownBox(box, words)), boxHeight };
}

/** The left side of each column. */
function headsOf(boxes: readonly Box[]): number[] {
  return [...new Set(boxes.map(({ x }) => x))];
}

/** So wide is a letter of a box, about. */
const letterWidth = { name: 6.9, rest: 5.8 } as const;

function shownBox({ drawn, width, x, y }: Box, words: Words) {
  const text = said(drawn, words);
  const isNameAt = text.name === text.at || text.at === '' || drawn.kind === 'clients';
  const second = [text.state, drawn.kind === 'router' || drawn.kind === 'address' ? text.at : text.now];
  const name = isNameAt || drawn.kind !== 'server' ? text.name : `${text.name} ${text.at}`;
  return {
    x,
    y,
    width,
    tone: text.tone,
    href: text.href,
    label: labelOf(text),
    name: cut(name, (width - 26) / letterWidth.name),
    detail: cut(second.filter(Boolean).join(' · '), (width - 12) / letterWidth.rest),
  };
}

/** Everything that is known of a box, for whoever cannot see it and for what has no room in it. */
function labelOf({ at, kind, name, now, state }: Said): string {
  return [[kind, name].filter(Boolean).join(' '), at === name ? '' : at, state, now]
    .filter(Boolean)
    .join(', ');
}

function cut(text: string, letters: number): string {
  const most = Math.floor(letters);
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function rowsOf(cluster: Cluster, services: readonly DrawnService[], words: Words): Said[] {
  const vips = new Set(services.map(({ vip }) => vip));
  const drawn: Drawn[] = [
    ...cluster.routers.map((router) => ({ kind: 'router', router }) as const),
    ...cluster.addresses
      .filter(({ address }) => vips.has(address))
      .map((address) => ({ kind: 'address', address }) as const),
    ...services.flatMap((service) => [
      { kind: 'service', service } as const,
      ...service.servers.map((server) => ({ kind: 'server', service, server }) as const),
    ]),
  ];
  return drawn.map((one) => said(one, words));
}
