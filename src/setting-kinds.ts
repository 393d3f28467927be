/** What each setting of `console.json` may be, whoever reads it. */

import { isIP } from 'node:net';
import { z } from 'zod';
import { parseNetwork } from './core/access/address.js';

/**
 * - `connections`: connections and weights of this router, read from the kernel without starting a program.
 * - `all`: also bytes, and the other router, which it has to be asked for.
 * - `off`: nothing; then graphs show only what was measured while somebody looked.
 */
export type GraphsSetting = (typeof graphsSettings)[number];

const graphsSettings = ['off', 'connections', 'all'] as const;

/** A setting that cannot be used; the message names it and where it came from. */
export class SettingError extends Error {}

/** A setting and where it came from: `--port`, `LVS_CONSOLE_PORT`, or `port in FILE`. */
export interface Given {
  readonly value: unknown;
  readonly origin: string;
}

const hostName = z
  .string()
  .max(253)
  .refine((text) => isIP(text) !== 0 || /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/i.test(text));

const path = z
  .string()
  .min(1)
  .regex(/^[^\0]*$/);

const oneYearSeconds = 365 * 24 * 60 * 60;

const kinds = {
  host: { schema: hostName, expects: 'an address or a host name, such as localhost or 192.0.2.10' },
  port: {
    schema: z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.int().min(0).max(65535)),
    expects: 'a port, 0 to 65535 (0 takes a free one)',
  },
  state: { schema: path, expects: 'the path of a folder' },
  file: { schema: path, expects: 'the path of lvs.cf' },
  config: { schema: path, expects: 'the path of the settings file' },
  hosts: { schema: z.array(hostName), expects: 'a list of host names, such as ["router1.example"]' },
  trustedProxies: {
    schema: z.array(z.string().refine((text) => typeof parseNetwork(text) === 'object')),
    expects: 'a list of addresses and networks, such as ["192.0.2.10", "10.0.0.0/8"]',
  },
  tls: {
    schema: z.strictObject({ certificate: path, key: path }),
    expects: 'the paths of a certificate and its key, such as {"certificate": "a.pem", "key": "a.key"}',
  },
  hsts: {
    schema: z
      .union([
        z.boolean(),
        z
          .int()
          .min(0)
          .max(2 * oneYearSeconds),
      ])
      .transform((wish) => (typeof wish === 'number' ? wish : wish ? oneYearSeconds : undefined)),
    expects: 'true (for one year), or a number of seconds, at most two years',
  },
  graphs: {
    schema: z.enum(graphsSettings),
    expects: '"off", "connections" (the default) or "all": what is measured while nobody looks at the graphs',
  },
  metrics: {
    schema: z.boolean(),
    expects: 'true, or false (the default): whether /metrics is there for Prometheus',
  },
  webhook: {
    schema: z.strictObject({
      url: z.string().max(2000).refine(isWebAddress),
      quietMinutes: z.int().min(0).max(1440).default(10),
    }),
    expects:
      'an address to tell events to, such as {"url": "https://192.0.2.10/lvs", "quietMinutes": 10}, with at most 1440 minutes',
  },
  router: { schema: path, expects: 'the path of lvs-console-router, as in the rules of sudo' },
} as const;

/** The settings, by their names. */
export type Kinds = typeof kinds;

/** Whether something can be sent there. A name and a password in it are refused by whoever sends. */
function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { password, protocol, username } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}

/** The value of a setting. @throws SettingError */
export function checkSetting<Name extends keyof Kinds>(
  name: Name,
  given: Given,
): z.output<Kinds[Name]['schema']> {
  const { schema, expects } = kinds[name];
  const result = schema.safeParse(given.value);
  if (!result.success) {
    throw new SettingError(`${given.origin}: expects ${expects}, not ${JSON.stringify(given.value)}`);
  }
  return result.data as z.output<Kinds[Name]['schema']>;
}

/** The settings in the text of a file, not yet checked. @param file what messages call it @throws SettingError */
export function settingsIn(text: string, file: string): Readonly<Record<string, unknown>> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new SettingError(`${file}: not JSON (${(error as SyntaxError).message})`, { cause: error });
  }
  const { data } = z.record(z.string(), z.unknown()).safeParse(content);
  if (data === undefined) throw new SettingError(`${file}: expects an object of settings`);
  const unknown = Object.keys(data).filter((name) => name === 'config' || !(name in kinds));
  if (unknown.length > 0) {
    const known = Object.keys(kinds).filter((name) => name !== 'config');
    throw new SettingError(`${file}: unknown setting "${unknown[0]}"; there are ${known.join(', ')}`);
  }
  return data;
}

/** The settings that are as good on another machine: the rest are places and programs of one. */
const portable = ['host', 'port', 'hosts', 'trustedProxies', 'hsts', 'graphs', 'metrics'] as const;

/** A settings file that was put together of two. */
export interface JoinedSettings {
  readonly text: string;
  /** Settings of the other machine that were not taken: they name places and programs there. */
  readonly notTaken: readonly string[];
}

/**
 * The settings file of this machine, with what the file of another one says that is as good here.
 * @param own the text of the file here, which may be missing
 * @throws SettingError
 */
export function joinSettings(own: string | undefined, other: string): JoinedSettings {
  const theirs = settingsIn(other, 'console.json of the archive');
  const ours = own === undefined ? {} : settingsIn(own, 'console.json');
  const isPortable = (name: string) => portable.some((one) => one === name);
  const taken = Object.entries(theirs).filter(([name]) => isPortable(name));
  for (const [name, value] of taken)
    checkSetting(name as keyof Kinds, { value, origin: `"${name}" in the archive` });
  const stays = Object.entries(ours).filter(([name]) => !isPortable(name));
  return {
    text: `${JSON.stringify(Object.fromEntries([...taken, ...stays]), null, 2)}\n`,
    notTaken: Object.keys(theirs).filter((name) => !isPortable(name)),
  };
}
