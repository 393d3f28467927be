/** What the wizard's answers come to: virtual servers, with what they need at the head of the file. */

import { addVirtualServers, type NewVirtualServer } from '../lvscf/add-virtual-servers.js';
import type { Config } from '../lvscf/config.js';
import type { sharedStanza } from '../lvscf/shared-lines.js';
import { initialValues, type Patch } from '../lvscf/stanza.js';
import { virtualStanza } from '../lvscf/virtual.js';
import { type AskKind, readyMade } from '../nanny/ready-made.js';
import type { Answers } from './answers.js';
import { databasePorts, mailPorts } from './kinds.js';

/** What is added to a file. */
export interface Plan {
  readonly virtualServers: readonly NewVirtualServer[];
  readonly head: Patch<typeof sharedStanza>;
}

/** The lines of a check, as they are stored. */
type Check = Pick<Patch<typeof virtualStanza>, 'send' | 'expect' | 'send_program'>;

/** One virtual server of a case. */
interface Part {
  readonly name: string;
  readonly port: number;
  readonly protocol?: 'tcp' | 'udp';
  readonly check: Check;
}

/** The plan of some answers. */
export function planOf(answers: Answers): Plan {
  const { active, address, dataPorts, mark, netmask, persistent, rules, servers } = answers;
  const virtualServers = partsOf(answers).map(({ check, name, port, protocol = 'tcp' }): NewVirtualServer => {
    const values: NewVirtualServer['values'] = {
      ...initialValues(virtualStanza),
      active,
      address,
      vip_nmask: netmask,
      fwmark: mark,
      port,
      protocol,
      persistent,
      send: undefined,
      expect: undefined,
      ...check,
    };
    return { name, values, realServers: servers };
  });
  const marked = mark !== undefined;
  return {
    virtualServers,
    head: {
      ...(marked && rules && { 'mark-rules': 'yes' as const }),
      ...(marked && dataPorts !== undefined && { 'ftp-data-ports': dataPorts }),
    },
  };
}

/** The text with what is planned. @throws ConsoleError `invalid` when the file cannot be edited */
export function withPlan(config: Config, { head, virtualServers }: Plan): string {
  return addVirtualServers(config, virtualServers, head);
}

/** The names of the virtual servers that a case comes to. */
export function namesOf(answers: Pick<Answers, 'kind' | 'name' | 'ports'>): string[] {
  const { kind, name, ports } = answers;
  if (kind === 'web-tls') return [`${name}-http`, `${name}-https`];
  if (kind === 'dns') return [`${name}-udp`, `${name}-tcp`];
  if (kind === 'mail') return ports.map((port) => `${name}-${mailPorts.get(port)?.name ?? port}`);
  return [name];
}

function partsOf(answers: Answers): Part[] {
  const { database, kind, port, ports } = answers;
  const [first = '', second = ''] = namesOf(answers);
  switch (kind) {
    case 'web':
      return [{ name: first, port: 80, check: webCheck(answers) }];
    case 'web-tls':
      return [
        { name: first, port: 80, check: webCheck(answers) },
        { name: second, port: 443, check: spoken(answers, 443, 'https', pageOf(answers)) },
      ];
    case 'ftp':
      return [{ name: first, port: 21, check: speaks(answers) ? { expect: '"220"' } : {} }];
    case 'dns':
      // Over UDP, taking a connection says nothing: it is always asked for the zone.
      return (['udp', 'tcp'] as const).map((over, index) => ({
        name: index === 0 ? first : second,
        port: 53,
        protocol: over,
        check: asked('dns', 53, { name: answers.zone, over }),
      }));
    case 'mail':
      return ports.map((one, index) => ({
        name: namesOf(answers)[index] ?? first,
        port: one,
        check: spoken(answers, one, mailPorts.get(one)?.ask ?? 'smtp'),
      }));
    case 'database': {
      const own = port ?? databasePorts[database] ?? 0;
      return [{ name: first, port: own, check: databaseCheck(answers, own) }];
    }
  }
}

/** Whether a real server has to speak its protocol. */
function speaks({ check }: Answers): boolean {
  return check === 'protocol';
}

/** What the checking program asks of a web site: a page without an error, or any answer where no page is named. */
function pageOf({ host, path }: Pick<Answers, 'host' | 'path'>) {
  return { path, host, status: path === '' ? '100-599' : '200-399' };
}

function webCheck(answers: Answers): Check {
  const { host, path } = answers;
  if (host === '' && path === '') {
    const { expect, send } = initialValues(virtualStanza);
    return { ...(send && { send }), ...(expect && { expect }) };
  }
  return asked('http', realPort(answers, 80), pageOf(answers));
}

function databaseCheck(answers: Answers, port: number): Check {
  if (!speaks(answers) || answers.database === 'other') return {};
  // MySQL speaks first: one byte of anything is its greeting.
  if (answers.database === 'mysql') return { expect: '"*"' };
  return asked('postgres', realPort(answers, port), {});
}

function spoken(answers: Answers, port: number, kind: AskKind, options: object = {}): Check {
  return speaks(answers) ? asked(kind, port, options) : {};
}

function asked(kind: AskKind, port: number, options: object): Check {
  const { expect, send_program } = readyMade(kind, { port, ...options });
  return { send_program: `"${send_program}"`, expect: `"${expect}"` };
}

/** The port on which all real servers answer. Where they differ, whoever reads the answers has refused it. */
function realPort({ servers }: Pick<Answers, 'servers'>, port: number): number {
  return servers[0]?.values.port ?? port;
}

/** Whether one check by the checking program, which is given a port, does for all real servers. */
export function hasOnePort(servers: Answers['servers']): boolean {
  return new Set(servers.map(({ values }) => values.port)).size <= 1;
}

/** Whether the line of a check is longer than the daemons have room for; its parts have been looked at before. */
export function isCheckLong(answers: Answers): boolean {
  try {
    planOf(answers);
    return false;
  } catch (error) {
    // What the parts are was checked: only their length together is left to refuse.
    if (error instanceof RangeError) return true;
    throw error;
  }
}

/** Whether the checking program is given a port of the real servers. */
export function asksPort({ check, database, host, kind, path }: Answers): boolean {
  if (kind === 'web') return host !== '' || path !== '';
  return kind === 'database' && database === 'postgres' && check === 'protocol';
}
