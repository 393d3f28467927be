import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Files } from '../adapters/files/files.js';
import { usualEventPlaces } from '../core/keepalived/event-lines.js';
import { type EnginePlaces, usualEnginePlaces } from '../core/keepalived/places.js';
import { handOverFile } from '../core/keepalived/vrrp.js';
import { routerSettingsPath } from '../core/router/verbs.js';
import { consolePlaces, pathPattern, RouterSettingsError, readSettingsFile } from './settings-file.js';

export { RouterSettingsError } from './settings-file.js';

const path = z.string().regex(pathPattern);

const shape = z.strictObject({
  /** The lvs.cf of this router: for an administrator who keeps it elsewhere, such as /etc/sysconfig/ha. */
  file: path.default(consolePlaces.file),
  /** The state folder of a console on this router: a pushed file is kept in its history. */
  state: path.default(consolePlaces.state),
  /** For a system with both engines; otherwise the one that is installed. */
  engine: z.enum(['keepalived', 'pulse']).optional(),
  /** For a keepalived that was built from source. */
  keepalived: path.optional(),
  configuration: path.default(usualEnginePlaces.configuration),
  checker: path.default(usualEnginePlaces.checker),
  /** For a keepalived that was started with LVS_CHECK_STATE: where the checks keep what they know. */
  checkState: path.default('/run/lvs-check'),
  /** In a folder that is there before keepalived starts, and belongs to root alone. */
  handOverFile: path.default(handOverFile),
  /** Where keepalived makes the pipes of its events: there before it starts, and root's alone. */
  pipeFolder: path.default(usualEventPlaces.pipes),
  /** For a machine on which something else than its init system starts keepalived, such as a container. */
  control: z.enum(['systemd', 'init', 'process']).optional(),
  pidFile: path.default('/run/keepalived.pid'),
  /** Options of a keepalived that the router program starts itself (`process`). */
  options: z.array(z.string().regex(/^[^\0]+$/)).default([]),
  /** TMPDIR of keepalived, when it has one: that is where it leaves its state. */
  dumpFolder: path.default('/tmp'),
  /** For an engine that logs into a file of its own, such as with `--log-file`. */
  engineLog: path.optional(),
  /** What the router program keeps for itself: for a machine whose /var is empty after a restart. */
  ownFolder: path.default('/var/lib/lvs-console-router'),
  /** For a machine on which another iptables counts; beside it lie those with -save and -restore behind the name. */
  iptables: path.optional(),
  /** Says that the machine forwards packets; read after /etc/sysctl.conf, which often says that it does not. */
  forwardingFile: path.default('/etc/sysctl.d/99-zz-lvs-console.conf'),
  /** The program `service` of systems with pulse. */
  service: path.optional(),
});

type Given = z.output<typeof shape>;

/** What an administrator rarely says, because the machine does. */
interface Found {
  readonly engine: 'keepalived' | 'pulse';
  readonly keepalived: string;
  readonly control: 'systemd' | 'init' | 'process';
  readonly service: string;
  readonly iptables: string;
}

/** What the router program runs with; all paths are absolute. */
export type RouterSettings = Readonly<Omit<Given, keyof Found> & Found>;

/**
 * Reads the settings; a missing file leaves everything to the defaults.
 * @throws RouterSettingsError also when somebody who is neither root nor this account could have written it
 */
export async function readRouterSettings(
  file: string = routerSettingsPath,
  files?: Files,
): Promise<RouterSettings> {
  const { data, error } = shape.safeParse(await readSettingsFile(file, files));
  if (data === undefined) {
    const [issue] = error.issues;
    throw new RouterSettingsError(`${file}: ${issue?.path.join('.') || 'settings'}: ${issue?.message}`);
  }
  return { ...data, ...found(data) };
}

/** The places that the settings name; the usual ones where this account cannot read or use the settings. */
export async function readEnginePlaces(file: string): Promise<EnginePlaces> {
  try {
    const { checker, configuration } = await readRouterSettings(file);
    return { checker, configuration };
  } catch (error) {
    if (!(error instanceof RouterSettingsError)) throw error;
    return { ...usualEnginePlaces, unsure: error.message };
  }
}

function found(given: Given): Found {
  const keepalived = given.keepalived ?? firstOf(['/usr/sbin', '/usr/local/sbin', '/sbin'], 'keepalived');
  const service = given.service ?? firstOf(['/usr/sbin', '/sbin'], 'service');
  const iptables = given.iptables ?? firstOf(['/usr/sbin', '/sbin'], 'iptables');
  const pulse = firstOf(['/usr/sbin', '/sbin'], 'pulse');
  const engine = !existsSync(keepalived) && existsSync(pulse) ? 'pulse' : 'keepalived';
  // Source: sd_booted(3).
  const booted = existsSync('/run/systemd/system') ? 'systemd' : 'init';
  const control = booted === 'init' && !existsSync('/etc/init.d/keepalived') ? 'process' : booted;
  return { keepalived, service, iptables, engine: given.engine ?? engine, control: given.control ?? control };
}

function firstOf(folders: readonly string[], name: string): string {
  const paths = folders.map((folder) => join(folder, name));
  return paths.find((one) => existsSync(one)) ?? join('/usr/sbin', name);
}
