import { describe, expect, test } from 'vitest';
import { decide, inspectMachine, type Machine, type Program, programs } from './system-packages.js';

const debian = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nID=debian\n';
const ubuntu = 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n';
const everything = programs.map((program) => program.command);
const program = (command: string, debian = command): Program => ({ command, debian, parts: ['e2e'] });
const browsers = ['chromium', 'lynx', 'links', 'w3m'].map((command) => program(command));
const bareDebian: Machine = { present: [], uid: 0, osRelease: debian };

describe('The programs the tests need from the system', () => {
  test.each([debian, ubuntu, ''])('are left alone when all are there', (osRelease) => {
    for (const uid of [0, 1000]) {
      expect(decide({ present: everything, uid, osRelease })).toEqual({ action: 'nothing' });
    }
  });

  test('are installed on Debian as root, only those that are missing', () => {
    expect(decide(bareDebian, browsers)).toEqual({
      action: 'install',
      packages: ['chromium', 'lynx', 'links', 'w3m'],
    });
    expect(decide({ ...bareDebian, present: ['chromium', 'w3m'] }, browsers)).toEqual({
      action: 'install',
      packages: ['lynx', 'links'],
    });
  });

  test('are named in one line with the command to type when the user is not root', () => {
    const decision = decide({ ...bareDebian, present: ['chromium', 'lynx', 'links'], uid: 1000 }, browsers);
    expect(decision).toEqual({
      action: 'stop',
      sentence:
        'The tests need w3m, not found on this machine. As root: apt-get update && apt-get install -y w3m',
    });
  });

  test('are never installed on another system, not even as root', () => {
    for (const osRelease of [ubuntu, 'ID=fedora\n', 'ID=debian-like\n', '']) {
      const decision = decide({ ...bareDebian, osRelease });
      expect(decision).toMatchObject({ action: 'stop' });
      expect(decision).toHaveProperty('sentence', expect.stringContaining('On Debian, as root: apt-get'));
      expect(decision).toHaveProperty('sentence', expect.not.stringContaining('\n'));
    }
  });

  test('are looked for as commands, by the package that brings them', () => {
    const server = [program('sshd', 'openssh-server')];
    expect(decide(bareDebian, server)).toEqual({ action: 'install', packages: ['openssh-server'] });
    expect(decide({ ...bareDebian, present: ['sshd'] }, server)).toEqual({ action: 'nothing' });
  });

  test('are found in PATH, and an absent one is not', () => {
    const needed = [program('sh', 'dash'), program('lvs-console-no-such-program', 'none')];
    expect(inspectMachine(needed).present).toEqual(['sh']);
  });
});
