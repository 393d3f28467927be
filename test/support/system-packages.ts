/**
 * The programs from the system that the tests drive. On Debian as root the missing ones are installed;
 * elsewhere the test command stops and names them. `tsx test/support/system-packages.ts [PART...]` does only this,
 * for the named parts of the tests.
 */
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A program that the tests start, and the Debian package that brings it. */
export interface Program {
  readonly command: string;
  readonly debian: string;
  /** The parts of the tests that start it: `npm run test:PART`. */
  readonly parts: readonly string[];
}

/** Everything the tests start that npm does not bring. A new part of the tests adds its programs here. */
export const programs: readonly Program[] = [
  { command: 'htpasswd', debian: 'apache2-utils', parts: ['unit'] },
  { command: 'openssl', debian: 'openssl', parts: ['unit', 'web', 'keepalived', 'ssh', 'e2e'] },
  { command: 'chromium', debian: 'chromium', parts: ['e2e'] },
  { command: 'lynx', debian: 'lynx', parts: ['e2e'] },
  { command: 'links', debian: 'links', parts: ['e2e'] },
  { command: 'w3m', debian: 'w3m', parts: ['e2e'] },
  { command: 'linux.uml', debian: 'user-mode-linux', parts: ['lab', 'demo', 'package'] },
  { command: 'sudo', debian: 'sudo', parts: ['keepalived', 'package'] },
  { command: 'sshd', debian: 'openssh-server', parts: ['ssh', 'lab', 'e2e'] },
  { command: 'ssh-keygen', debian: 'openssh-client', parts: ['ssh', 'lab', 'e2e'] },
  { command: 'keepalived', debian: 'keepalived', parts: ['keepalived', 'lab', 'demo', 'package'] },
  { command: 'ipvsadm', debian: 'ipvsadm', parts: ['lab'] },
  { command: 'ip', debian: 'iproute2', parts: ['keepalived', 'lab', 'demo', 'package'] },
  { command: 'iptables-legacy', debian: 'iptables', parts: ['keepalived', 'lab'] },
  { command: 'nft', debian: 'nftables', parts: ['keepalived'] },
  { command: 'arping', debian: 'iputils-arping', parts: ['keepalived'] },
  { command: 'modprobe', debian: 'kmod', parts: ['lab', 'demo', 'package'] },
  { command: 'systemctl', debian: 'systemd', parts: ['package'] },
  { command: 'adduser', debian: 'adduser', parts: ['package'] },
  { command: 'curl', debian: 'curl', parts: ['package'] },
  { command: 'dpkg-deb', debian: 'dpkg', parts: ['package'] },
];

/** What the machine looks like, as far as installing programs goes. */
export interface Machine {
  /** The commands that were found. */
  readonly present: readonly string[];
  /** The numeric user, 0 for root; -1 where there is no such number. */
  readonly uid: number;
  /** The text of /etc/os-release, empty when there is none. */
  readonly osRelease: string;
}

/** What to do about the programs. */
export type Decision =
  | { readonly action: 'nothing' }
  | { readonly action: 'install'; readonly packages: readonly string[] }
  | { readonly action: 'stop'; readonly sentence: string };

/** Decides what to do about programs that are not there: install on Debian as root, otherwise stop and say so. */
export function decide(machine: Machine, needed: readonly Program[] = programs): Decision {
  const missing = needed.filter((program) => !machine.present.includes(program.command));
  if (missing.length === 0) return { action: 'nothing' };

  const packages = missing.map((program) => program.debian);
  const isDebian = /^ID="?debian"?\s*$/m.test(machine.osRelease);
  if (isDebian && machine.uid === 0) return { action: 'install', packages };

  const commands = missing.map((program) => program.command).join(', ');
  const apt = `apt-get update && apt-get install -y ${packages.join(' ')}`;
  const cure = isDebian ? `As root: ${apt}` : `On Debian, as root: ${apt}`;
  return { action: 'stop', sentence: `The tests need ${commands}, not found on this machine. ${cure}` };
}

/** Where a program is, in PATH or among the system's own tools; undefined when it is in neither. */
export function findProgram(command: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/bin', '/usr/sbin', '/sbin'];
  return folders
    .filter(Boolean)
    .map((folder) => join(folder, command))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false; // not there or not ours to run: both mean "look further"
  }
}

/** Looks at this machine for these programs. */
export function inspectMachine(needed: readonly Program[] = programs): Machine {
  let osRelease = '';
  try {
    osRelease = readFileSync('/etc/os-release', 'utf8');
  } catch {
    // A system without this file is not Debian, which is all that is asked of it.
  }
  return {
    present: needed.map(({ command }) => command).filter((command) => findProgram(command) !== undefined),
    uid: process.getuid?.() ?? -1,
    osRelease,
  };
}

/** Debian asks this program before it starts the service of a package just installed; 101 means "do not". */
const policyFile = '/usr/sbin/policy-rc.d';
const policyOfTests = '#!/bin/sh\n# Written while the tests of lvs-console install packages.\nexit 101\n';
const policyAside = `${policyFile}.before-lvs-console-tests`;

/** Installs Debian packages without questions and without starting their services. @throws when apt-get fails. */
function install(packages: readonly string[]): void {
  const apt = (...words: string[]) => {
    console.log(`apt-get ${words.join(' ')}`);
    const { status, error } = spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...words], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (status !== 0) throw new Error(`apt-get ${words[0]} failed`, { cause: error });
  };
  const finishFirst = () => console.log('Interrupted: putting things back first.');

  apt('update');
  process.on('SIGINT', finishFirst).on('SIGTERM', finishFirst);
  keepServicesStopped();
  try {
    apt('install', '-y', '--no-install-recommends', ...packages);
  } finally {
    letServicesStart();
    process.off('SIGINT', finishFirst).off('SIGTERM', finishFirst);
  }
}

function keepServicesStopped(): void {
  // After a run that was killed our own file is still there: it is not the machine's to be kept.
  const isMachinesOwn = existsSync(policyFile) && readFileSync(policyFile, 'utf8') !== policyOfTests;
  if (isMachinesOwn) renameSync(policyFile, policyAside);
  writeFileSync(policyFile, policyOfTests);
  chmodSync(policyFile, 0o755);
}

function letServicesStart(): void {
  rmSync(policyFile);
  if (existsSync(policyAside)) renameSync(policyAside, policyFile);
}

/** Makes sure that the programs are there. Returns false, after saying what is missing, when they cannot be. */
export function ensurePrograms(needed: readonly Program[] = programs): boolean {
  const decision = decide(inspectMachine(needed), needed);
  if (decision.action === 'install') {
    install(decision.packages);
    const after = decide(inspectMachine(needed), needed);
    if (after.action === 'nothing') return true;
    console.error(`Installed ${decision.packages.join(' ')}, but their commands are still not found.`);
    return false;
  }
  if (decision.action === 'stop') {
    console.error(decision.sentence);
    return false;
  }
  return true;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const asked = process.argv.slice(2);
  const needed = programs.filter(
    ({ parts }) => asked.length === 0 || parts.some((part) => asked.includes(part)),
  );
  process.exitCode = ensurePrograms(needed) ? 0 : 1;
}
