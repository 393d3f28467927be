/** What a router sees of itself, from one look at it. */

import { z } from 'zod';
import { routerStateShape } from './answer.js';
import { unknownShape } from './unknown-shape.js';

const text = z.string().max(4096);
const address = z.string().max(64);
const device = z.string().max(64);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const port = z.int().min(0).max(65_535);

/** A table of more services, or of more destinations in all, is not told: an answer has a limit. */
export const mostServices = 10_000;

/** @see mostServices */
export const mostDestinations = 20_000;

/** As many addresses as an answer has room for. */
const mostAddresses = 10_000;

/** Address, port, forwarding, weight, active and inactive connections; the family shows in the address. */
const packedDestination = z.tuple([
  address,
  port,
  z.enum(['Masq', 'Route', 'Tunnel', 'Local']),
  z.int(),
  count,
  count,
]);

const ofEachService = {
  scheduler: z.string().max(40),
  onePacket: z.boolean(),
  persistence: z
    .strictObject({
      jiffies: count,
      mask: z.discriminatedUnion('family', [
        z.strictObject({ family: z.literal('inet'), netmask: address }),
        z.strictObject({ family: z.literal('inet6'), prefixLength: z.int().min(0).max(128) }),
        z.strictObject({ family: z.literal('unknown'), hex: z.string().max(8) }),
      ]),
    })
    .nullable(),
  destinations: z.array(packedDestination).max(mostDestinations),
};

const packedService = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('address'),
    protocol: z.string().max(20),
    family: z.enum(['inet', 'inet6']),
    address,
    port,
    ...ofEachService,
  }),
  z.strictObject({
    kind: z.literal('mark'),
    mark: count,
    family: z.enum(['inet', 'inet6', 'unknown']),
    ...ofEachService,
  }),
]);

const packedTable = z.strictObject({
  at: z.number(),
  version: z.string().max(40),
  connectionTableSize: count,
  services: z.array(packedService).max(mostServices),
});

/** A service or destination by its name in the kernel, such as `TCP 10.0.0.100:80`. */
const key = z.string().max(100);

/** Connections, incoming and outgoing packets, incoming and outgoing bytes. */
const packedTotals = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]);

const packedCounters = z.strictObject({
  at: z.number(),
  services: z
    .array(z.tuple([key, packedTotals, z.array(z.tuple([key, packedTotals])).max(mostDestinations)]))
    .max(mostServices),
});

/** Service, destination, upper and lower limit of its connections. */
const packedLimits = z.strictObject({
  at: z.number(),
  destinations: z.array(z.tuple([key, key, count, count])).max(mostDestinations),
});

/** What rarely changes, or is slow to find out. */
const observedDetails = z.strictObject({
  /** Of the engine, as it says itself; blank where it does not. */
  version: text,
  /** SHA-256 of the lvs.cf that this was made of; null where it cannot be read. */
  file: hash.nullable(),
  /** Which router it takes itself for; null where its lvs.cf cannot be read. */
  identity: routerStateShape.shape.identity,
  /** The addresses that the active router has, by the lvs.cf that was applied; by the saved one where nobody knows. */
  floating: z.array(z.strictObject({ address, device })).max(mostAddresses),
  /** Of the kernel's clock; null where the kernel's build does not tell. */
  ticksPerSecond: z.int().min(1).nullable(),
  /** Where a destination has any. */
  limits: z.union([packedLimits, unknownShape]),
});

/** How an observation is checked when it comes from the router program. */
export const observationShape = z.strictObject({
  /** The clock of that router, in milliseconds since 1970. */
  at: z.number(),
  engine: z.strictObject({
    ...routerStateShape.shape.engine.pick({ name: true, status: true, pid: true }).shape,
    /** The process that runs the checks. `stopped`: it is there, but does nothing. `none`: there is nothing to check. */
    checker: z.enum(['running', 'stopped', 'missing', 'none', 'unknown']),
  }),
  /** `none`: no instance, or no engine that runs. `unknown`: the engine does not tell. */
  vrrp: z.union([routerStateShape.shape.vrrp.unwrap(), z.enum(['none', 'unknown'])]),
  /** All that its devices really have. */
  addresses: z.union([
    z.strictObject({ at: z.number(), held: z.array(z.strictObject({ address, device })).max(mostAddresses) }),
    unknownShape,
  ]),
  /** SHA-256 of its lvs.cf; null where it cannot be read. */
  file: hash.nullable(),
  installed: routerStateShape.shape.installed.shape.whose,
  applied: routerStateShape.shape.applied,
  table: z.union([packedTable, unknownShape]),
  counters: z.union([packedCounters, unknownShape]),
  /** Null where they were not asked for. */
  details: observedDetails.nullable(),
});

/** What one router sees of itself. */
export type Observation = Readonly<z.output<typeof observationShape>>;

/** What rarely changes of it. */
export type ObservedDetails = NonNullable<Observation['details']>;

/** Whether the process that runs the checks does. */
export type CheckerProcess = Observation['engine']['checker'];

/** What a look is told. */
const wishShape = z.strictObject({ details: z.boolean() });

/** Whether details are wanted, by the line that a look was told: they are, unless it says that they are not. */
export function wantsDetails(line: string): boolean {
  try {
    return wishShape.safeParse(JSON.parse(line)).data?.details !== false;
  } catch {
    // Whoever tries it by hand says nothing, or anything.
    return true;
  }
}
