/** What an import on a machine of the lab makes of the configurations that documents print. */

import { importSources } from '../../../src/core/import/import.js';
import { kindOf, type Source } from '../../../src/core/import/source.js';
import { changeGlobal } from '../../../src/core/lvscf/change.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { maskOfPrefix } from '../../../src/core/lvscf/kinds/addresses.js';
import type { NetworkDevice } from '../../../src/core/machine/devices.js';
import type { Lines, MachinePlan } from '../scenario.js';

/** A text, behind the name of its file where nothing else says what it is. */
export type Given = string | readonly [string, string];

/** Where an import happens, and what is filled in afterwards because its report asks for it. */
export interface Importing {
  readonly on: MachinePlan;
  readonly settings?: Parameters<typeof changeGlobal>[1];
}

/** The lvs.cf that comes of these texts: the very bytes. @throws when nothing is proposed. */
export function imported(texts: readonly Given[], { on, settings = {} }: Importing): string {
  const sources = texts.map((given): Source => {
    const [name, text] = typeof given === 'string' ? ['', given] : given;
    const kind = kindOf(name, text);
    if (kind === undefined) throw new Error(`nobody can tell what this is: ${text}`);
    return { name, kind, text: Buffer.from(text).toString('latin1') };
  });
  const { reports, text } = importSources(sources, { devices: devicesOf(on) });
  if (text === undefined) throw new Error(`nothing is proposed: ${JSON.stringify(reports)}`);
  return changeGlobal(readConfig(text), settings);
}

/** The settings that the report asks for where no text has the address of the other router. */
export function withBackup(address: string): NonNullable<Importing['settings']> {
  return { backup: address, backup_active: true };
}

function devicesOf({ cards, addresses = [] }: MachinePlan): NetworkDevice[] {
  return [...cards, ...addresses].map(({ device, address: whole }) => {
    const [address = '', prefix] = whole.split('/');
    const netmask = maskOfPrefix(Number(prefix)) ?? '';
    return { name: device, addresses: [{ family: 'inet', address, netmask }] };
  });
}

const ports: Readonly<Record<string, string>> = { http: '80', www: '80', webcache: '8080' };

/**
 * The lines of a table of ipvsadm as a document prints it, for an expectation: without head and counters, its services by
 * port, as the console lists them.
 */
export function printedTable(text: string): Lines {
  const rows = text.split('\n').filter((line) => /^(TCP|UDP) | -> [0-9]/.test(line));
  const services: { readonly port: number; readonly lines: string[] }[] = [];
  for (const row of rows) {
    const [first = '', target = '', ...others] = row.trim().split(/\s+/);
    const address = target.replace(/[a-z]+$/, (name) => ports[name] ?? name);
    if (first === '->') services.at(-1)?.lines.push(['->', address, ...others.slice(0, 2)].join(' '));
    else
      services.push({ port: Number(address.split(':')[1]), lines: [[first, address, ...others].join(' ')] });
  }
  return services.toSorted((a, b) => a.port - b.port).flatMap(({ lines }) => lines);
}
