/** The guest's hold on the program that runs on a client machine. */

import type { ChildProcess } from 'node:child_process';
import type { Request, Target } from '../scenario.js';
import type { Machine } from './machine.js';
import { killed, started } from './run.js';
import type { Order, Told } from './visitor.js';

export class Client {
  readonly #program: ChildProcess;
  #orders = 0;

  private constructor(program: ChildProcess) {
    this.#program = program;
  }

  static async start(machine: Machine): Promise<Client> {
    const visitor = new URL('visitor.js', import.meta.url).pathname;
    const program = machine.start(process.execPath, [visitor], 'talks');
    await started(program);
    return new Client(program);
  }

  /** Sends requests one after another, to each target in turn. */
  ask(to: readonly Target[], times: number): Promise<readonly Request[]> {
    return this.#answer({ id: ++this.#orders, do: 'ask', to, times });
  }

  /** Begins to send requests at a steady rate. The answer ends it and tells all of them. */
  visit(to: Target, everyMs: number): () => Promise<readonly Request[]> {
    const id = ++this.#orders;
    this.#give({ id, do: 'visit', to, everyMs });
    return () => this.#answer({ id, do: 'leave' });
  }

  #give(order: Order): void {
    this.#program.send(order);
  }

  #answer(order: Order): Promise<readonly Request[]> {
    return new Promise((resolve) => {
      const listen = ({ id, requests }: Told) => {
        if (id !== order.id) return;
        this.#program.off('message', listen);
        resolve(requests);
      };
      this.#program.on('message', listen);
      this.#give(order);
    });
  }

  end(): Promise<void> {
    return killed(this.#program);
  }
}
