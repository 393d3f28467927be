/** Hash work in turn: one piece at a time, and no more waiting than can be done while somebody still waits for it. */

/** How many pieces may wait, for all places together and for one alone. */
const mostWaiting = { altogether: 20, perPlace: 8 } as const;

/** This many places that once gave a right password have their turn first. */
const mostKnown = 1000;

/** The queue in front of the hash work. */
export interface HashQueue {
  /** Whether another piece of work for this place would be taken. */
  hasRoom(place: string): boolean;
  /** Does the work when its turn has come; ask `hasRoom` before. */
  take<T>(place: string, work: () => Promise<T>): Promise<T>;
  /** A right password came from there: from now on the place has its turn before strangers, however many they are. */
  know(place: string): void;
}

interface Waiting {
  readonly place: string;
  readonly start: () => Promise<void>;
}

/**
 * Places that are known wait in a line of their own, which goes first: a flood from many addresses delays them by the
 * one piece of work that is being done.
 */
export function createHashQueue(): HashQueue {
  const known = new Set<string>();
  const lines: Readonly<Record<'known' | 'strange', Waiting[]>> = { known: [], strange: [] };
  let isBusy = false;

  const lineOf = (place: string) => lines[known.has(place) ? 'known' : 'strange'];

  async function workOff(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    for (;;) {
      const next = lines.known.shift() ?? lines.strange.shift();
      if (next === undefined) break;
      await next.start();
    }
    isBusy = false;
  }

  return {
    hasRoom(place) {
      const line = lineOf(place);
      const ofPlace = line.filter((one) => one.place === place).length;
      return line.length < mostWaiting.altogether && ofPlace < mostWaiting.perPlace;
    },
    take: (place, work) =>
      new Promise((resolve, reject) => {
        const start = () => work().then(resolve, reject);
        lineOf(place).push({ place, start });
        void workOff();
      }),
    know(place) {
      known.delete(place);
      known.add(place);
      for (const oldest of known) {
        if (known.size <= mostKnown) return;
        known.delete(oldest);
      }
    },
  };
}
