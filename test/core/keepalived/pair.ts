/** A small pair of routers to render, with other values for some keys. */
import { installedChecker } from '../../../src/core/keepalived/check-command.js';
import type { Role } from '../../../src/core/keepalived/obstacles.js';
import { type Rendering, renderKeepalived } from '../../../src/core/keepalived/render.js';
import { type Config, readConfig } from '../../../src/core/lvscf/config.js';

/** Texts after the equal sign; undefined leaves the key out. */
export type Lines = Readonly<Record<string, string | undefined>>;

/** Other values than those of the pair. */
export interface Others {
  /** Lines before everything else. */
  readonly head?: string;
  readonly global?: Lines;
  readonly virtual?: Lines;
  readonly server?: Lines;
  readonly name?: string;
  readonly serverName?: string;
  /** Lines behind everything else. */
  readonly tail?: string;
}

const globals: Lines = {
  primary: '10.0.5.2',
  backup_active: '1',
  backup: '10.0.5.3',
  keepalive: '6',
  deadtime: '18',
  network: 'nat',
  nat_router: '192.168.10.1 eth1:1',
  nat_nmask: '255.255.255.0',
};
const virtuals: Lines = {
  active: '1',
  address: '10.0.0.100 eth0:1',
  vip_nmask: '255.255.255.0',
  port: '80',
  timeout: '6',
  reentry: '15',
};
const servers: Lines = { address: '192.168.10.11', active: '1', weight: '1' };

/** The text of the pair. */
export function pairText({
  head = '',
  global,
  virtual,
  server,
  name,
  serverName,
  tail = '',
}: Others = {}): string {
  return [
    head,
    ...linesOf({ ...globals, ...global }),
    `virtual ${name ?? 'web'} {\n`,
    ...linesOf({ ...virtuals, ...virtual }),
    `server ${serverName ?? 'rs1'} {\n`,
    ...linesOf({ ...servers, ...server }),
    '}\nserver rs2 {\naddress = 192.168.10.12\nactive = 1\n}\n}\n',
    tail,
  ].join('');
}

function linesOf(lines: Lines): string[] {
  return Object.entries(lines).flatMap(([keyword, value]) =>
    value === undefined ? [] : [`${keyword} = ${value}\n`],
  );
}

/** The pair as it is read. */
export function pair(others: Others = {}): Config {
  return readConfig(pairText(others));
}

/** The pair as one router runs it. */
export function rendering(others: Others = {}, role: Role = 'primary'): Rendering {
  return renderKeepalived(pair(others), { role, checker: installedChecker });
}

/** The text that one router runs. @throws when something stands in the way. */
export function rendered(others: Others = {}, role: Role = 'primary'): string {
  const { text, obstacles } = rendering(others, role);
  if (text === undefined) throw new Error(JSON.stringify(obstacles));
  return text;
}

/** What is said about the pair, code by code. */
export function noteCodes(others: Others = {}, role: Role = 'primary'): readonly string[] {
  return rendering(others, role).notes?.map(({ code }) => code) ?? [];
}
