import type { ConnectionSearch, FoundConnections, NamedConnection } from '../../../core/live/connections.js';
import { isKnown, type Reading } from '../../../core/machine/reading.js';
import type { Language, Words } from '../../../text/index.js';
import { momentText } from '../../../text/moment.js';
import { unknownSentence } from '../../../text/unknown.js';

/** So many connections are on one page. */
export const connectionsOnAPage = 100;

/** What the template shows. */
export function connectionsView(
  search: ConnectionSearch,
  reading: Reading<FoundConnections>,
  words: Words,
  language: Language,
) {
  const say = words.clientConnections;
  const at = { machine: new Date(reading.at).toISOString(), text: momentText(reading.at, language) };
  const form = { text: search.text, anewHref: hrefOf(search) };
  if (!isKnown(reading)) {
    const absent = reading.reason === 'absent';
    const why = absent ? words.control.table.notLoaded : unknownSentence(words.control, reading);
    return { form: { ...form, states: statesOf(search, [], say.any) }, at, remark: why, rows: [], pages: [] };
  }
  const { all, byState, fitting, shown } = reading.value;
  const states = [...byState].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    form: {
      ...form,
      states: statesOf(search, states, say.any),
      ...((search.text !== '' || search.state !== '') && { allHref: '/secure/client-connections' }),
    },
    at,
    remark: all === 0 ? say.noneAtAll : say.count(fitting, all),
    byState: states.map(([state, count]) => ({
      text: `${state} ${count}`,
      href: hrefOf({ ...search, state, from: 0 }),
    })),
    nothing: say.none,
    rows: shown.map((connection) => row(connection, say)),
    ...pagesOf(search, reading.value, say),
  };
}

function statesOf(
  search: ConnectionSearch,
  states: readonly (readonly [state: string, count: number])[],
  any: string,
) {
  // What was asked for stays chosen, also while no connection has it.
  const names = new Set([...states.map(([state]) => state), ...(search.state === '' ? [] : [search.state])]);
  return [
    { value: '', text: any, selected: search.state === '' },
    ...[...names].map((name) => ({ value: name, text: name, selected: name === search.state })),
  ];
}

function row(connection: NamedConnection, say: Words['clientConnections']) {
  const { client, destination, expiresInSeconds, protocol, realServer, state, virtual, virtualServer } =
    connection;
  return {
    protocol,
    client,
    virtual: { name: virtualServer, address: virtual },
    server: { name: realServer, address: destination },
    state,
    expires: say.expires(expiresInSeconds),
  };
}

function pagesOf(
  search: ConnectionSearch,
  { fitting, shown }: FoundConnections,
  say: Words['clientConnections'],
) {
  const { from, limit } = search;
  const pages = [
    ...(from === 0
      ? []
      : [{ text: say.earlier, href: hrefOf({ ...search, from: Math.max(0, from - limit) }) }]),
    ...(from + shown.length < fitting
      ? [{ text: say.later, href: hrefOf({ ...search, from: from + limit }) }]
      : []),
  ];
  return {
    pages,
    ...(pages.length > 0 && shown.length > 0 && { range: say.range(from + 1, from + shown.length) }),
  };
}

/** The address of a search. */
function hrefOf({ from, state, text }: Pick<ConnectionSearch, 'from' | 'state' | 'text'>): string {
  const given = Object.entries({ text, state, from: from === 0 ? '' : String(from) });
  const query = new URLSearchParams(given.filter(([, value]) => value !== '')).toString();
  return query === '' ? '/secure/client-connections' : `/secure/client-connections?${query}`;
}
