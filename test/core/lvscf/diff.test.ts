import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { differences } from '../../../src/core/lvscf/diff.js';

const file = `serial_no = 7
primary = 192.0.2.1
virtual HTTP {
  active = 1
  address = 198.51.100.1 eth0:1
  port = 80
  server web1 {
    address = 10.0.0.11
  }
  server web2 {
    address = 10.0.0.12
  }
}
failover old {
  port = 80
}
`;

/** What changed when some lines of the file are replaced by others. */
const changes = (...replaced: [string, string][]) =>
  differences(
    readConfig(file),
    readConfig(replaced.reduce((text, [from, to]) => text.replace(from, to), file)),
  );

describe('what changed between two files', () => {
  it('is nothing when they are the same', () => {
    expect(changes()).toEqual([]);
  });

  it('does not count the serial number, which follows from the rest', () => {
    expect(changes(['serial_no = 7', 'serial_no = 8'], ['192.0.2.1', '192.0.2.2'])).toHaveLength(1);
  });

  it.each([
    [
      'a value of the head',
      ['192.0.2.1', '192.0.2.9'],
      { what: 'changed', scope: 'global', keyword: 'primary', from: '192.0.2.1', to: '192.0.2.9' },
    ],
    [
      'a new key',
      ['  port = 80\n', '  port = 80\n  persistent = 300\n'],
      { what: 'changed', scope: 'virtual', virtual: 'HTTP', keyword: 'persistent', to: '300' },
    ],
    [
      'a key that is gone',
      ['  active = 1\n', ''],
      { what: 'changed', scope: 'virtual', virtual: 'HTTP', keyword: 'active', from: '1' },
    ],
    [
      'two values on one line',
      ['198.51.100.1 eth0:1', '198.51.100.2 eth0:2'],
      {
        what: 'changed',
        scope: 'virtual',
        virtual: 'HTTP',
        keyword: 'address',
        from: '198.51.100.1 eth0:1',
        to: '198.51.100.2 eth0:2',
      },
    ],
    [
      'a value of a real server',
      ['10.0.0.12', '10.0.0.13'],
      {
        what: 'changed',
        scope: 'server',
        virtual: 'HTTP',
        server: 'web2',
        keyword: 'address',
        from: '10.0.0.12',
        to: '10.0.0.13',
      },
    ],
    [
      'a new real server',
      ['  server web1', '  server web0 {\n    weight = 1\n  }\n  server web1'],
      { what: 'added', scope: 'server', virtual: 'HTTP', server: 'web0' },
    ],
    [
      'a real server that is gone',
      ['  server web1 {\n    address = 10.0.0.11\n  }\n', ''],
      { what: 'removed', scope: 'server', virtual: 'HTTP', server: 'web1' },
    ],
    [
      'a real server with another name',
      ['server web1', 'server www1'],
      { what: 'renamed', scope: 'server', virtual: 'HTTP', server: 'www1', from: 'web1', to: 'www1' },
    ],
    [
      'a virtual server with another name',
      ['virtual HTTP', 'virtual WEB'],
      { what: 'renamed', scope: 'virtual', virtual: 'WEB', from: 'HTTP', to: 'WEB' },
    ],
    [
      'a new virtual server',
      ['virtual HTTP', 'virtual FTP {\n  port = 21\n}\nvirtual HTTP'],
      { what: 'added', scope: 'virtual', virtual: 'FTP' },
    ],
    [
      'a failover service that is gone',
      ['failover old {\n  port = 80\n}\n', ''],
      { what: 'removed', scope: 'failover', virtual: 'old' },
    ],
    ['comments and blank lines', ['primary', '# ours\n\nprimary'], { what: 'comments', scope: 'global' }],
    ['the spacing of a line', ['active = 1', 'active =   1'], { what: 'comments', scope: 'global' }],
  ] as const)('%s', (_title, [from, to], change) => {
    expect(changes([from, to])).toEqual([change]);
  });

  it('is said object by object when much changed', () => {
    const found = changes(['port = 80', 'port = 8080'], ['web1', 'www1'], ['10.0.0.12', '10.0.0.13']);
    expect(found.map(({ what, server }) => `${what} ${server ?? ''}`.trim())).toEqual([
      'changed',
      'renamed www1',
      'changed web2',
    ]);
  });

  it('tells two servers of one name apart', () => {
    const twice = file.replace('web2', 'web1');
    const found = differences(readConfig(twice), readConfig(twice.replace('10.0.0.12', '10.0.0.13')));
    expect(found).toMatchObject([{ what: 'changed', server: 'web1', from: '10.0.0.12', to: '10.0.0.13' }]);
  });

  it('is text that can be shown, whatever the bytes are', () => {
    const caf = Buffer.from('café').toString('latin1');
    const [change] = differences(
      readConfig(`primary = 192.0.2.1\nrsh_command = ${caf}\n`),
      readConfig('primary = 192.0.2.1\nrsh_command = \x1b[2J\n'),
    );
    expect(change).toMatchObject({ from: 'café', to: '\\x1b[2J' });
  });
});
