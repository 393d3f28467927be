import { describe, expect, test } from 'vitest';
import { parseConnection } from '../../../src/core/ipvs/parse-conn.js';
import { type ConnectionSearch, searchConnections } from '../../../src/core/live/connections.js';
import { connectionNames } from '../../../src/core/live/names.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { capture } from '../ipvs/captures.js';

const connections = capture('proc_net_ip_vs_conn.txt')
  .trimEnd()
  .split('\n')
  .slice(1)
  .flatMap((line) => parseConnection(line) ?? []);

const names = connectionNames(
  readConfig(`virtual web {
  active = 1
  address = 10.0.0.100 eth0:1
  port = 80
  fwmark = 7
  server one {
    address = 10.0.0.11
    active = 1
  }
  server two {
    address = 10.0.0.12
    active = 1
  }
}
virtual ssh {
  active = 1
  address = 10.0.0.100 eth0:1
  port = 22
  server one {
    address = 10.0.0.11
    port = 2222
    active = 1
  }
  server other {
    address = 10.0.0.11
    port = 22
    active = 1
  }
}
virtual off {
  address = 10.0.0.100 eth0:1
  port = 8080
}
`),
);

function search(wanted: Partial<ConnectionSearch>) {
  const { found, take } = searchConnections({ text: '', state: '', from: 0, limit: 10, ...wanted }, names);
  for (const connection of connections) take(connection);
  return found();
}

describe('A search for connections', () => {
  test('counts all and keeps one page of them, in the order of the kernel', () => {
    const { all, byState, fitting, shown } = search({});
    expect({ all, fitting }).toEqual({ all: 48, fitting: 48 });
    expect(Object.fromEntries(byState)).toEqual({
      ASSURED: 1,
      ESTABLISHED: 5,
      FIN_WAIT: 40,
      NONE: 1,
      UDP: 1,
    });
    expect(shown.map(({ client }) => client)).toEqual(connections.slice(0, 10).map(({ client }) => client));
    expect(search({ from: 40 }).shown.map(({ client }) => client)).toEqual(
      connections.slice(40).map(({ client }) => client),
    );
  });

  test('knows both ends by their names in lvs.cf, under a mark as well, and by the port where that decides', () => {
    const { shown } = search({ text: ':44986' });
    expect(shown).toMatchObject([{ virtualServer: 'ssh', realServer: 'other', state: 'ESTABLISHED' }]);
    expect(search({ text: '10.0.0.1:53940' }).shown).toMatchObject([
      { virtualServer: 'web', realServer: 'two' },
    ]);
    expect(search({ text: 'fd00::1]:47230' }).shown).toMatchObject([{ virtualServer: '', realServer: '' }]);
  });

  test('finds by name in small or capital letters, and by state, of which it counts all that fit the text', () => {
    const { byState, fitting } = search({ text: 'SSH', state: 'ASSURED' });
    expect(fitting).toBe(1);
    expect(Object.fromEntries(byState)).toEqual({ ESTABLISHED: 5, ASSURED: 1 });
  });
});
