import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ApiConsole, openApi } from '../../support/api.js';

const lvsCf = 'serial_no = 7\nprimary = 192.0.2.1\nservice = lvs\nnetwork = direct\n';

let api: ApiConsole;
beforeAll(async () => {
  api = await openApi(lvsCf);
});
beforeEach(() => api.writeFile(lvsCf));
afterAll(() => api.close());

test('Few answers make a usual case: told first, then saved in one version', async () => {
  const body = { kind: 'web-tls', address: '198.51.100.1', servers: ['web1=10.0.0.11', 'web2=10.0.0.12'] };
  const dry = await api.ask('POST', '/wizard?dryRun=true', body);
  expect([dry.status, dry.json.accepted]).toEqual([200, true]);
  expect(dry.json.differences).toContainEqual(
    expect.objectContaining({ what: 'added', virtual: 'web-http' }),
  );
  expect(await api.file()).toBe(lvsCf);
  const made = await api.ask('POST', '/wizard', body);
  expect([made.status, made.location]).toEqual([201, '/api/v1/virtual-servers/web-http']);
  const { etag, json } = await api.ask('GET', '/virtual-servers');
  expect(made.etag).toBe(etag);
  expect(json.virtual).toMatchObject([
    {
      name: 'web-http',
      port: 80,
      fwmark: 80,
      persistent: 300,
      active: true,
      server: [{ name: 'web1' }, { name: 'web2' }],
    },
    { name: 'web-https', port: 443, fwmark: 80, persistent: 300, active: true },
  ]);
  expect(await api.file()).toContain('serial_no = 8\n');
});

test('Answers are judged as on the page, each by its name', async () => {
  const { json, status } = await api.ask('POST', '/wizard', {
    kind: 'ftp',
    persistent: 30,
    servers: ['web;1'],
  });
  expect([status, json.code]).toEqual([422, 'answers_refused']);
  const found = json.problems.map(({ code, field }: { code: string; field: string }) => [field, code]);
  expect(found).toContainEqual(['address', 'address_missing']);
  expect(found).toContainEqual(['persistent', 'persistence_short']);
  const other = await api.ask('POST', '/wizard', { kind: 'web', zone: 'example.com' });
  expect(other.json.problems).toMatchObject([{ code: 'unknown_member', field: 'zone' }]);
  expect((await api.ask('POST', '/wizard', { kind: 'telnet' })).json.problems).toMatchObject([
    { field: 'kind' },
  ]);
  expect(await api.file()).toBe(lvsCf);
});
