/**
 * Reads what `ipvsadm -Ln` prints with one of its options: two head lines of the table, one of the columns, then
 * services with their destinations. All or nothing, as with the kernel's own text: half a list looks like servers
 * that are gone.
 * Source: ipvsadm 1.31, ipvsadm.c, print_title, print_service_entry.
 */

import { FIRST_LINE, type RefusedText, type Unreadable } from './parse-proc.js';

/** A service of a list, with what its line says. */
export interface ListedService<OfService, OfDestination> {
  /** As the kernel's own table is told apart: `TCP 10.0.0.100:80`, `FWM 80`, `FWM 6 IPv6`. */
  readonly key: string;
  readonly said: OfService;
  readonly destinations: readonly ListedDestination<OfDestination>[];
}

/** A destination of a list, with what its line says. */
export interface ListedDestination<OfDestination> {
  /** `10.0.0.11:80` or `[fd00::11]:80`. */
  readonly key: string;
  readonly said: OfDestination;
}

/** The services of a list, or what could not be read of it. */
export type ParsedListing<OfService, OfDestination> =
  | { readonly ok: true; readonly services: readonly ListedService<OfService, OfDestination>[] }
  | RefusedText;

/** What a line says behind its address, or why it cannot be read. */
export type ReadWords<Said> = (
  words: string,
) => { readonly said: Said } | Extract<Unreadable, 'number' | 'service' | 'destination'>;

/** What tells one kind of list from the others. */
export interface ListingForm<OfService, OfDestination> {
  /** The line of the columns with single blanks: its words give the numbers their meaning. */
  readonly columns: string;
  readonly service: ReadWords<OfService>;
  readonly destination: ReadWords<OfDestination>;
}

const SECOND_COLUMNS = '-> RemoteAddress:Port';
const HEAD_LINES = 3;

const ENDPOINT = String.raw`(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\]):\d{1,5}`;
const SERVICE = new RegExp(
  String.raw`^(?:FWM +(?<mark>\d{1,10})(?<v6> IPv6)?|(?<protocol>[A-Z]\w*) +(?<endpoint>${ENDPOINT}))(?: +(?<words>.*))?$`,
);
const DESTINATION = new RegExp(`^  -> (?<endpoint>${ENDPOINT}) +(?<words>.*)$`);

/** Reads a list in one form; never throws. */
export function parseListing<OfService, OfDestination>(
  text: string,
  form: ListingForm<OfService, OfDestination>,
): ParsedListing<OfService, OfDestination> {
  const lines = text.split('\n');
  const refuse = (line: number, why: Unreadable): RefusedText => {
    return { ok: false, line, text: lines[line - 1] ?? '', why };
  };

  // 1. The head, word by word.
  if (!FIRST_LINE.test(lines[0] ?? '')) return refuse(1, 'header');
  for (const [index, columns] of [form.columns, SECOND_COLUMNS].entries()) {
    if (lines[index + 1]?.trim().replace(/ +/g, ' ') !== columns) return refuse(index + 2, 'header');
  }
  // Every line is ended, so a text that is not was cut off, perhaps within a number.
  if (lines.at(-1) !== '') return refuse(lines.length, 'cut_off');

  // 2. Services, each followed by its destinations.
  const services: Filling<OfService, OfDestination>[] = [];
  const keys = new Set<string>();
  for (let line = HEAD_LINES + 1; line < lines.length; line++) {
    const content = lines[line - 1] ?? '';
    const service = services.at(-1);
    if (content.startsWith('  -> ')) {
      const { endpoint: key = '', words = '' } = DESTINATION.exec(content)?.groups ?? {};
      if (key === '') return refuse(line, 'destination');
      if (service === undefined) return refuse(line, 'no_service');
      if (service.found.has(key)) return refuse(line, 'repeated');
      const read = form.destination(words.trimEnd());
      if (typeof read === 'string') return refuse(line, read);
      service.found.set(key, { key, said: read.said });
    } else {
      const groups = SERVICE.exec(content)?.groups;
      if (groups === undefined) return refuse(line, 'service');
      const key = keyOf(groups);
      if (keys.has(key)) return refuse(line, 'repeated');
      const read = form.service((groups['words'] ?? '').trimEnd());
      if (typeof read === 'string') return refuse(line, read);
      keys.add(key);
      services.push({ key, said: read.said, found: new Map() });
    }
  }
  return {
    ok: true,
    services: services.map(({ key, said, found }) => ({ key, said, destinations: [...found.values()] })),
  };
}

/** A service whose destinations are still coming. */
interface Filling<OfService, OfDestination> {
  readonly key: string;
  readonly said: OfService;
  readonly found: Map<string, ListedDestination<OfDestination>>;
}

function keyOf({ mark, v6 = '', protocol, endpoint }: Readonly<Record<string, string | undefined>>): string {
  return mark === undefined ? `${protocol} ${endpoint}` : `FWM ${mark}${v6}`;
}
