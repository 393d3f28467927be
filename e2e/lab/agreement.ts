/** Whether the pages of a console say of the routing tables what `ipvsadm` prints on both routers. */

import { firstUnread } from './reading.js';
import type { Lines } from './scenario.js';

/** What was read one after the other: kernels, pages, kernels again, because traffic goes on meanwhile. */
export interface Readings {
  /** CONTROL/MONITORING of the router that has the console, line by line, and ROUTERS. */
  readonly control: Lines;
  readonly routers: Lines;
  /** What `ipvsadm -Ln` printed before and after, on the router that has the console and on the other one. */
  readonly here: Printed;
  readonly there: Printed;
}

type Printed = readonly [before: string, after: string];

/** So many connections may have come and gone since a page read its kernel: a client comes ten times a second. */
const lateness = { control: 40, routers: 200 };

/** In what the pages and the kernels disagree. */
export function disagreements({ control, here, routers, there }: Readings): string[] {
  const ours = here.map(kernelOf);
  const theirs = there.map(kernelOf);
  return [
    ...ofControl(rowsUnder(control, 'Name', 'Address', 'Forwarding', 'Weight', 'Active', 'Inactive'), ours),
    ...ofRouters(routers, ours, theirs),
    ...[...control, ...routers].flatMap((line) =>
      /\|.*[ ,]-\d/.test(line) ? `less than none: ${line}` : [],
    ),
  ];
}

/** What a page does not say although it should, below what it says. */
export function unsaid(page: string, expected: Lines, lines: Lines): string[] {
  const line = firstUnread(expected, lines);
  return line === undefined ? [] : [`not on ${page}: ${line}`];
}

interface Server {
  /** Forwarding and weight. */
  readonly how: string;
  readonly active: number;
  readonly inactive: number;
}

/** The real servers of each service, both as they are addressed. */
type Kernel = ReadonlyMap<string, ReadonlyMap<string, Server>>;

function kernelOf(printed: string): Kernel {
  const kernel = new Map<string, Map<string, Server>>();
  let servers = new Map<string, Server>();
  for (const line of printed.split('\n')) {
    const [first = '', second = '', third = '', fourth = '', active, inactive] = line.trim().split(/ +/);
    if (/^(?:TCP|UDP|FWM)$/.test(first)) {
      servers = new Map();
      kernel.set(`${first} ${second}`, servers);
    } else if (first === '->' && /\d$/.test(second)) {
      const how = `${third} ${fourth}`;
      servers.set(second, { how, active: Number(active), inactive: Number(inactive) });
    }
  }
  return kernel;
}

/** The rows of the table that has these columns; each as its cells by column. */
function rowsUnder(lines: Lines, ...columns: readonly string[]): Record<string, string>[] {
  const cellsOf = (line: string) => line.split('|').map((cell) => cell.trim());
  const at = lines.findIndex((line) => columns.every((column) => cellsOf(line).includes(column)));
  const head = cellsOf(lines[at] ?? '');
  const below = lines.slice(at + 1).map(cellsOf);
  const end = below.findIndex((cells) => cells.length !== head.length);
  return below
    .slice(0, at === -1 ? 0 : end === -1 ? below.length : end)
    .map((cells) => Object.fromEntries(head.map((column, index) => [column, cells[index] ?? ''])));
}

/** A server that the kernel has not, or a service, stands there without numbers: lvs.cf wants it. */
function ofControl(rows: readonly Record<string, string>[], kernels: readonly Kernel[]): string[] {
  const shown: string[] = [];
  const wrong: string[] = [];
  let service = '';
  for (const { Address = '', Forwarding = '', Weight = '', Active = '', Inactive = '' } of rows) {
    const isService = /^(?:TCP|UDP|FWM) /.test(Address);
    if (isService) service = Address;
    if (Active === '') continue;
    const [weight = ''] = Weight.split(' ');
    shown.push(isService ? Address : `${service} ${Address} ${Forwarding} ${weight}`);
    const seen = kernels.map((kernel) => numbersOf(kernel, service, isService ? undefined : Address));
    const isNear =
      near(
        Number(Active),
        seen.map(({ active }) => active),
        lateness.control,
      ) &&
      near(
        Number(Inactive),
        seen.map(({ inactive }) => inactive),
        lateness.control,
      );
    if (!isNear) wrong.push(`CONTROL: ${Address} has ${Active} and ${Inactive}: ${JSON.stringify(seen)}`);
  }
  return [...wrong, ...differing('CONTROL', shown, linesOf(kernels.at(-1)))];
}

/** Tables that the page does not compare, it says to be not compared. */
function ofRouters(lines: Lines, ours: readonly Kernel[], theirs: readonly Kernel[]): string[] {
  const rows = rowsUnder(lines, 'Address', 'This router', 'Other router', 'Compared');
  const areCompared = !lines.some((line) => line.startsWith('The tables are not compared'));
  const [here, there] = [ours.at(-1), theirs.at(-1)];
  const services = [...new Set([...(here?.keys() ?? []), ...(there?.keys() ?? [])])];
  const wrong = rows.flatMap((row) => {
    const { Address: service = '', Compared: compared = '' } = row;
    const isSame = `${linesOf(here, service)}` === `${linesOf(there, service)}`;
    return [
      ...ofCell(service, row['This router'] ?? '', ours),
      ...ofCell(service, row['Other router'] ?? '', theirs),
      ...(isRight(compared, isSame, areCompared) ? [] : [`ROUTERS: ${service}: ${compared}`]),
    ];
  });
  const shown = rows.map(({ Address = '' }) => Address);
  return [...wrong, ...differing('ROUTERS', shown, services)];
}

function isRight(compared: string, isSame: boolean, areCompared: boolean): boolean {
  return areCompared ? (compared === 'the same') === isSame : compared === 'unknown';
}

/** `3 servers, 0 + 12 connections`, or that there is no such service. */
function ofCell(service: string, cell: string, kernels: readonly Kernel[]): string[] {
  const [, servers, active, inactive] = /^(\d+) servers?, (\d+) \+ (\d+) connections$/.exec(cell) ?? [];
  const size = kernels.at(-1)?.get(service)?.size;
  const seen = kernels.map((kernel) => numbersOf(kernel, service));
  const isAsShown =
    servers === undefined
      ? size === undefined && cell === 'not in the kernel'
      : Number(servers) === size &&
        near(
          Number(active),
          seen.map((one) => one.active),
          lateness.routers,
        ) &&
        near(
          Number(inactive),
          seen.map((one) => one.inactive),
          lateness.routers,
        );
  return isAsShown ? [] : [`ROUTERS: ${service}: ${cell}: ${size} ${JSON.stringify(seen)}`];
}

/** Connections of a service, or of one of its servers. */
function numbersOf(kernel: Kernel, service: string, address?: string) {
  const servers = [...(kernel.get(service) ?? [])].filter(
    ([one]) => address === undefined || one === address,
  );
  return {
    active: servers.reduce((sum, [, one]) => sum + one.active, 0),
    inactive: servers.reduce((sum, [, one]) => sum + one.inactive, 0),
  };
}

function near(shown: number, seen: readonly number[], late: number): boolean {
  return shown >= Math.min(...seen) - late && shown <= Math.max(...seen) + late;
}

/** A kernel as lines without numbers of connections; one service only, where one is named. */
function linesOf(kernel: Kernel = new Map(), only?: string): string[] {
  const services = [...kernel].filter(([service]) => only === undefined || service === only);
  return services.flatMap(([service, servers]) => [
    service,
    ...[...servers].map(([address, { how }]) => `${service} ${address} ${how}`).sort(),
  ]);
}

function differing(page: string, shown: readonly string[], wanted: readonly string[]): string[] {
  return [
    ...shown.filter((line) => !wanted.includes(line)).map((line) => `${page}: not in the kernel: ${line}`),
    ...wanted.filter((line) => !shown.includes(line)).map((line) => `${page}: only in the kernel: ${line}`),
  ];
}
