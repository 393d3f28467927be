import type { OverridePlace } from '../../core/push/override-api.js';

const places: Readonly<Record<OverridePlace, string>> = {
  both: 'on both routers',
  here: 'on this router only',
  other: 'on the other router only',
  alone: '',
  unknown: 'on this router; of the other one nobody knows',
};

/** Temporary weights: a real server that is drained, or has another weight than lvs.cf says, without a reload. */
export const overrides = {
  label: 'Temporary weights',
  places,
  /** What a real server is, or has. */
  is: (weight: 'drain' | number) => (weight === 'drain' ? 'drained' : `weight ${weight}`),
  until: (moment: string) => `until ${moment}`,
  lead: 'Temporary:',
  more: (count: number) => `and ${count} more`,
  link: 'Weights that real servers have for the time being',
  rows: { give: 'DRAIN / SET WEIGHT', takeBack: 'PUT BACK / SET WEIGHT' },
  page: {
    lead: 'A real server can be drained, or have another weight than lvs.cf says, for a while and without a reload. Its check reports it, from the next one on; a failure still takes the server out. It is told to both routers, so that a failover changes nothing, and it outlasts reloads, APPLY and a restart of a router.',
    open: 'The rows of LIVE ROUTING TABLE lead to the real servers:',
    none: 'No temporary weight is in force.',
    hereUnknown: 'The temporary weights of this router cannot be read: look at them as root.',
    thereNever: 'The other router has not been asked yet. Read again in a moment.',
    thereTrouble: (why: string) => `The other router could not be asked: ${why}`,
    thereOld: (moment: string) => `What is said of it was known at ${moment}.`,
    readAgain: 'Read again',
    inForce: 'In force',
    columns: {
      server: 'Real server',
      is: 'Temporarily',
      until: 'Until',
      where: 'Where',
      by: 'Given by',
    },
    forever: 'it is put back',
    now: 'On this router now',
    weight: 'Weight:',
    wanted: 'in lvs.cf:',
    active: 'Active connections:',
    inactive: 'Inactive:',
    state: 'State:',
    notInKernel: 'The kernel of this router does not have it now.',
    kernelUnknown: 'The kernel of this router could not be read just now.',
    readAt: 'Read from the kernel:',
    change: 'Change',
    where: 'Routers:',
    routers: { both: 'both routers', here: 'this router only', other: 'the other router only' },
    minutes: 'Ends after minutes:',
    minutesHint: 'blank: when somebody puts it back',
    weightLabel: 'Weight, 0 to 253:',
    waits: 'This takes some seconds …',
  },
  gloss: { drain: '', setWeight: '', putBack: '' },
  hints: {
    drain: 'no new clients; those that are there may finish',
    setWeight: 'the weight that is typed',
    putBack: 'the weight of lvs.cf again',
  },
  wrong: {
    weight: 'The weight is a number from 0 to 253.',
    minutes: 'The minutes are a number from 1 to 10080, which is a week, or blank.',
    server: 'This is no real server of the routing table.',
  },
  done: {
    both: 'Both routers have taken it.',
    one: 'The router has taken it.',
    partly: 'Not every router has taken it.',
    none: 'No router has taken it.',
  },
  onHere: (sentence: string) => `This router: ${sentence}`,
  onThere: (sentence: string) => `The other router: ${sentence}`,
  unpaired: 'No connection to another router is set up, so that only this one was told.',
  cli: {
    unknownVirtual: (name: string) =>
      `lvs.cf has no active virtual server "${name}". Name one, or say it as the kernel does: TCP 10.0.0.100:80`,
    unknownServer: (name: string, virtual: string) =>
      `"${virtual}" has no active real server "${name}". Name one, or say it as the kernel does: 10.0.0.11:80`,
  },
};
