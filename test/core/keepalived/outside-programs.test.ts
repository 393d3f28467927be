import { describe, expect, test } from 'vitest';
import { outsidePrograms, runnerOfStatement } from '../../../src/core/keepalived/outside-programs.js';
import { renderKeepalived } from '../../../src/core/keepalived/render.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { differences } from '../../../src/core/lvscf/diff.js';
import { runnerInLine } from '../../../src/core/lvscf/programs.js';

const file = (keys: string, head = '', service = 'lvs') => `${head}primary = 10.0.0.2
service = ${service}
virtual web {
     active = 1
     address = 10.0.0.100 eth0:1
     port = 80
${keys}     server one {
         address = 10.0.0.11
         active = 1
         weight = 1
     }
}
`;

/** Each command as one line: who names it, what it is, and whether it runs with the checks. */
function named(text: string, engine: 'keepalived' | 'pulse' = 'keepalived'): string[] {
  return outsidePrograms(readConfig(text), engine).map(
    ({ keyword, virtual, words, isCheck }) =>
      `${virtual}.${keyword}: ${words.join('|')}${isCheck ? ' (check)' : ''}`,
  );
}

describe('The programs that a router runs because the file names them', () => {
  test.each<[string, string, readonly string[]]>([
    ['none', file('     send = "a"\n     load_monitor = none\n'), []],
    [
      'a check of its own',
      file('     send_program = "/bin/check  %h 1"\n'),
      ['web.send_program: /bin/check|%h|1 (check)'],
    ],
    ['a load monitor', file('     load_monitor = rup\n'), ['web.load_monitor: rup (check)']],
    [
      'the remote shell, which asks for the load',
      file('     load_monitor = uptime\n', 'rsh_command = ssh\n'),
      ['web.rsh_command: ssh (check)'],
    ],
    [
      'the remote shell that counts where none is named',
      file('     load_monitor = uptime\n'),
      ['web.rsh_command: rsh (check)'],
    ],
    ['no remote shell that nothing uses', file('', 'rsh_command = /bin/ssh\n'), []],
    [
      'both commands of the head',
      file('', 'active_cmd = "/bin/on now"\ninactive_cmd = /bin/off\n'),
      ['.active_cmd: /bin/on|now', '.inactive_cmd: /bin/off'],
    ],
    ['no command that is left out of what is rendered', file('', 'active_cmd = "/bin/on $x"\n'), []],
    [
      'nothing of a block that is not active',
      file('     send_program = "/x"\n').replace('active = 1', 'active = 0'),
      [],
    ],
  ])('%s', (_title, text, found) => {
    expect(named(text)).toEqual(found);
  });

  test('are under pulse also those of failover services, where the file is for them', () => {
    const failover = file('     start_cmd = "/bin/on a"\n     stop_cmd = "/bin/off a"\n', '', 'fos')
      .replace('virtual web', 'failover web')
      .replace(/ {5}server one \{[^}]*\}\n/, '');
    expect(named(failover, 'pulse')).toEqual(['web.start_cmd: /bin/on|a', 'web.stop_cmd: /bin/off|a']);
    expect(named(failover)).toEqual([]);
  });
});

describe('A line that has a program run', () => {
  const account = readConfig('# lvs-console: checker-account = lvs-check\n');
  const none = readConfig('');

  test.each([
    ['     send_program = "/bin/check %h"', 'lvs-check', 'root'],
    ['load_monitor = uptime', 'lvs-check', 'root'],
    ['active_cmd = /bin/on', 'root', 'root'],
    ['     load_monitor = none', undefined, undefined],
    ['send_program = ""', undefined, undefined],
    ['# send_program = "/x"', undefined, undefined],
    ['expect = "send_program"', undefined, undefined],
  ])('of lvs.cf says as whom: %s', (line, withAccount, without) => {
    expect([runnerInLine(account, line), runnerInLine(none, line)]).toEqual([withAccount, without]);
  });

  test('of keepalived.conf says as whom, too', () => {
    const head = '# lvs-console: checker-account = lvs-check\nactive_cmd = /bin/on\n';
    const config = readConfig(file('     send_program = "/bin/check %h"\n', head));
    const { text = '' } = renderKeepalived(config, {
      role: 'single',
      checker: '/x/lvs-check',
      ownDevice: 'eth0',
    });
    const marked = text.split('\n').flatMap((line) => {
      const runner = runnerOfStatement(config, line);
      return runner === undefined ? [] : [`${runner}: ${line.trim().split(' ')[0]}`];
    });
    expect(marked.sort()).toEqual(['lvs-check: misc_path', 'root: startup_script']);
    const other = readConfig(file('     send = "a"\n     expect = "b"\n'));
    const { text: plain = '' } = renderKeepalived(other, {
      role: 'single',
      checker: '/x/c',
      ownDevice: 'eth0',
    });
    expect(plain).toContain('misc_path');
    expect(plain.split('\n').filter((line) => runnerOfStatement(other, line) !== undefined)).toEqual([]);
  });

  test('is marked among what changed, also in a block that is new', () => {
    const before = readConfig(file(''));
    const changed = readConfig(file('     send_program = "/x"\n'));
    expect(differences(before, changed)).toMatchObject([{ keyword: 'send_program', runsAs: 'root' }]);
    expect(differences(changed, before)[0]).not.toHaveProperty('runsAs');
    const empty = readConfig('primary = 10.0.0.2\nservice = lvs\n');
    expect(differences(empty, changed)).toMatchObject([{ what: 'added', virtual: 'web', runsAs: 'root' }]);
    expect(differences(empty, before)[0]).not.toHaveProperty('runsAs');
  });
});
