import { describe, expect, it } from 'vitest';
import {
  addRealServer,
  addVirtualServer,
  changeGlobal,
  changeRealServer,
  changeVirtualServer,
  removeRealServer,
  removeVirtualServer,
} from '../../../src/core/lvscf/change.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { serverStanza } from '../../../src/core/lvscf/server.js';
import { initialValues } from '../../../src/core/lvscf/stanza.js';
import { virtualStanza } from '../../../src/core/lvscf/virtual.js';

const file = `# our pair
serial_no = 7
primary   =   192.0.2.1
\tservice = lvs
# the web
virtual HTTP {
  active = 1
  address = 198.51.100.1 eth0:1
  # never touch
  port = 80
  client_monitor = /usr/sbin/nanny
     server web1 {
         address = 10.0.0.11
         active = 1
     } # first
     server web2 {
         address = 10.0.0.12
     }
}
hard_shutdown = 0`;

/** The file with some of its lines replaced, and the next serial number. */
const becomes = (...replaced: [string, string][]) =>
  replaced.reduce(
    (text, [from, to]) => text.replace(from, to),
    file.replace('serial_no = 7', 'serial_no = 8'),
  );

describe('an edit changes only the lines of what it names', () => {
  it('a value keeps the spacing of its line', () => {
    const text = changeGlobal(readConfig(file), { primary: '192.0.2.9' });
    expect(text).toBe(becomes(['primary   =   192.0.2.1', 'primary   =   192.0.2.9']));
  });

  it('a new key goes behind the one that precedes it, indented like it', () => {
    const text = changeVirtualServer(readConfig(file), 'HTTP', { values: { persistent: 300 } });
    expect(text).toBe(becomes(['  port = 80\n', '  port = 80\n  persistent = 300\n']));
  });

  it('a key without predecessors goes to the head of its block', () => {
    const text = changeVirtualServer(readConfig('virtual v {\n     port = 81\n}\n'), 'v', {
      values: { active: true },
    });
    expect(text).toBe('serial_no = 1\nvirtual v {\n     active = 1\n     port = 81\n}\n');
  });

  it('a blank value takes its line out', () => {
    const text = changeVirtualServer(readConfig(file), 'HTTP', { values: { port: undefined } });
    expect(text).toBe(becomes(['  port = 80\n', '']));
  });

  it('the same value changes nothing, not even the serial number', () => {
    expect(changeVirtualServer(readConfig(file), 'HTTP', { values: { port: 80, active: true } })).toBe(file);
  });

  it('another name changes one word', () => {
    expect(changeVirtualServer(readConfig(file), 'HTTP', { name: 'WEB' })).toBe(
      becomes(['virtual HTTP {', 'virtual WEB {']),
    );
    expect(changeRealServer(readConfig(file), 'HTTP', 'web2', { name: 'web3', values: { weight: 3 } })).toBe(
      becomes(['server web2 {', 'server web3 {'], ['10.0.0.12\n', '10.0.0.12\n         weight = 3\n']),
    );
  });

  it('a key that stands twice stands once afterwards', () => {
    const text = changeGlobal(readConfig('serial_no = 1\nkeepalive = 6\nkeepalive = 7\n'), { keepalive: 8 });
    expect(text).toBe('serial_no = 2\nkeepalive = 8\n');
  });

  it('a line that could not be read is written anew', () => {
    const text = changeVirtualServer(readConfig('serial_no = 1\nvirtual v {\n   port 80\n}\n'), 'v', {
      values: { port: 81 },
    });
    expect(text).toBe('serial_no = 2\nvirtual v {\n   port = 81\n}\n');
  });
});

describe('new blocks are written as the original writes them', () => {
  it('a virtual server, with its real server', () => {
    const first = addVirtualServer(
      readConfig(''.padEnd(1, '\n')),
      '[server_name]',
      initialValues(virtualStanza),
    );
    const text = addRealServer(readConfig(first), '[server_name]', '[unnamed]', initialValues(serverStanza));
    expect(text).toBe(`serial_no = 2

virtual [server_name] {
     active = 0
     address = 0.0.0.0 eth0:1
     port = 80
     send = "GET / HTTP/1.0\\r\\n\\r\\n"
     expect = "HTTP"
     use_regex = 0
     load_monitor = none
     scheduler = wlc
     protocol = tcp
     timeout = 6
     reentry = 15
     quiesce_server = 0
     server [unnamed] {
         address = 0.0.0.0
         active = 0
         weight = 1
     }
}
`);
  });

  it('behind the last virtual server, before what stands after it', () => {
    const text = addVirtualServer(readConfig(file), 'DNS', { port: 53, protocol: 'udp' });
    expect(text).toBe(
      becomes(['\n}\nhard', '\n}\nvirtual DNS {\n     port = 53\n     protocol = udp\n}\nhard']),
    );
  });

  it('a last line without a terminator gets one when something follows it', () => {
    const text = addVirtualServer(readConfig('serial_no = 1'), 'v', { port: 80 });
    expect(text).toBe('serial_no = 2\nvirtual v {\n     port = 80\n}\n');
  });
});

describe('removing', () => {
  it('takes a virtual server with its real servers, and leaves the comments around it', () => {
    const text = removeVirtualServer(readConfig(file), 'HTTP');
    expect(text).toBe(
      '# our pair\nserial_no = 8\nprimary   =   192.0.2.1\n\tservice = lvs\n# the web\nhard_shutdown = 0',
    );
  });

  it('takes one real server', () => {
    const text = removeRealServer(readConfig(file), 'HTTP', 'web2');
    expect(text).toBe(becomes(['     server web2 {\n         address = 10.0.0.12\n     }\n', '']));
  });

  it('of two servers of one name takes the one that is meant', () => {
    const two = 'serial_no = 1\nvirtual a {\n port = 1\n}\nvirtual a {\n port = 2\n}\n';
    expect(removeVirtualServer(readConfig(two), 'a~2')).toBe('serial_no = 2\nvirtual a {\n port = 1\n}\n');
  });
});

describe('the serial number', () => {
  it('is put on the first line when there was none', () => {
    expect(changeGlobal(readConfig('# x\nprimary = 192.0.2.1\n'), { keepalive: 6 })).toBe(
      'serial_no = 1\n# x\nprimary = 192.0.2.1\nkeepalive = 6\n',
    );
  });

  it('begins again after the largest number that the reader takes', () => {
    const text = changeGlobal(readConfig('serial_no = 2147483647\n'), { keepalive: 6 });
    expect(text).toBe('serial_no = 1\nkeepalive = 6\n');
  });

  it('is left alone when it cannot be read', () => {
    const text = changeGlobal(readConfig('serial_no = seven\n'), { keepalive: 6 });
    expect(text).toBe('serial_no = seven\nkeepalive = 6\n');
  });
});

describe('what cannot be edited is refused', () => {
  it.each([
    ['a file with carriage returns', 'serial_no = 1\r\nprimary = 192.0.2.1\r\n', 'carriage_returns'],
    ['an open block', 'virtual v {\n port = 80\n', 'structure_wrong'],
    ['an unknown keyword', 'colour = red\n', 'structure_wrong'],
  ])('%s', (_title, text, reason) => {
    expect(() => changeGlobal(readConfig(text), { keepalive: 6 })).toThrow(
      expect.objectContaining({ reason }),
    );
  });

  it('a server that is not there', () => {
    const reason = 'no_such_virtual_server';
    expect(() => removeVirtualServer(readConfig(file), 'FTP')).toThrow(expect.objectContaining({ reason }));
  });
});

it('finds a block by its name in another encoding, where only one reads so', () => {
  const both = 'virtual \xe9 {\n}\nvirtual \xc3\xa9 {\n}\n';
  const one = readConfig('virtual \xe9 {\n  server \xe8 {\n  }\n}\n');
  expect(removeRealServer(one, '\xc3\xa9', '\xc3\xa8')).not.toContain('server');
  expect(removeVirtualServer(readConfig(both), '\xc3\xa9')).toContain('virtual \xe9 {');
  expect(removeVirtualServer(readConfig(both), '\xe9')).toContain('virtual \xc3\xa9 {');
  expect(() => removeVirtualServer(one, '\xc3\xa8')).toThrow('no_such_virtual_server');
});
