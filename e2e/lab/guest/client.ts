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
    const program = machine.start(process.execPath, [new URL('visitor.js', import.meta.url).pathname], true);
    await started(program);
    return new Client(program);
  }

  /** Sends requests one after another. */
  ask(to: Target, times: number): Promise<readonly Request[]> {
    const order: Order = { id: ++this.#orders, to, times };
    return new Promise((resolve) => {
      const listen = ({ id, requests }: Told) => {
        if (id !== order.id) return;
        this.#program.off('message', listen);
        resolve(requests);
      };
      this.#program.on('message', listen);
      this.#program.send(order);
    });
  }

  async end(): Promise<void> {
    await killed(this.#program);
  }
}
