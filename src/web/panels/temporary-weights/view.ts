import type { Snapshot } from '../../../core/live/snapshot.js';
import {
  type OverridesSeen,
  overrideRouters,
  type PlacedOverride,
  placedOverrides,
} from '../../../core/push/override-api.js';
import { type OverrideTarget, overrideOf } from '../../../core/router/override.js';
import { sentencesOf } from '../../../text/failure.js';
import type { Language, Words } from '../../../text/index.js';
import { weightText } from '../../../text/live.js';
import { momentText } from '../../../text/moment.js';
import { serverText } from '../../../text/overrides.js';
import { printTarget, temporaryWeightHref, temporaryWeightsHref } from '../../temporary-line.js';
import type { Typed, WrongField } from './form.js';

/** What the page is made of. */
export interface TemporaryWeights {
  readonly seen: OverridesSeen;
  readonly snapshot: Snapshot;
  /** The real server that is about to be changed; nothing: the list alone. */
  readonly target: OverrideTarget | undefined;
  readonly typed?: Typed;
  readonly wrong?: readonly WrongField[];
}

/** What the template shows. @param now milliseconds since 1970 */
export function temporaryWeightsView(page: TemporaryWeights, now: number, words: Words, language: Language) {
  const { seen, snapshot, target, typed, wrong = [] } = page;
  const { page: say } = words.overrides;
  const placed = placedOverrides(seen, now);
  return {
    wrong: wrong.map((field) => words.overrides.wrong[field]),
    target: target && {
      ...nowOn(target, snapshot, words, language),
      of: printTarget(target),
      weight: typed?.weight ?? '',
      minutes: typed?.minutes ?? '',
      routers:
        seen.there === undefined
          ? []
          : overrideRouters.map((value) => ({
              value,
              text: say.routers[value],
              checked: value === (typed?.routers ?? 'both'),
            })),
      isGiven: placed.some((one) => overrideOf([one], target) !== undefined),
    },
    rows: placed.map((one) => rowOf(one, words, language)),
    remarks: remarksOn(seen, placed.length, words, language),
    anew: target === undefined ? temporaryWeightsHref : temporaryWeightHref(target),
  };
}

/** What the kernel of this router says of the real server. */
function nowOn(target: OverrideTarget, snapshot: Snapshot, words: Words, language: Language) {
  const { readAt, services, trouble } = snapshot;
  const { page: say } = words.overrides;
  const service = services.find(({ key }) => key === target.service);
  const server = service?.servers.find(({ destination }) => destination === target.destination);
  const names = { virtual: service?.virtual ?? '', server: server?.server ?? '' };
  const { live } = server ?? {};
  return {
    title: serverText({ ...target, ...names }),
    isKnown: service !== undefined && names.server !== '',
    facts:
      server === undefined || live === undefined
        ? []
        : [
            `${say.weight} ${weightText(server)}`,
            `${say.active} ${live.activeConnections}`,
            `${say.inactive} ${live.inactiveConnections}`,
            `${say.state} ${words.live.states[server.state]}`,
          ],
    remark: trouble !== undefined ? say.kernelUnknown : live === undefined ? say.notInKernel : '',
    readAt: readAt === undefined ? '' : momentText(readAt, language),
  };
}

function rowOf(one: PlacedOverride, words: Words, language: Language) {
  const { overrides: say } = words;
  return {
    name: serverText(one),
    of: printTarget(one),
    href: temporaryWeightHref(one),
    cells: [
      say.is(one.weight),
      one.until === null ? say.page.forever : momentText(one.until, language),
      say.places[one.place],
      `${one.by}, ${momentText(one.since, language)}`,
    ],
  };
}

function remarksOn(
  { here, there }: OverridesSeen,
  count: number,
  words: Words,
  language: Language,
): string[] {
  const { page: say } = words.overrides;
  const trouble = there?.trouble && sentencesOf(there.trouble, words).text;
  const isUnasked = there !== undefined && there.at === undefined && trouble === undefined;
  return [
    ...(count === 0 && here !== undefined ? [say.none] : []),
    ...(here === undefined ? [say.hereUnknown] : []),
    ...(isUnasked ? [say.thereNever] : []),
    ...(trouble === undefined ? [] : [say.thereTrouble(trouble)]),
    ...(trouble !== undefined && there?.at !== undefined
      ? [say.thereOld(momentText(there.at, language))]
      : []),
  ];
}
