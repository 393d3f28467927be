/** One scenario on a network made for it: its steps in turn, and everything ended afterwards. */

import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { MachinePlan, Outcome, Report, Scenario, Step } from '../scenario.js';
import { Client } from './client.js';
import { type Engine, startEngine } from './engine.js';
import { type Machine, switchOn } from './machine.js';
import { killed, pause, run, started } from './run.js';
import { tableLines } from './watch.js';

type Done = Omit<Outcome, 'at' | 'took'>;

/** Our checker, laid into the folder with the scenarios, and its place on a router. */
const checker = { from: '/out/lvs-check', on: '/usr/local/lib/lvs-console/lvs-check' };

/** How often a router is looked at while something is awaited, in milliseconds. */
const glance = 100;

/** Carries out a scenario. What went wrong is in the report. */
export async function carryOut({ title, machines, steps }: Scenario): Promise<Report> {
  const outcomes: Outcome[] = [];
  const stage = new Stage();
  try {
    await stage.open(machines);
    const start = Date.now();
    for (const step of steps) {
      const at = Date.now() - start;
      const done = await stage.perform(step);
      outcomes.push({ at, took: Date.now() - start - at, ...done });
    }
    return { title, outcomes };
  } catch (error) {
    return { title, outcomes, error: String(error instanceof Error ? error.stack : error) };
  } finally {
    await stage.close();
  }
}

class Stage {
  readonly #machines = new Map<string, Machine>();
  readonly #engines = new Map<string, Engine>();
  readonly #servers = new Map<string, ChildProcess>();
  readonly #clients = new Map<string, Client>();
  #switches: readonly string[] = [];

  async open(plans: readonly MachinePlan[]): Promise<void> {
    this.#switches = [...new Set(plans.flatMap(({ cards }) => cards.map(({ network }) => network)))];
    const commands = this.#switches.flatMap((name) => [
      `link add ${name} type bridge forward_delay 0`,
      `link set ${name} up`,
    ]);
    await run('ip', ['-batch', '-'], commands.join('\n'));
    for (const plan of plans) this.#machines.set(plan.name, await switchOn(plan));
    await Promise.all(plans.map((plan) => this.#prepare(plan)));
  }

  async #prepare({ name, does }: MachinePlan): Promise<void> {
    const machine = this.#machine(name);
    if (does === 'balance') machine.write(checker.on, readFileSync(checker.from), 0o755);
    if (does === 'serve') await this.#startServer(name);
    if (does === 'ask') this.#clients.set(name, await Client.start(machine));
  }

  async perform(step: Step): Promise<Done> {
    switch (step.do) {
      case 'configure':
        throw new Error('the host renders configurations');
      case 'write':
        this.#machine(step.machine).write(step.path, step.text);
        return {};
      case 'start':
        this.#engines.set(step.router, startEngine(this.#machine(step.router)));
        return {};
      case 'stop':
      case 'kill':
        await found(this.#engines, step.router)[step.do]();
        this.#engines.delete(step.router);
        return {};
      case 'reload':
        found(this.#engines, step.router).reload();
        return {};
      case 'wait':
        await pause(step.seconds * 1000);
        return {};
      case 'expect table':
        return { lines: await this.#awaitTable(step) };
      case 'expect ipvsadm':
        return { text: await this.#machine(step.router).shell('ipvsadm -Ln') };
      case 'ask':
        return { requests: await found(this.#clients, 'client').ask(step.to, step.times) };
    }
  }

  async #awaitTable({ router, lines, within }: Extract<Step, { do: 'expect table' }>) {
    const machine = this.#machine(router);
    const deadline = Date.now() + within * 1000;
    for (;;) {
      const seen = tableLines(machine);
      if (isDeepStrictEqual(seen, lines) || Date.now() > deadline) return seen;
      await pause(glance);
    }
  }

  async #startServer(name: string): Promise<void> {
    const machine = this.#machine(name);
    const program = new URL('real-server.js', import.meta.url).pathname;
    const args = [program, name, JSON.stringify(machine.plan.offers ?? [])];
    const server = machine.start(process.execPath, args, true);
    this.#servers.set(name, server);
    await started(server);
  }

  #machine(name: string): Machine {
    return found(this.#machines, name);
  }

  async close(): Promise<void> {
    for (const engine of this.#engines.values()) await engine.stop();
    for (const server of this.#servers.values()) await killed(server);
    for (const client of this.#clients.values()) await client.end();
    for (const machine of this.#machines.values()) await machine.switchOff();
    await run('ip', ['-batch', '-'], this.#switches.map((name) => `link del ${name}`).join('\n'));
  }
}

function found<Value>(values: ReadonlyMap<string, Value>, name: string): Value {
  const value = values.get(name);
  if (value === undefined) throw new Error(`${name} is not there`);
  return value;
}
