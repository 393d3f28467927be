import type { DrawnAddress, DrawnRouter, DrawnState } from '../../core/live/cluster.js';

const states: Readonly<Record<DrawnState, string>> = {
  equal: 'up',
  weight: 'other weight',
  drained: 'drained',
  quiesced: 'quiesced',
  out: 'out',
  stuck: 'stuck',
  differs: 'not as in lvs.cf',
  missing: 'missing',
  extra: 'not in lvs.cf',
  sorry: 'sorry server',
  inactive: 'switched off',
  unknown: 'unknown',
  not_run: 'not run',
  shared: 'shared address',
  silent: 'no server answers',
};

const routerStates: Readonly<Record<DrawnRouter['state'], string>> = {
  active: 'active',
  standby: 'standby',
  stopped: 'stopped',
  unknown: 'unknown',
};

const addressStates: Readonly<Record<DrawnAddress['state'], string>> = {
  held: 'held',
  two: 'on both routers',
  missing: 'on no router',
  inactive: 'not used',
  unknown: 'unknown',
};

/** The drawing of the cluster. */
export const drawing = {
  lead: 'From the clients over the routers and the floating addresses to the real servers, as lvs.cf names them and as the kernel of this router has them now. Each box leads to its panel.',
  link: 'The cluster as a drawing',
  asTable: 'The same as a table',
  asPicture: 'The same as a drawing',
  clients: 'Clients',
  clientsAre: 'connections',
  router: { primary: 'Primary router', backup: 'Backup router' },
  hereIs: (router: string) => `${router}, here`,
  address: 'Floating address',
  virtual: 'Virtual server',
  server: 'Real server',
  states,
  routerStates,
  addressStates,
  /** How many connections a service or a server has now. */
  connections: (active: number, inactive: number) => `${active} active, ${inactive} inactive`,
  weight: (weight: number) => `weight ${weight}`,
  rest: (servers: number) => `${servers} more`,
  restAre: (up: number, others: number) => (others === 0 ? `${up} up` : `${up} up, ${others} not`),
  columns: { kind: 'What', name: 'Name', at: 'Address', state: 'State', now: 'Now' },
  signs: 'Signs:',
  good: 'as it should be',
  bad: 'trouble',
  unsure: 'somebody chose it, or unlike lvs.cf',
  off: 'not used, or unknown',
  unreadable: 'lvs.cf cannot be read, so that there is nothing to draw.',
  nothing: 'lvs.cf has no virtual server.',
  routerUnknown: (router: string) => `${router}: what it does is not known.`,
  seenLast: (when: string) => `It was seen last at ${when}.`,
  part: (part: number, parts: number, services: number) =>
    `Part ${part} of ${parts}; ${services} services in all.`,
  before: 'back',
  next: 'on',
  readAt: 'Read from the kernel:',
  follows: 'The drawing follows by itself.',
  lost: 'The console does not answer: this drawing is old.',
};
