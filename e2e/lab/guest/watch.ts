/** What the kernels of the routers hold, looked at all the time without starting a program. */

import { isDeepStrictEqual } from 'node:util';
import { classicText } from '../../../src/core/ipvs/classic.js';
import { parseProcIpvs } from '../../../src/core/ipvs/parse-proc.js';
import type { Lines, Sight, Stall } from '../scenario.js';
import type { Machine } from './machine.js';

/** CONFIG_HZ of the guest's kernel. */
const ticksPerSecond = 100;

/** Milliseconds between two looks. */
const interval = 100;

type View = Pick<Sight, 'lines' | 'addresses'>;

/** Keeps every change. */
export class Watch {
  readonly sights: Sight[] = [];
  /** When the guest itself stood still, because the host was busy: looks came late. */
  readonly stalls: Stall[] = [];
  readonly #routers = new Map<string, Machine | undefined>();
  readonly #latest = new Map<string, View>();
  readonly #timer: NodeJS.Timeout;
  #start = 0;
  #due = 0;

  constructor() {
    this.#timer = setInterval(() => this.#tick(), interval);
  }

  /** Forgets everything. Times count from the moment that is returned. */
  begin(): number {
    this.#start = Date.now();
    this.sights.length = 0;
    this.#latest.clear();
    this.#due = 0;
    this.stalls.length = 0;
    return this.#start;
  }

  /** Milliseconds that have passed, without those in which the guest stood still. */
  clock(): number {
    return Date.now() - this.#start - this.stalls.reduce((sum, { from, until }) => sum + until - from, 0);
  }

  /** Looks at this router from now on; at nothing of it while it is switched off. */
  follow(name: string, router: Machine | undefined): void {
    this.#routers.set(name, router);
  }

  table(router: string): Lines {
    return this.#latest.get(router)?.lines ?? [];
  }

  /** The routers that have this address. */
  holders(address: string): string[] {
    const views = [...this.#latest];
    return views.flatMap(([name, view]) => (view.addresses?.includes(address) ? [name] : [])).sort();
  }

  /** The lines beginning like this that a table of the router has ever held. */
  everSeen(router: string, beginning: string): Lines {
    const lines = this.sights.flatMap((sight) => (sight.router === router ? (sight.lines ?? []) : []));
    return [...new Set(lines.filter((line) => line.startsWith(beginning)))];
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const now = Date.now();
    const late = this.#due === 0 ? 0 : now - this.#due;
    if (late > interval) this.stalls.push({ from: this.#due - this.#start, until: now - this.#start });
    this.#due = now + interval;
    this.look();
  }

  /** Looks at once. */
  look(): void {
    const now = Date.now();
    for (const [router, machine] of this.#routers) {
      const view = machine === undefined ? {} : viewOf(machine);
      if (isDeepStrictEqual(view, this.#latest.get(router))) continue;
      this.#latest.set(router, view);
      this.sights.push({ at: now - this.#start, router, ...view });
    }
  }
}

function viewOf(router: Machine): View {
  return { lines: tableLines(router.readNet('ip_vs')), addresses: ownAddresses(router.readNet('fib_trie')) };
}

/** The table as the lines of `ipvsadm -Ln`, without head and without the two counters at the end. */
function tableLines(text: string): Lines {
  const parsed = parseProcIpvs(text);
  if (!parsed.ok) return [`line ${parsed.line} (${parsed.why}): ${parsed.text}`];
  return classicText(parsed.table, ticksPerSecond)
    .trimEnd()
    .split('\n')
    .slice(3)
    .map((line) => line.trim().replaceAll(/ +/g, ' '))
    .map((line) => (line.startsWith('->') ? line.split(' ').slice(0, 4).join(' ') : line));
}

/** The addresses of a machine, without those of the loopback. Source: Linux, net/ipv4/fib_trie.c. */
function ownAddresses(text: string): string[] {
  const found = new Set<string>();
  for (const [, address] of text.matchAll(/\|-- ([0-9.]+)\n +\/32 host LOCAL/g)) {
    if (address !== undefined && !address.startsWith('127.')) found.add(address);
  }
  return [...found].sort();
}
