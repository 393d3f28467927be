/** The guest's hold on somebody who sits at a router with a browser. */

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Gesture, Lines } from '../scenario.js';
import type { Machine } from './machine.js';
import type { Read } from './operating.js';
import { started } from './run.js';

/** Where the console of a router listens when nobody told it otherwise. */
const origin = 'http://localhost:3636/';

export class Operator {
  readonly #program: ChildProcess;

  private constructor(program: ChildProcess) {
    this.#program = program;
  }

  static async start(machine: Machine): Promise<Operator> {
    const operating = new URL('operating.js', import.meta.url).pathname;
    const program = machine.start(process.execPath, [operating, origin], 'talks');
    await started(program);
    return new Operator(program);
  }

  /** Does these things and returns the page that they lead to. @throws with the page on which one cannot be done */
  async browse(gestures: readonly Gesture[]): Promise<Lines> {
    const answer = once(this.#program, 'message') as Promise<[Read]>;
    this.#program.send(gestures);
    const [{ failure, lines }] = await answer;
    if (failure !== undefined) throw new Error([failure, ...lines].join('\n'));
    return lines;
  }
}
