import {
  activityOf,
  type Floating,
  floatingOn,
  type RouterSeen,
  type RoutersSeen,
} from '../../../core/live/routers.js';
import { isKnown } from '../../../core/machine/reading.js';
import { sentencesOf } from '../../../text/failure.js';
import type { Language, Words } from '../../../text/index.js';
import { momentText } from '../../../text/moment.js';
import { unknownSentence } from '../../../text/unknown.js';
import { alarmLines } from '../../alarm-lines.js';
import { type KernelNames, kernelsView } from './kernels-view.js';

/** `good` is green, `bad` red. */
type Tone = 'good' | 'bad' | 'unsure';

/** One fact of a router. */
interface Fact {
  readonly label: string;
  readonly text: string;
  readonly tone: Tone;
}

/** So many addresses are said one by one; the others are counted. */
const mostAddresses = 20;

/**
 * What the page shows of both.
 * @param asked which part of long tables, from 1
 */
export function routersView(
  seen: RoutersSeen,
  names: KernelNames,
  asked: number,
  words: Words,
  language: Language,
) {
  const { here, there } = seen;
  const say = words.routers;
  return {
    alarms: alarmLines(seen, words),
    // What nobody looked at is not known to be well.
    quiet: here.observation === undefined ? '' : say.noAlarm,
    sides: [
      { id: 'here', title: 'THIS ROUTER', gloss: say.gloss.here, ...sideView(here, seen, words, language) },
      ...(there === undefined
        ? []
        : [
            {
              id: 'there',
              title: 'OTHER ROUTER',
              gloss: say.gloss.there,
              ...sideView(there, seen, words, language),
            },
          ]),
    ],
    isAlone: there === undefined,
    kernels: kernelsView(seen, names, asked, words),
  };
}

function sideView(router: RouterSeen, seen: RoutersSeen, words: Words, language: Language) {
  const { at, observation, since, trouble } = router;
  const moment = (time: number) => momentText(time, language);
  return {
    toldAt: at === undefined ? undefined : { machine: new Date(at).toISOString(), text: moment(at) },
    trouble:
      trouble === undefined
        ? undefined
        : { ...sentencesOf(trouble, words), since: since === undefined ? '' : moment(since) },
    isOld: trouble !== undefined && observation !== undefined,
    notYet: observation === undefined && trouble === undefined,
    facts: observation === undefined ? [] : factsNow(router, seen, words, language),
    ...addressesOf(router, words),
  };
}

/** What a router said before it stopped answering is neither well nor ill. */
function factsNow(router: RouterSeen, seen: RoutersSeen, words: Words, language: Language): Fact[] {
  const found = facts(router, seen, words, language);
  return router.trouble === undefined ? found : found.map((fact) => ({ ...fact, tone: 'unsure' }));
}

function facts(router: RouterSeen, seen: RoutersSeen, words: Words, language: Language): Fact[] {
  const { labels } = words.routers;
  return [
    { label: labels.activity, ...activityFact(router, words) },
    { label: labels.engine, ...engineFact(router, words) },
    { label: labels.checker, ...checkerFact(router, words) },
    { label: labels.vrrp, ...vrrpFact(router, words, language) },
    { label: labels.role, ...roleFact(router, words) },
    { label: labels.file, ...fileFact(router, seen, words) },
    { label: labels.applied, ...appliedFact(router, words, language) },
    { label: labels.kernel, ...kernelFact(router, words) },
  ];
}

type Said = Omit<Fact, 'label'>;

/** What it told before it stopped answering is not what it does now. */
function activityFact(router: RouterSeen, { routers: say }: Words): Said {
  const activity = activityOf(router);
  return { text: say.activity[activity], tone: activity === 'active' ? 'good' : 'unsure' };
}

function engineFact({ details, observation }: RouterSeen, { control, routers: say }: Words): Said {
  const { name = null, pid = null, status = 'unknown' } = observation?.engine ?? {};
  if (name === null) return { text: say.noEngine, tone: 'bad' };
  const parts = [
    say.engine(name, details?.version ?? ''),
    control.state[status],
    ...(pid === null ? [] : [say.process(pid)]),
  ];
  const tone = status === 'running' ? 'good' : status === 'unknown' ? 'unsure' : 'bad';
  return { text: parts.join(', '), tone };
}

function checkerFact({ observation }: RouterSeen, { routers: say }: Words): Said {
  const checker = observation?.engine.checker ?? 'unknown';
  const tones = {
    running: 'good',
    stopped: 'bad',
    missing: 'bad',
    none: 'unsure',
    unknown: 'unsure',
  } as const;
  return { text: say.checker[checker], tone: tones[checker] };
}

function vrrpFact({ observation }: RouterSeen, { routers: say }: Words, language: Language): Said {
  const { vrrp = 'unknown' } = observation ?? {};
  if (vrrp === 'none') return { text: say.noVrrp, tone: 'unsure' };
  if (vrrp === 'unknown') return { text: say.unknown, tone: 'unsure' };
  const { priority, since, state } = vrrp;
  const tone = state === 'FAULT' ? 'bad' : state === 'INIT' ? 'unsure' : 'good';
  return { text: say.vrrp(state, priority, momentText(since, language)), tone };
}

function roleFact({ details }: RouterSeen, { routers: say }: Words): Said {
  const identity = details?.identity ?? null;
  if (identity === null) return { text: say.unknown, tone: 'unsure' };
  if ('unknown' in identity) return { text: say.noRole, tone: 'bad' };
  return { text: say.role[identity.role](identity.address, identity.device), tone: 'unsure' };
}

function fileFact({ observation }: RouterSeen, { here, there }: RoutersSeen, { routers: say }: Words): Said {
  const file = observation?.file ?? null;
  if (file === null) return { text: say.noFile, tone: 'bad' };
  const short = file.slice(0, 8);
  const [ours, theirs] = [here, there].map((router) => router?.observation?.file ?? null);
  if (ours === null || theirs === null || ours === undefined || theirs === undefined) {
    return { text: short, tone: 'unsure' };
  }
  const isSame = ours === theirs;
  return { text: `${short}, ${isSame ? say.sameFile : say.otherFile}`, tone: isSame ? 'good' : 'bad' };
}

function appliedFact({ observation }: RouterSeen, { routers: say }: Words, language: Language): Said {
  const { applied = null, file = null, installed = 'unknown' } = observation ?? {};
  if (installed === 'nobodys') return { text: say.nothingApplied, tone: 'unsure' };
  if (installed === 'foreign') return { text: say.foreign, tone: 'unsure' };
  if (applied === null) return { text: say.unknownApplied, tone: 'unsure' };
  const time = momentText(applied.at, language);
  if (file === null) return { text: say.unknown, tone: 'unsure' };
  return applied.hash === file
    ? { text: say.isApplied(time), tone: 'good' }
    : { text: say.notApplied(time), tone: 'bad' };
}

function kernelFact({ table }: RouterSeen, { control, routers: say }: Words): Said {
  if (table === undefined) return { text: say.unknown, tone: 'unsure' };
  if (!isKnown(table)) {
    const why = table.reason === 'absent' ? control.table.notLoaded : unknownSentence(control, table);
    return { text: why, tone: 'unsure' };
  }
  const { services } = table.value;
  const servers = services.flatMap(({ destinations }) => destinations);
  const active = servers.reduce((sum, { activeConnections }) => sum + activeConnections, 0);
  const inactive = servers.reduce((sum, { inactiveConnections }) => sum + inactiveConnections, 0);
  return { text: say.kernel(services.length, servers.length, active, inactive), tone: 'unsure' };
}

/** The addresses that are not where they should be stand first; of many the others are counted. */
function addressesOf(router: RouterSeen, { routers: say }: Words) {
  const floating = floatingOn(router);
  const expected = activityOf(router) === 'active';
  const isRight = ({ on }: Floating) => on !== undefined && on.length > 0 === expected;
  const shown = [...floating].sort((a, b) => Number(isRight(a)) - Number(isRight(b))).slice(0, mostAddresses);
  const held = floating.filter(({ on }) => on !== undefined && on.length > 0).length;
  return {
    addresses: shown.map(({ address, on }) => {
      if (on === undefined) return say.heldUnknown(address);
      const [device] = on;
      return device === undefined ? say.notHeld(address) : say.held(address, on.join(', '));
    }),
    addressCount:
      floating.length > mostAddresses
        ? say.heldCount(held, floating.length)
        : router.details !== undefined && floating.length === 0
          ? say.noAddresses
          : '',
  };
}
