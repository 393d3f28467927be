/** How long a guest waits for its processor, while somebody else has it. */

import { readFileSync } from 'node:fs';

/** How long a guest has waited up to a moment; both in milliseconds. */
export interface Sample {
  readonly at: number;
  readonly waited: number;
}

/** The share of a second or more in which it waited: the largest there was, from 0 to 1. */
export function largestShare(samples: readonly Sample[]): number {
  const shares = samples.map(({ at, waited }, index) => {
    const later = samples.slice(index).find((sample) => sample.at - at >= 1000);
    return later === undefined ? 0 : (later.waited - waited) / (later.at - at);
  });
  return Math.min(1, Math.max(0, ...shares));
}

/** Milliseconds between two samples. */
const interval = 250;

/** Samples how long a guest waits, until it ends. */
export class Waiting {
  readonly #samples: Sample[] = [];
  readonly #guest: number;
  readonly #processor: number;
  readonly #timer: NodeJS.Timeout;
  /** What each of the guest's processes had waited, and what other machines had taken, at the last sample. */
  #before: ReadonlyMap<string, number> = new Map();
  #waited = 0;

  /** @param guest the process whose child is the kernel of the guest @param processor that the kernel keeps to */
  constructor(guest: number, processor: number) {
    this.#guest = guest;
    this.#processor = processor;
    this.#timer = setInterval(() => this.#sample(), interval);
  }

  /** The samples since a moment as Date.now counts. */
  since(moment: number): readonly Sample[] {
    return this.#samples.filter(({ at }) => at >= moment);
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #sample(): void {
    const now = new Map([['stolen', stolen(this.#processor)]]);
    const kernels = childrenOf(this.#guest);
    for (const pid of [...kernels, ...kernels.flatMap(childrenOf)]) now.set(String(pid), queued(pid));
    for (const [whose, waited] of now) this.#waited += waited - (this.#before.get(whose) ?? waited);
    this.#before = now;
    this.#samples.push({ at: Date.now(), waited: this.#waited });
  }
}

/** Milliseconds that a process was ready and did not run. Source: Linux, Documentation/scheduler/sched-stats. */
function queued(pid: number): number {
  return Number(contents(`/proc/${pid}/schedstat`).split(' ')[1] ?? 0) / 1e6;
}

/** Milliseconds that other machines had a processor of this one. Source: proc(5), /proc/stat, in ticks of 10 ms. */
function stolen(processor: number): number {
  const line = new RegExp(`^cpu${processor} .*`, 'm').exec(contents('/proc/stat'))?.[0] ?? '';
  return Number(line.split(' ')[8] ?? 0) * 10;
}

function childrenOf(pid: number): number[] {
  return contents(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
}

function contents(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // the process has just ended, or this machine does not tell
  }
}
