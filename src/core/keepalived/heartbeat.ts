/** The three files of heartbeat for an `lvs.cf`. Source: ha.cf(5), authkeys(5), haresources(5). */

import { interfaceOf } from '../lvscf/aliases.js';
import type { Config } from '../lvscf/config.js';
import { globalStanza } from '../lvscf/global.js';
import { effective } from '../lvscf/stanza.js';
import { type Floating, floatingAddresses } from './addresses.js';
import { type Note, readableParams } from './note.js';
import { obstacles } from './obstacles.js';
import type { Rendering } from './render.js';
import { sharedSettings } from './shared-settings.js';
import { services } from './what-runs.js';

/** The names of the two routers, as `uname -n` prints them there. */
export interface NodeNames {
  readonly primary: string;
  readonly backup: string;
}

/** Names that stand in for those of the machines, which an lvs.cf does not have. */
export const usualNodeNames: NodeNames = { primary: 'primary', backup: 'backup' };

const head = (path: string) => `# ${path}, made from lvs.cf by LVS Console: the same on both routers.\n`;

/** `ha.cf`: who the routers are, and when one of them counts as dead. */
export function renderHaCf(config: Config, { primary, backup }: NodeNames): Rendering {
  return rendered(config, [{ code: 'heartbeat_names', params: { primary, backup } }], () => {
    const { global } = config;
    const shared = sharedSettings(config);
    const [first] = services(config).services;
    const device = shared.vrrpDevice ?? interfaceOf(first?.on.device ?? 'eth0');
    return lines(head('/etc/ha.d/ha.cf'), [
      `keepalive ${effective(globalStanza, global, 'keepalive')}`,
      `deadtime ${effective(globalStanza, global, 'deadtime')}`,
      `udpport ${effective(globalStanza, global, 'heartbeat_port')}`,
      // Each router passes over the line with its own address.
      `ucast ${device} ${global.primary}`,
      `ucast ${device} ${global.backup}`,
      `auto_failback ${shared.failBack ? 'on' : 'off'}`,
      `node ${primary} ${backup}`,
    ]);
  });
}

/** `authkeys`: the secret by which the routers know each other. It must be readable by root alone. */
export function renderAuthkeys(config: Config, secret: string): Rendering {
  return rendered(config, [{ code: 'heartbeat_secret', params: {} }], () =>
    lines(head('/etc/ha.d/authkeys'), ['auth 1', `1 sha1 ${secret}`]),
  );
}

/** `haresources`: the addresses that move together, and then the table. */
export function renderHaresources(config: Config, { primary }: NodeNames): Rendering {
  const notes: Note[] = [{ code: 'heartbeat_checks_nothing', params: {} }];
  return rendered(config, notes, () => {
    const resources = floatingAddresses(config).addresses.map(resource);
    return lines(head('/etc/ha.d/haresources'), [[primary, ...resources, 'ipvsadm'].join(' ')]);
  });
}

function resource({ address, prefix, device }: Floating): string {
  return `IPaddr::${address}/${prefix}/${device}`;
}

/** `/etc/default/ipvsadm`: the rules are loaded at the start, and connections are copied to the other router. */
export function renderIpvsadmDefaults(config: Config): Rendering {
  const { global } = config;
  return rendered(config, [{ code: 'rules_at_start', params: {} }], () =>
    lines('# /etc/default/ipvsadm, made from lvs.cf by LVS Console.\n', [
      'AUTO="true"',
      `DAEMON="${global.syncdaemon === true ? 'both' : 'none'}"`,
      ...(global.syncdaemon === true
        ? [
            `IFACE="${effective(globalStanza, global, 'syncd_iface')}"`,
            `SYNCID="${effective(globalStanza, global, 'syncd_id') & 255}"`,
          ]
        : []),
    ]),
  );
}

function lines(first: string, others: readonly string[]): string {
  return first + others.map((line) => `${line}\n`).join('');
}

function rendered(config: Config, notes: readonly Note[], text: () => string): Rendering {
  const inTheWay = obstacles(config, 'primary');
  if (inTheWay.length > 0) return { obstacles: readableParams(inTheWay) };
  return { text: text(), notes: readableParams(notes) };
}
