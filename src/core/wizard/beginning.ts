/** The answers that are there before anybody gave one. */

import type { Config } from '../lvscf/config.js';
import type { Typed } from '../lvscf/form.js';
import { usualDataPorts, type WizardKind } from './kinds.js';
import { freeMark, freeName } from './read.js';

/** What is filled in before anybody typed. */
export function beginning(kind: WizardKind, config: Config): Typed {
  const masks = config.virtualServers.map(({ values }) => values.vip_nmask);
  return {
    name: freeName(kind, config),
    vip_nmask: masks.find((mask) => mask !== undefined) ?? '255.255.255.0',
    way: 'mark',
    fwmark: String(freeMark(kind, config)),
    rules: '1',
    'ftp-data-ports': config.shared['ftp-data-ports'] ?? usualDataPorts,
    persistent: kind === 'web' ? '' : '300',
    ports: '25 587 993',
    database: 'postgres',
    check: 'protocol',
    active: '1',
  };
}
