/** What the look `preflight` is told, and what it sees: how a router is set up beside the engine. */

import { z } from 'zod';
import { routerStateShape } from './answer.js';
import { unknownShape } from './unknown-shape.js';

/** At most so much is told of each; what is beyond is said to be unknown, never to be right. */
export const preflightLimits = {
  addresses: 150,
  devices: 20,
  ports: 60,
  asked: 8,
  places: 300,
  names: 300,
  files: 40,
  /** Characters of a packet filter, or of a file that keeps one. */
  filter: 500_000,
} as const;

const path = z.string().max(4096);
const word = z.string().max(256);
const line = z.string().max(1000);
const address = z.string().regex(/^\d{1,3}(?:\.\d{1,3}){3}$/);
/** No path: it stands in one. */
const device = z.string().regex(/^(?!\.{1,2}$)[^\s/:\0-][^\s/:\0]{0,14}$/);
const port = z.int().min(1).max(65_535);

const wishShape = z.strictObject({
  /** The floating addresses, which no file of the system may have. */
  addresses: z.array(address).max(preflightLimits.addresses),
  /** The interfaces that carry them. */
  devices: z.array(device).max(preflightLimits.devices),
  /** Who the checks run as; null: who runs the engine. */
  account: z
    .string()
    .regex(/^[A-Za-z_][\w-]{0,31}$/)
    .nullable(),
  /** Real servers over TCP. */
  ports: z.array(z.tuple([address, port])).max(preflightLimits.ports),
  /** Floating addresses that the network is asked for, each on its interface. */
  asked: z.array(z.tuple([address, device])).max(preflightLimits.asked),
});

/** What is looked at beside what every router has. */
export type PreflightWish = Readonly<z.output<typeof wishShape>>;

/** Nothing beside what every router has. */
export const noWish: PreflightWish = { addresses: [], devices: [], account: null, ports: [], asked: [] };

/** Reads what the look was told; nothing is wished by whoever tries it by hand. */
export function readWish(told: string): PreflightWish {
  try {
    return wishShape.safeParse(JSON.parse(told)).data ?? noWish;
  } catch {
    // Told nothing, or anything.
    return noWish;
  }
}

const place = z.strictObject({ path, line: z.int().min(1), text: line });

/** Lines of files, and what could not be read and may have one too. */
const placesShape = z.strictObject({
  places: z.array(place).max(preflightLimits.places),
  unread: z.array(path).max(preflightLimits.places),
});

/** A text of the packet filter; blank: nothing of it is in the kernel. */
const filterShape = z.union([z.string().max(preflightLimits.filter), unknownShape]);

/** How it is checked when it comes from the router program. */
export const preflightShape = z.strictObject({
  /** The clock of that router, in milliseconds since 1970, at the end of the look. */
  at: z.number(),
  /** From the beginning of the look, in milliseconds. */
  tookMs: z.number(),
  /** Of the router program. */
  version: word,
  engine: z.strictObject({
    ...routerStateShape.shape.engine.pick({ name: true, status: true, boot: true, control: true }).shape,
    /** Path of its program. */
    program: path,
    version: z.union([word, unknownShape]),
  }),
  kernel: z.strictObject({
    release: word,
    /** Whether it has the table of IPVS. */
    ipvs: z.union([z.boolean(), unknownShape]),
    /** Of IPVS and FTP: loaded, or part of the kernel. */
    modules: z.union([z.array(word).max(preflightLimits.names), unknownShape]),
    /** The lines that name modules to be loaded at the start of the machine. */
    modulesAtBoot: placesShape,
    /** Settings by their key, such as `net.ipv4.ip_forward`. */
    settings: z.array(z.strictObject({ key: word, value: z.union([word, unknownShape]) })).max(100),
    /** The lines that set them at the start, in the order in which they are read. */
    settingsAtBoot: placesShape,
  }),
  network: z.strictObject({
    devices: z.union([
      z
        .array(
          z.strictObject({
            name: word,
            /** Null: the system does not tell. */
            isUp: z.boolean().nullable(),
            addresses: z.array(z.strictObject({ address: word, netmask: word })).max(preflightLimits.names),
          }),
        )
        .max(preflightLimits.names),
      unknownShape,
    ]),
    /** Interfaces of the ways to everywhere. */
    defaultDevices: z.union([z.array(word).max(preflightLimits.devices), unknownShape]),
    /** Files of the system that have a floating address. */
    mentions: placesShape,
    /** What a connection to a port of a real server came to. */
    ports: z
      .array(
        z.strictObject({
          address: word,
          port,
          /** `refused`: the machine is there and nothing listens. `silent`: no answer. */
          answer: z.enum(['open', 'refused', 'silent', 'failed']),
          /** A code of the system; blank where there is none. */
          system: word,
        }),
      )
      .max(preflightLimits.ports),
    /** Who answered when the network was asked for a floating address. */
    asked: z
      .array(
        z.strictObject({
          address: word,
          device: word,
          /** Hardware addresses, small letters. */
          answers: z.union([z.array(word).max(preflightLimits.names), unknownShape]),
        }),
      )
      .max(preflightLimits.asked),
    /** Whose hardware addresses are known here, small letters. */
    neighbours: z.union([
      z.array(z.strictObject({ address: word, hardware: word })).max(preflightLimits.names),
      unknownShape,
    ]),
  }),
  filter: z.strictObject({
    /** What `iptables-save` prints. */
    iptables: filterShape,
    /** What `nft -j list ruleset` prints. */
    nft: filterShape,
    /** Files from which a packet filter is loaded at the start of the machine. */
    kept: z
      .array(z.strictObject({ path, text: z.union([z.string().max(preflightLimits.filter), unknownShape]) }))
      .max(preflightLimits.files),
  }),
  /** Units of systemd that matter here; unknown where systemd does not run. */
  units: z.union([z.array(z.strictObject({ name: word, state: word })).max(20), unknownShape]),
  checks: z.strictObject({
    programs: z
      .array(
        z.strictObject({
          path,
          /** `other`: not the one of this version; APPLY puts it in its place. */
          state: z.enum(['current', 'other', 'missing', 'unknown']),
        }),
      )
      .max(10),
    /** Null: none was asked for. */
    account: z.enum(['there', 'missing']).nullable(),
  }),
});

/** How a router is set up beside the engine, as it told it. */
export type PreflightSeen = Readonly<z.output<typeof preflightShape>>;
