import { describe, expect, it } from 'vitest';
import {
  commandLineOf,
  isOfLvs,
  parseStat,
  processText,
  type RunningProcess,
} from '../../../src/core/machine/processes.js';

const REST = 'S 1 812 812 0 -1 4194560 1189 0 2 0 250 75 0 0 20 0 1 0 54356 3133440 383 18446744073709551615';

describe('a line of /proc/PID/stat', () => {
  it('gives the name, the parent and the times', () => {
    expect(parseStat(`812 (nanny) ${REST}\n`)).toEqual({
      name: 'nanny',
      state: 'S',
      parent: 1,
      cpuTicks: 325,
      startTicks: 54356,
    });
  });

  it('gives a name with blanks and parentheses in it', () => {
    expect(parseStat(`812 (a) b (c) ${REST}`)).toMatchObject({ name: 'a) b (c', state: 'S', parent: 1 });
  });

  it('gives nothing when it is cut off or something else', () => {
    for (const text of [
      '',
      '812 (nanny',
      '812 (nanny) S 1 2',
      `812 nanny ${REST}`,
      `812 (nanny) ${REST}`.slice(0, 50),
    ]) {
      expect(parseStat(text), text).toBeUndefined();
    }
  });
});

describe('the processes of LVS', () => {
  it.each([
    'pulse',
    'lvsd',
    'nanny',
    'send_arp',
    'fos',
    'ipvsadm',
    'keepalived',
    'keepalived_vrrp',
    'ipvs-m:0:0',
    'lvs-check',
  ])('include %s', (name) => expect(isOfLvs(name)).toBe(true));

  it.each(['pulseaudio', 'grep', 'lvscan', 'nanny2', 'sshd'])('do not include %s', (name) => {
    expect(isOfLvs(name)).toBe(false);
  });
});

describe('a command line', () => {
  it('has blanks between its words', () => {
    expect(commandLineOf('/usr/sbin/nanny\0-c\0-h\x0010.0.3.11\0', 'nanny')).toBe(
      '/usr/sbin/nanny -c -h 10.0.3.11',
    );
  });

  it('is the name in brackets for a thread of the kernel', () => {
    expect(commandLineOf('', 'ipvs-m:0:0')).toBe('[ipvs-m:0:0]');
  });

  it('cannot move the cursor, begin a line or turn the writing around', () => {
    expect(commandLineOf('nanny\0-s\0GET /\r\n\x1b[2J\u202eexe\u2028é', 'nanny')).toBe(
      'nanny -s GET /???[2J?exe?é',
    );
  });
});

describe('the list as ps prints it', () => {
  const process = (change: Partial<RunningProcess>): RunningProcess => ({
    pid: 7,
    parent: 1,
    user: 'root',
    state: 'S',
    name: 'pulse',
    commandLine: '/usr/sbin/pulse',
    startedAt: 0,
    elapsedSeconds: 5,
    cpuSeconds: 0.4,
    ...change,
  });

  it('is empty without processes', () => {
    expect(processText([])).toBe('');
  });

  it('has aligned columns and the command at the end', () => {
    const text = processText([
      process({}),
      process({ pid: 12345, user: 'keepalived_script', elapsedSeconds: 3 * 86_400 + 3723, cpuSeconds: 3600 }),
      process({ pid: 12346, elapsedSeconds: 59.9, commandLine: '/usr/sbin/nanny -c' }),
    ]);
    expect(text).toBe(
      [
        'USER                PID    ELAPSED     TIME COMMAND',
        'root                  7      00:05    00:00 /usr/sbin/pulse',
        'keepalived_script 12345 3-01:02:03 01:00:00 /usr/sbin/pulse',
        'root              12346      00:59    00:00 /usr/sbin/nanny -c',
        '',
      ].join('\n'),
    );
  });
});
