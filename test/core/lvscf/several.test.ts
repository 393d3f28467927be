import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { copyVirtualServer, takeRealServers } from '../../../src/core/lvscf/copy.js';
import { moveRealServer, moveVirtualServer } from '../../../src/core/lvscf/order.js';
import { changeSeveral, textOfRows } from '../../../src/core/lvscf/several.js';

const file = `serial_no = 7
# lvs-console: fail-back = yes
# the web
virtual HTTP {
     active = 1
     # asked for by the shop
     address = 198.51.100.1 eth0:1
     port = 80
     server web1 {
         address = 10.0.0.11
         active = 1
     }
     # in rack 3
     server web2 {
         address = 10.0.0.12
         port = 80
         weight = 3
     } # slow
}

hard_shutdown = 1
# the same, encrypted
virtual HTTPS {
     address = 198.51.100.1 eth0:1
     port = 443
     server web1 {
         # keep
         address = 10.0.0.11
         active = 0
     }
     server web9 {
         address = 10.0.0.19
     }
}`;

const config = readConfig(file);
const next = (text: string) => text.replace('serial_no = 7', 'serial_no = 8');
const cut = (from: string, to = '') => next(file).replace(from, to);

describe('a block that moves', () => {
  const web = /# the web[\s\S]*?\n\}\n/.exec(file)?.[0].trimEnd() ?? '';
  const encrypted = /# the same[\s\S]*/.exec(file)?.[0] ?? '';

  it('takes its comment along; what stands between the two, and the settings of the file, stay', () => {
    const text = moveVirtualServer(config, 'HTTPS', 'up');
    expect(text).toBe(
      `serial_no = 8\n# lvs-console: fail-back = yes\n${encrypted}\n\nhard_shutdown = 1\n${web}`,
    );
    expect(moveVirtualServer(config, 'HTTP', 'down')).toBe(text);
  });

  it('stays where it is at the end of the list', () => {
    expect(moveVirtualServer(config, 'HTTP', 'up')).toBe(file);
    expect(moveRealServer(config, 'HTTP', 'web2', 'down')).toBe(file);
  });

  it('does not give a real server another port', () => {
    const odd = 'virtual v {\nserver a {\nactive = 0\n}\nport = 81\nserver b {\nactive = 0\n}\n}\n';
    expect(() => moveRealServer(readConfig(odd), 'v', 'b', 'up')).toThrow('port_between');
    const told = odd.replaceAll('active = 0', 'port = 90');
    expect(moveRealServer(readConfig(told), 'v', 'b', 'up')).toContain('virtual v {\nserver b {');
  });
});

describe('a copy', () => {
  it('stands right behind the original, inactive, with the comments that are in it', () => {
    const text = copyVirtualServer(config, 'HTTP', 'SHOP');
    const [block = ''] = /virtual HTTP[\s\S]*?\n\}\n/.exec(file) ?? [];
    const copy = block.replace('HTTP', 'SHOP').replace('     active = 1', '     active = 0');
    expect(text).toBe(next(file).replace(block, block + copy));
  });
});

describe('the same real servers as another virtual server', () => {
  it('adds the machines that are missing, which listen on this port', () => {
    expect(takeRealServers(config, 'HTTPS', 'HTTP', 'add')).toBe(
      cut(
        '         address = 10.0.0.19\n     }\n',
        '         address = 10.0.0.19\n     }\n     server web2 {\n         address = 10.0.0.12\n         weight = 3\n     } # slow\n',
      ),
    );
  });

  it('takes over what they are, takes out the others, and keeps the comments of those that stay', () => {
    expect(takeRealServers(config, 'HTTPS', 'HTTP', 'replace')).toBe(
      cut(
        '         active = 0\n     }\n     server web9 {\n         address = 10.0.0.19\n     }\n',
        '         active = 1\n     }\n     server web2 {\n         address = 10.0.0.12\n         weight = 3\n     } # slow\n',
      ),
    );
  });

  it('gives a machine another name where its name is another machine', () => {
    const other = readConfig(file.replace('server web9', 'server web2'));
    expect(takeRealServers(other, 'HTTPS', 'HTTP', 'add')).toContain(
      'server web2-2 {\n         address = 10.0.0.12\n',
    );
  });

  it('is nothing to do for itself', () => {
    expect(takeRealServers(config, 'HTTP', 'HTTP', 'replace')).toBe(file);
  });
});

describe('several rows at once', () => {
  it('take one machine out of every virtual server', () => {
    const rows = ['HTTP', 'HTTPS'].map((virtual) => ({ virtual, server: 'web1' }));
    const text = changeSeveral(config, rows, { what: 'delete' });
    expect(text).not.toContain('10.0.0.11');
    expect(text).toBe(next(file).replaceAll(/ {5}server web1 \{[\s\S]*?\n {5}\}\n/g, ''));
    expect(textOfRows(config, rows)).toMatch(/^ {5}server web1 \{[\s\S]*server web1/);
  });

  it('change nothing where everything is so already', () => {
    const rows = [{ virtual: 'HTTP' }, { virtual: 'HTTP', server: 'web1' }];
    expect(changeSeveral(config, rows, { what: 'active', active: true })).toBe(file);
  });

  it('are refused together when one of them is not there', () => {
    const rows = [{ virtual: 'HTTP' }, { virtual: 'HTTP', server: 'web7' }];
    expect(() => changeSeveral(config, rows, { what: 'delete' })).toThrow('no_such_real_server');
  });
});
