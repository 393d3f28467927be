import type { EngineTelling, EntryKind } from '../../core/live/timeline.js';
import type { CheckWord } from '../../core/router/events.js';

const reasons: Readonly<Record<CheckWord, string>> = {
  connect: 'connection refused or no answer',
  silent: 'connected, but no reply in time',
  reply: 'the reply was not what was expected',
  program: 'the check program failed or took too long',
  reentry: 'passes again, but not yet for long enough to come back',
};

const kinds: Readonly<Record<EntryKind, string>> = {
  server: 'real server',
  service: 'virtual server',
  vrrp: 'active router',
  engine: 'engine',
  change: 'change',
};

type Whats<Kind extends EngineTelling['kind']> = Extract<EngineTelling, { kind: Kind }>['what'];

const vrrp: Readonly<Record<Whats<'vrrp'>, string>> = {
  master: 'became the active router, and took the addresses',
  backup: 'stands by',
  fault: 'has a fault, such as a link that is down, and gave the addresses away',
  stop: 'stopped, and gave the addresses away',
};

const engine: Readonly<Record<Whats<'engine'>, string>> = {
  began: 'the engine began to check the real servers',
  reloaded: 'the engine read its configuration again',
  ended: 'the engine ended its checks',
};

/** The page EVENTS, and the reasons beside the live table. */
export const events = {
  gloss: { show: '', title: '' },
  lead: 'What happened on both routers, and who changed what, on one time line; the newest first. Each router keeps what its engine tells, also while no console runs.',
  link: 'What happened and why, on both routers, and who changed what',
  kinds,
  sides: { here: 'this router', there: 'the other router' },
  reasons,
  server: {
    up: (server: string, virtual: string) => `${server} is in again for ${virtual}: its check passes`,
    down: (server: string, virtual: string) => `${server} is out for ${virtual}`,
  },
  because: (what: string, reason: string) => `${what}: ${reason}`,
  withReason: (state: string, reason: string) => `${state} (${reason})`,
  why: 'why',
  unsaid: 'its check said nothing; it was taken out of lvs.cf, or the check itself hung',
  service: {
    up: (virtual: string) => `${virtual} has a real server that answers`,
    down: (virtual: string) => `${virtual} has no real server that answers`,
  },
  vrrp,
  engine,
  done: (who: string, what: string, result: string) => `${who}: ${what} (${result})`,
  columns: { time: 'Time', router: 'Router', kind: 'About', what: 'What happened' },
  filter: {
    title: 'Search',
    kind: 'About',
    router: 'Router',
    virtual: 'Virtual server',
    around: 'Around',
    aroundHelp: 'Around: 2026-11-20 14:30, or how long ago: 30m, 12h, 7d',
    any: 'any',
    all: 'Show everything',
    notAMoment: (text: string) => `${text} is no date that is understood here.`,
  },
  moment: (time: string) => `${time}: the moment that was asked for`,
  none: 'Nothing was found.',
  noEngine:
    'No engine has told anything yet. keepalived tells its events from the first APPLY with this version on; pulse tells none.',
  trouble: {
    here: (why: string) => `What the engine of this router tells cannot be read: ${why}`,
    there: (why: string) => `What the engine of the other router tells cannot be read: ${why}`,
    since: (text: string, since: string) => `${text} This is so since ${since}; what is older is shown.`,
    changes: (why: string) => `Who changed what is missing here: ${why}`,
  },
  clock: (seconds: number) =>
    seconds > 0
      ? `The clock of the other router is ${seconds} seconds ahead of this one; its times are shown as this one counts.`
      : `The clock of the other router is ${-seconds} seconds behind this one; its times are shown as this one counts.`,
  pages: 'Parts of the time line',
  newest: 'Newest',
  older: 'Older',
  readAt: 'Asked both routers last:',
  never: 'not yet',
  follows: 'New events come by themselves.',
  lost: 'The console does not answer: there may be newer events.',
};
