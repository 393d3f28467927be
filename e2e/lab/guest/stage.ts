/** One scenario on a network made for it: its steps in turn, and everything ended afterwards. */

import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { installedChecker } from '../../../src/core/keepalived/check-command.js';
import { notifierBeside } from '../../../src/core/keepalived/event-lines.js';
import { askBeside } from '../../../src/core/nanny/ready-made.js';
import { disagreements, unsaid } from '../agreement.js';
import { firstUnread, isLike } from '../reading.js';
import type { MachinePlan, Outcome, Report, Request, Scenario, Step } from '../scenario.js';
import { Client } from './client.js';
import { type Engine, startEngine } from './engine.js';
import { type Machine, switchOn } from './machine.js';
import { Operator } from './operator.js';
import { ip, killed, pause, started } from './run.js';
import { Watch } from './watch.js';
import { cableCommands } from './wiring.js';

type Done = Omit<Outcome, 'at' | 'took'>;

/** Our checker and what keeps the events, as they come with the package. */
const shipped = '/project/config/lvs-check';

/** Milliseconds between two looks at what is awaited. */
const glance = 50;

/** Carries out a scenario up to the first look that shows something else than expected. */
export async function carryOut({ title, machines, steps }: Scenario): Promise<Report> {
  const outcomes: Outcome[] = [];
  const stage = new Stage();
  let error: string | undefined;
  try {
    await stage.open(machines);
    const start = stage.begin();
    for (const step of steps) {
      const at = Date.now() - start;
      const done = await stage.perform(step);
      outcomes.push({ at, took: Date.now() - start - at, ...done });
      if (isUnmet(step, done)) break;
    }
  } catch (thrown) {
    error = String(thrown instanceof Error ? thrown.stack : thrown);
  }
  const { sights, stalls } = stage.watch;
  await stage.close();
  return { title, outcomes, sights, stalls, ...(error === undefined ? {} : { error }) };
}

/** Whether it makes no sense to go on. The host finds out about the rest. */
function isUnmet(step: Step, { lines, holders, text }: Done): boolean {
  if (step.do === 'expect table') return !isDeepStrictEqual(lines, step.lines);
  if (step.do === 'expect holders') return !isDeepStrictEqual(holders, step.routers);
  if (step.do === 'expect agreement') return lines?.length !== 0;
  if (step.do === 'expect output') return text !== step.text;
  if (step.do === 'browse') return firstUnread(step.reads, lines ?? []) !== undefined;
  return false;
}

/** The machines of a network, and all that can be done with them. */
export class Stage {
  readonly watch = new Watch();
  readonly #machines = new Map<string, Machine>();
  readonly #engines = new Map<string, Engine>();
  readonly #servers = new Map<string, ChildProcess>();
  readonly #clients = new Map<string, Client>();
  readonly #operators = new Map<string, Operator>();
  readonly #visits = new Map<string, () => Promise<readonly Request[]>>();
  /** What steps have written, by machine: it survives a loss of power. */
  readonly #disks = new Map<string, Map<string, string>>();
  #plans: readonly MachinePlan[] = [];
  #switches: readonly string[] = [];
  #start = 0;

  async open(plans: readonly MachinePlan[]): Promise<void> {
    this.#plans = plans;
    this.#switches = [...new Set(plans.flatMap(({ cards }) => cards.map(({ network }) => network)))];
    await ip(
      this.#switches.flatMap((name) => [
        `link add ${name} type bridge forward_delay 0`,
        `link set ${name} up`,
      ]),
    );
    await Promise.all(plans.map((plan) => this.#switchOn(plan)));
  }

  /** Times count from now on. */
  begin(): number {
    this.#start = this.watch.begin();
    return this.#start;
  }

  async perform(step: Step): Promise<Done> {
    switch (step.do) {
      case 'configure':
        throw new Error('configurations are rendered by the host');
      case 'write':
        this.#write(step.machine, step.path, step.text);
        return {};
      case 'copy':
        this.#write(step.to, step.path, this.machine(step.from).read(step.path));
        return {};
      case 'carry line':
        this.#write(step.to, step.path, `${await this.#lineShown(step.from, step.line)}\n`);
        return {};
      case 'run':
        this.machine(step.machine).start('sh', ['-c', `exec ${step.command}`]);
        return {};
      case 'start':
        this.#engines.set(step.router, startEngine(this.machine(step.router)));
        return {};
      case 'stop':
      case 'kill':
        await taken(this.#engines, step.router)[step.do]();
        return {};
      case 'reload':
        known(this.#engines, step.router).reload();
        return {};
      case 'switch off':
        await this.#switchOff(step.machine);
        return {};
      case 'switch on':
        await this.#switchOn(this.#planOf(step.machine));
        return {};
      case 'unplug':
      case 'plug':
      case 'cut off':
      case 'reconnect':
        await ip(cableCommands(step, this.#planOf(step.machine)));
        return {};
      case 'kill server':
        await killed(taken(this.#servers, step.machine));
        return {};
      case 'start server':
        await this.#startServer(this.machine(step.machine));
        return {};
      case 'wait':
        await pause(step.seconds * 1000);
        return {};
      case 'visit':
        this.#visits.set(step.visit, this.client().visit(step.to, step.everyMs));
        return {};
      case 'leave':
        return { requests: this.#timed(await taken(this.#visits, step.visit)()) };
      case 'ask':
        return { requests: this.#timed(await this.client().ask(step.to, step.times)) };
      case 'expect table':
        return this.#await(step.within, () => ({ lines: this.watch.table(step.router) }), step);
      case 'expect holders':
        return this.#await(step.within, () => ({ holders: this.watch.holders(step.of) }), step);
      case 'expect never':
        return { lines: this.watch.everSeen(step.router, step.line) };
      case 'browse':
        return { lines: await this.#operator(step.machine).then((one) => one.browse(step.gestures)) };
      case 'expect output':
        if (step.within === undefined) return this.#printed(step);
        return this.#await(step.within, () => this.#printed(step), step);
      case 'expect agreement':
        return this.#await(step.within, () => this.#disagreements(step), step);
    }
  }

  /** Looks until it is as expected, or too late. Time in which the guest stood still does not count. */
  async #await(seconds: number, look: () => Done | Promise<Done>, step: Step): Promise<Done> {
    const deadline = this.watch.clock() + seconds * 1000;
    for (;;) {
      this.watch.look();
      const done = await look();
      if (!isUnmet(step, done) || this.watch.clock() > deadline) return done;
      await pause(glance);
    }
  }

  async #printed({ command, machine }: Extract<Step, { do: 'expect output' }>): Promise<Done> {
    return { text: await this.machine(machine).shell(command) };
  }

  /** The pages stand below what is wrong with them. */
  async #disagreements(step: Extract<Step, { do: 'expect agreement' }>): Promise<Done> {
    const { control: wantedOnControl, routers: wantedOnRouters } = step;
    const kernels = () =>
      Promise.all([step.here, step.there].map((name) => this.machine(name).shell('ipvsadm -Ln')));
    const operator = await this.#operator(step.here);
    const [hereBefore = '', thereBefore = ''] = await kernels();
    const control = await operator.browse([{ open: '/secure/control' }]);
    const followed = await operator.browse([{ let: 'rows follow' }]);
    const routers = await operator.browse([{ open: '/secure/routers' }]);
    const [hereAfter = '', thereAfter = ''] = await kernels();
    const printed = { here: [hereBefore, hereAfter], there: [thereBefore, thereAfter] } as const;
    const wrong = [control, followed].flatMap((shown) => [
      ...disagreements({ control: shown, routers, ...printed }),
      ...unsaid('CONTROL', wantedOnControl, shown),
      ...unsaid('ROUTERS', wantedOnRouters, routers),
    ]);
    const seen = [...control, '', ...followed, '', ...routers, '', hereAfter, thereAfter];
    return { lines: wrong.length === 0 ? [] : [...wrong, '', ...seen] };
  }

  #timed(requests: readonly Request[]): Request[] {
    return requests.map((request) => ({ ...request, sentAt: request.sentAt - this.#start }));
  }

  #write(machine: string, path: string, text: string): void {
    const disk = this.#disks.get(machine) ?? new Map<string, string>();
    this.#disks.set(machine, disk.set(path, text));
    known(this.#machines, machine).write(path, text);
  }

  async #switchOn(plan: MachinePlan): Promise<void> {
    const { name, does, offers } = plan;
    const machine = await switchOn(plan);
    this.#machines.set(name, machine);
    for (const [path, text] of this.#disks.get(name) ?? []) machine.write(path, text);
    if (does === 'balance') {
      machine.write(installedChecker, readFileSync(shipped), 0o755);
      machine.write(askBeside(installedChecker), readFileSync(askBeside(shipped)), 0o755);
      machine.write(notifierBeside(installedChecker), readFileSync(notifierBeside(shipped)), 0o755);
      this.watch.follow(name, machine);
    }
    if (does === 'serve' || offers !== undefined) await this.#startServer(machine);
    if (does === 'ask') this.#clients.set(name, await Client.start(machine));
  }

  async #switchOff(name: string): Promise<void> {
    const machine = taken(this.#machines, name);
    if (machine.plan.does === 'balance') this.watch.follow(name, undefined);
    await machine.disconnect();
    await Promise.all([
      this.#engines.get(name)?.kill(),
      this.#clients.get(name)?.end(),
      ...[this.#servers.get(name)].map((server) => server && killed(server)),
    ]);
    for (const kept of [this.#engines, this.#clients, this.#servers, this.#operators]) kept.delete(name);
    await machine.end();
  }

  async #startServer(machine: Machine): Promise<void> {
    const { name, offers = [] } = machine.plan;
    const program = new URL('real-server.js', import.meta.url).pathname;
    const server = machine.start(process.execPath, [program, name, JSON.stringify(offers)], 'talks');
    this.#servers.set(name, server);
    await started(server);
  }

  /** Whoever sits at a machine stays there. */
  async #operator(name: string): Promise<Operator> {
    const operator = this.#operators.get(name) ?? (await Operator.start(known(this.#machines, name)));
    this.#operators.set(name, operator);
    return operator;
  }

  async #lineShown(machine: string, line: string): Promise<string> {
    const operator = await this.#operator(machine);
    const [found, other] = (await operator.browse([])).filter((words) => isLike(line, words));
    if (found === undefined || other !== undefined) throw new Error(`not one line ${line} on ${machine}`);
    return found;
  }

  machine(name: string): Machine {
    return known(this.#machines, name);
  }

  #planOf(name: string): MachinePlan {
    return known(new Map(this.#plans.map((plan) => [plan.name, plan])), name);
  }

  /** There is one client in each network. */
  client(): Client {
    const [client] = this.#clients.values();
    if (client === undefined) throw new Error('no client in this network');
    return client;
  }

  async close(): Promise<void> {
    this.watch.end();
    await Promise.all([...this.#machines.keys()].map((name) => this.#switchOff(name)));
    await ip(this.#switches.map((name) => `link del ${name}`));
  }
}

function known<Value>(values: ReadonlyMap<string, Value>, name: string): Value {
  const value = values.get(name);
  if (value === undefined) throw new Error(`${name} is not there`);
  return value;
}

function taken<Value>(values: Map<string, Value>, name: string): Value {
  const value = known(values, name);
  values.delete(name);
  return value;
}
