import type { EffectCode, EffectParams, Gravity } from '../../core/effects/effect.js';
import type { Fate } from '../../core/effects/happened.js';
import type { Because } from '../../core/push/order.js';

const nothing = 'Nothing that runs changes';

const sentences: { readonly [Code in EffectCode]: (params: EffectParams[Code]) => string } = {
  only_text: () => `${nothing}: only the text is another.`,
  only_name: () => `${nothing}: only lvs.cf knows the name.`,
  not_active: () => `${nothing}: it is not active.`,
  not_used: () => `${nothing}: nobody uses this at run time.`,
  same_as_before: () => `${nothing}: it comes to the same.`,
  part_of_other: () => 'Part of what another line does.',
  checks_again: () =>
    'Checks only: a server that answers stays in use meanwhile, and one that does not stays out.',
  weight: () => 'Weight only: new connections are shared out differently, open ones stay.',
  weight_zero: () => 'Weight only: it gets no new connections, open ones stay.',
  server_added: ({ destination }) => `${destination} is checked, and gets new connections once it answers.`,
  service_added: ({ service }) => `The kernel gains the service ${service}. The others are not touched.`,
  scheduler: () => 'Changed in place: new connections are shared out differently, open ones stay.',
  persistence: () => 'Changed in place: it counts for new clients, open connections stay.',
  forwarding: () =>
    'Changed in place: new connections are forwarded in the new way, open ones go on in the old one.',
  quiesce_on: () => 'Changed in place: a server that fails from now on keeps its open connections.',
  sorry_server: () => 'Changed in place: it answers while no real server does.',
  address_added: ({ address, device }) => `The active router gains ${address} on ${device}.`,
  address_changed: ({ from, to }) =>
    `The address is set anew at once: ${from} becomes ${to}. Open connections stay.`,
  timeouts: () => 'The kernel gets new timeouts. They count for each connection from its next packet on.',
  command: () => 'It is run at the next change between active and standing by, not now.',
  links: () => 'The heartbeat goes on; which interfaces are watched changes.',
  heartbeat_timing: () => 'The heartbeat goes on at the new pace, and the active router stays active.',
  fail_back_off: () => 'From now on, a primary router that returns stands by.',
  sync_daemon: () =>
    'The sync daemon starts, or starts anew. Connections here stay; until then the other router is told of none.',
  sync_stays: () => 'The sync daemon goes on until STOP and START: a reload does not end it.',
  marks_given: ({ rules }) =>
    `New connections get their firewall marks from ${rules === 1 ? 'one rule' : `${rules} rules`} of LVS Console. Open ones stay.`,
  forwards: () => 'The router forwards packets, now and after every start of the machine.',
  forwarding_left: () =>
    'The router goes on forwarding as it does now; what it does after a start is left to it.',
  server_removed: ({ destination }) =>
    `${destination} is taken out at once: its open connections get no answer any more.`,
  service_removed: ({ service }) =>
    `The service ${service} is taken away at once: its open connections get no answer any more.`,
  service_recreated: ({ from, to }) =>
    `The service ${from} is taken away and ${to} is made: open connections get no answer any more.`,
  service_replaced: ({ service }) =>
    `Another virtual server takes the place of ${service}: connections to servers that it does not have get no answer any more.`,
  quiesce_off: () => 'Servers that have failed are taken out: what is still open to them breaks.',
  sorry_left: ({ destination }) =>
    `${destination} is not the sorry server any more: while it answers, its open connections break.`,
  address_removed: ({ address }) => `${address} leaves: whoever uses it gets no answer any more.`,
  address_moved: ({ address, from, to }) =>
    `${address} moves from ${from} to ${to}: whoever comes over ${from} gets no answer any more.`,
  heartbeat_anew: () =>
    'The heartbeat starts anew: the active router gives up the floating addresses until it is elected again.',
  fail_back_on: () => 'If the primary router stands by, it takes the floating addresses back at once.',
  marks_taken: () =>
    'LVS Console’s rules for firewall marks go: without others that give the marks, marked virtual servers get no new connections.',
  pair: ({ isPair }) =>
    isPair
      ? 'The floating addresses leave this router until the heartbeat has elected an active one.'
      : 'The heartbeat ends: this router has the floating addresses for good, whatever the other one does.',
  both_routers: ({ because }) =>
    `${both[because]} Until both routers have applied it they do not hear each other, and both are active.`,
};

const both: Readonly<Record<Because, string>> = {
  router_addresses: 'Heartbeats go to another address.',
  router_id: 'Heartbeats have another virtual router ID.',
  heartbeat_device: 'Heartbeats go over another interface.',
  interval: 'Heartbeats come at another interval.',
  stable_address: 'The first floating address is part of each heartbeat.',
  pair: 'One router waits for heartbeats, or none does.',
};

const connections = (count: number) => (count === 1 ? '1 connection' : `${count} connections`);

/** What a change does to live traffic. */
export const effects = {
  sentences,
  /** Above what a push does. */
  there: 'What this does there, once it is applied:',
  /** Stands before the effects of a change. */
  mark: { none: 'No effect of its own', smooth: 'Smooth', breaks: 'Breaks' } satisfies Record<
    Gravity,
    string
  >,
  stake: {
    unknown: 'How many connections these are is not known.',
    none: 'There are none now.',
    some: (active: number, inactive: number) =>
      `Now: ${connections(active + inactive)}, ${active} active and ${inactive} inactive.`,
  },
  summary: {
    breaks: (changes: number) =>
      changes === 1
        ? 'One change breaks connections or moves addresses:'
        : `${changes} changes break connections or move addresses:`,
    smooth: 'Nobody who is connected notices these changes:',
    none: 'These changes have no effect of their own:',
  },
  /** Above what APPLY does. */
  here: 'What APPLY does to what runs here',
  unknownRunning:
    'What APPLY does to what runs here cannot be told: no version is known to be what was applied last.',
  /** What became of the services, beside what was said before. */
  happened: {
    title: 'What became of the services and their connections',
    head: { service: 'Service', said: 'Said before', came: 'What happened' },
    fates: { kept: 'kept', recreated: 'made anew', gone: 'gone', new: 'new' } satisfies Record<Fate, string>,
    fateAndCut: (fate: string) => `${fate}, connections cut`,
    unsaid: 'nothing: what ran before is not known',
    was: (service: string) => `it was ${service}`,
    counts: (before: number, after: number) => `${connections(before)} before, ${after} after`,
    cut: (count: number) => `${connections(count)} cut`,
    otherwise: 'This is not what was said.',
    others: (services: number, before: number, after: number) =>
      `${services === 1 ? '1 service was' : `${services} services were`} left alone: ${connections(before)} before, ${after} after.`,
    standby: 'This router stands by: what is counted here passes through the other one.',
  },
  left: (changes: number) =>
    changes === 1 ? 'One more change is not listed.' : `${changes} more changes are not listed.`,
  /** Which connections are counted. */
  counted: {
    table: 'Connections are counted as the kernel of this router has them now.',
    standby: 'The router stands by: no connection passes through it, so that none is at stake.',
    unknown: 'How many connections there are cannot be told from here.',
    unreadable: (why: string) => `How many connections there are is not known. ${why}`,
  },
};
