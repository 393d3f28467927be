import type { Thresholds } from '../../core/ipvs/parse-thresholds.js';
import type { LiveState } from '../../core/live/table.js';

/** What comes from clients, and what goes to them. */
interface Flow {
  readonly incoming: string;
  readonly outgoing: string;
}

const states: Readonly<Record<LiveState, string>> = {
  equal: 'as in lvs.cf',
  weight: 'other weight',
  drained: 'drained',
  quiesced: 'quiesced: its check has not passed',
  out: 'out: its check has not passed',
  stuck: 'stuck: missing in the kernel although our own test found it up',
  differs: 'not as in lvs.cf',
  missing: 'missing in the kernel',
  extra: 'not in lvs.cf',
  sorry: 'sorry server',
};

/** The live routing table of CONTROL/MONITORING. */
export const live = {
  gloss: '',
  columns: {
    name: 'Name',
    address: 'Address',
    forward: 'Forwarding',
    weight: 'Weight',
    active: 'Active',
    inactive: 'Inactive',
    rate: 'In a second',
    state: 'State',
  },
  states,
  what: {
    scheduler: 'scheduler',
    persistence: 'persistence',
    mask: 'mask',
    forwarding: 'forwarding',
    weight: 'weight',
  },
  persistent: (seconds: number) => `persistent ${seconds} s`,
  limits: ({ lower, upper }: Thresholds) => `no new clients from ${upper} connections, again below ${lower}`,
  rates: {
    /** Three short lines: new connections, packets and bytes from and to clients. */
    texts: (connections: string, packets: Flow, bytes: Flow) => [
      `${connections} new`,
      `${packets.incoming} in, ${packets.outgoing} out`,
      `${bytes.incoming} in, ${bytes.outgoing} out`,
    ],
    packets: (number: string) => `${number} p`,
    units: ['B', 'kB', 'MB', 'GB', 'TB'],
    unknown: {
      first: 'not yet measured',
      time: 'not yet measured',
      new: 'new, not yet measured',
      went_back: 'unknown: counters went back',
    },
    measured: (seconds: number, at: string) =>
      `In a second: new connections, packets (p) and bytes from and to clients, on average over ${seconds} seconds until ${at}.`,
    none: 'What passes in a second is known from the second look at the counters on; they are read every ten seconds while somebody looks.',
  },
  difference: (what: string, wanted: string, live: string) => `${what} ${live}, lvs.cf says ${wanted}`,
  readAt: 'Read from the kernel:',
  follows: (seconds: number) =>
    `The numbers follow by themselves, ${seconds === 1 ? 'once a second' : `every ${seconds} seconds`}.`,
  lost: 'The console does not answer: these numbers are old.',
  never: 'not yet',
  old: 'The newest look saw nothing; these numbers are older.',
  unknownFile: 'lvs.cf cannot be read, so that nobody can say what is wanted.',
  empty: 'Neither lvs.cf nor the kernel has a service.',
  part: (part: number, parts: number, services: number) =>
    `Part ${part} of ${parts}; ${services} services in all.`,
  connections: 'Who is connected to what, in which state',
  earlier: 'earlier',
  later: 'later',
};
