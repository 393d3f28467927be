import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ConsoleError } from '../../src/core/problem.js';
import type { EngineLog } from '../../src/core/router/engine-log.js';
import type { LogSide } from '../../src/web/panels/engine-log/route.js';
import { openWebConsole, type WebConsole } from '../support/web-console.js';

const running: EngineLog = {
  at: Date.UTC(2026, 10, 21, 10, 0, 0),
  processes: {
    listed: [
      {
        pid: 4242,
        user: 'root',
        state: 'S',
        commandLine: '/usr/sbin/keepalived --use-file /etc/keepalived/<b>.conf',
        elapsedSeconds: 90_061,
        cpuSeconds: 2,
      },
    ],
    more: 12,
    complete: true,
  },
  log: {
    from: 'journalctl -u keepalived',
    lines: ['Starting Keepalived v2.2.7', '<script>alert(1)</script>'],
  },
};

let web: WebConsole;
let answer: (side: LogSide) => Promise<EngineLog>;
beforeAll(async () => {
  web = await openWebConsole(undefined, { engineLog: (side) => answer(side) });
});
beforeEach(() => {
  answer = async () => running;
});
afterAll(() => web.close());

describe('ENGINE LOG', () => {
  test('shows each process with its number, state and age, and counts the others', async () => {
    const { body, statusCode } = await web.get('/secure/engine-log');
    expect(statusCode).toBe(200);
    expect(body).toContain('<td>4242</td><td>sleeping</td><td>1-01:01:01</td><td>00:02</td>');
    expect(body).toContain('12 more run.');
    expect((await web.get('/secure/control')).body).toContain('href="/secure/engine-log"');
  });

  test('shows command lines and log lines as harmless text', async () => {
    const { body } = await web.get('/secure/engine-log');
    expect(body).toContain('Starting Keepalived v2.2.7\n&lt;script&gt;');
    expect(body).toContain('/etc/keepalived/&lt;b&gt;.conf');
    expect(body).not.toContain('<script>alert');
    expect(body).toContain('The last 2 lines of journalctl -u keepalived.');
  });

  test('asks the other router only when that is wanted', async () => {
    const asked: LogSide[] = [];
    answer = async (side) => {
      asked.push(side);
      return running;
    };
    await web.get('/secure/engine-log');
    const { body } = await web.get('/secure/engine-log?router=other');
    expect(asked).toEqual(['here', 'other']);
    expect(body).toContain(
      '<a href="/secure/engine-log?router=other" aria-current="true">The other router</a>',
    );
  });

  test('says why a router could not be looked at, with the commands that help, and leads to the other one', async () => {
    const params = { account: 'lvs-console', commands: ['install rules'] };
    answer = async () => {
      throw new ConsoleError('engine_refused', 'router_denied', params);
    };
    const { body, statusCode } = await web.get('/secure/engine-log');
    expect(statusCode).toBe(200);
    expect(body).toContain('install rules');
    expect(body).toContain('href="/secure/engine-log?router=other"');
  });

  test('says where it looked for a log that is not there, and that no process runs', async () => {
    answer = async () => ({
      ...running,
      processes: { listed: [], more: 0, complete: false },
      log: { looked: [{ from: '/var/log/syslog', found: 'ENOENT' }] },
    });
    const { body } = await web.get('/secure/engine-log');
    expect(body).toContain('/var/log/syslog: ENOENT');
    expect(body).toContain('Blank, because no process of LVS runs.');
    expect(body).toContain('hidepid');
  });

  test('says why the processes are not known', async () => {
    answer = async () => ({ ...running, processes: { at: 1, reason: 'absent', path: '/proc/uptime' } });
    expect((await web.get('/secure/engine-log')).body).toContain('There is no /proc/uptime.');
  });

  test('speaks French where that is wanted', async () => {
    const { body } = await web.get('/secure/engine-log', { headers: { 'accept-language': 'fr' } });
    expect(body).toContain('12 autres tournent.');
    expect(body).toContain('en sommeil');
  });
});
