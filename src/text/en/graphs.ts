import type { Measure, Side, SpanName } from '../../core/live/series.js';

const measures: Readonly<Record<Measure, string>> = {
  active: 'Active connections',
  inactive: 'Inactive connections',
  rate: 'New connections per second',
  'bytes-in': 'Bytes per second from clients',
  'bytes-out': 'Bytes per second to clients',
  weight: 'Weight',
};

const spans: Readonly<Record<SpanName, string>> = {
  hour: 'last hour, each 10 seconds',
  day: 'last day, each minute',
};

const routers: Readonly<Record<Side, string>> = { here: 'this router', there: 'the other router' };

/** The page of graphs. */
export const graphs = {
  lead: 'What was measured in the last hour and the last day. Grey is where nothing was measured: that is not 0. The marks below lead to what happened then.',
  choose: 'Choose',
  virtual: 'Virtual server:',
  everyVirtual: 'all',
  server: 'Real server:',
  everyServer: 'the service and all its real servers',
  measure: 'Measure:',
  span: 'Time:',
  router: 'Router:',
  gloss: { show: '' },
  measures,
  spans,
  routers,
  link: 'The last hour and the last day as graphs',
  asTable: 'The same as a table',
  asPicture: 'The same as graphs',
  current: 'now',
  lowest: 'lowest',
  average: 'average',
  highest: 'highest',
  time: 'Time',
  unknown: 'unknown',
  events: 'What happened',
  happened: (when: string, what: readonly string[]) => `${when}: ${what.join('; ')}`,
  more: (events: number) => `${events} more`,
  /** Each number with its name before it. */
  summary: (numbers: readonly (readonly [name: string, value: string])[]) =>
    numbers.map(([name, value]) => `${name} ${value}`).join(', '),
  /** In a cell of a table: an average with the lowest and the highest of its minute. */
  range: (average: string, lowest: string, highest: string) => `${average} (${lowest} to ${highest})`,
  nothing: 'Nothing was measured in this time.',
  nothingAtAll: 'Nothing has been measured of this router yet.',
  off: 'Nothing is measured while nobody looks: "graphs" is "off" in console.json.',
  onlyLooking:
    'This is measured only while somebody looks. With "graphs": "all" in console.json it is always measured.',
  leftOut: (lines: number, kept: number) =>
    `There is room for ${kept} services and real servers; ${lines} more are not kept.`,
  part: (part: number, parts: number, lines: number) => `Part ${part} of ${parts}; ${lines} in all.`,
  rows: (part: number, parts: number) => `Part ${part} of ${parts}, the newest first.`,
  earlier: 'earlier',
  later: 'later',
  before: 'back',
  next: 'on',
  zone: (zone: string) => `The times are those of this router (${zone}).`,
  readAt: 'Measured until:',
  follows: 'The graphs follow by themselves.',
  lost: 'The console does not answer: these graphs are old.',
};
