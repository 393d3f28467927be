import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { packageFolder } from '../../../src/settings.js';
import { type ApiConsole, openApi } from '../../support/api.js';

const lvsCf = `serial_no = 7
# caf\xc3\xa9
primary = 192.0.2.1
service = lvs
network = nat
nat_router = 10.0.0.1 eth1:1
virtual web {
     active = 1
     address = 198.51.100.1 eth0:1
     port = 80
     server one {
         address = 10.0.0.11
         active = 1
         weight = 1
     }
}
`;

let api: ApiConsole;
beforeAll(async () => {
  api = await openApi(lvsCf);
});
beforeEach(() => api.writeFile(lvsCf));
afterAll(() => api.close());

describe('The file as a text', () => {
  test('is read byte by byte, and put back in the same bytes', async () => {
    const { etag, text, type } = await api.ask('GET', '/lvs.cf');
    expect(type).toBe('text/plain; charset=utf-8');
    expect(text).toBe(Buffer.from(lvsCf, 'latin1').toString('utf8'));
    const same = await api.ask('PUT', '/lvs.cf', text, { headers: { 'if-match': etag } });
    expect([same.status, same.json.saved, same.etag]).toEqual([200, false, etag]);
    expect(await api.file()).toBe(lvsCf);
    const { json } = await api.change(
      'PUT',
      '/lvs.cf',
      text.replace('port = 80', 'port = 81').replace('serial_no = 7', 'serial_no = 1'),
    );
    expect(json).toMatchObject({ saved: true, differences: [{ keyword: 'port', from: '80', to: '81' }] });
    expect(await api.file()).toBe(
      lvsCf.replace('port = 80', 'port = 81').replace('serial_no = 7', 'serial_no = 8'),
    );
  });

  test('from a playbook changes something once: another serial number is no change', async () => {
    const text = lvsCf
      .replace('\xc3\xa9', 'e')
      .replace('serial_no = 7', 'serial_no = 1')
      .replace('port = 80', 'port = 82');
    const put = () => api.ask('PUT', '/lvs.cf', text, { headers: { 'if-match': '*' } });
    expect((await put()).json.saved).toBe(true);
    expect((await put()).json.saved).toBe(false);
  });

  test('is refused with what it would add, line by line', async () => {
    const { json, status } = await api.change('PUT', '/lvs.cf', `${lvsCf}colour = red\n`);
    expect([status, json.code]).toEqual([422, 'adds_problems']);
    expect(json.problems).toMatchObject([{ code: 'unknown_keyword', severity: 'refused', line: 17 }]);
    const dry = await api.ask('PUT', '/lvs.cf?dryRun=true', `${lvsCf}colour = red\n`);
    expect([dry.status, dry.json.accepted, dry.json.problems]).toEqual([200, false, json.problems]);
    expect(await api.file()).toBe(lvsCf);
  });

  test('that is wrong in each of its lines is answered with the first thousand, and how many there are', async () => {
    const { json } = await api.ask('POST', '/check', 'colour = red\n'.repeat(3000));
    expect([json.ok, json.problems.length]).toEqual([false, 1000]);
    expect(json.moreProblems).toBeGreaterThan(1999);
    const blocks = Array.from({ length: 1500 }, (_, number) => `virtual v${number} {\n}\n`).join('');
    const dry = await api.ask('PUT', '/lvs.cf?dryRun=true', lvsCf + blocks);
    expect([dry.json.differences.length, dry.json.moreDifferences]).toEqual([1000, 500]);
  });

  test('is made where there is none', async () => {
    const headers = { 'if-none-match': '*' };
    for (const path of ['/lvs.cf', '/lvs.cf?dryRun=true'])
      expect((await api.ask('PUT', path, lvsCf, { headers })).json.code).toBe('file_exists');
    await rm(join(api.web.state, 'lvs.cf'));
    expect((await api.ask('GET', '/config')).json).toMatchObject({ status: 503, code: 'file_missing' });
    expect((await api.ask('PUT', '/lvs.cf', 'colour = red\n', { headers })).status).toBe(422);
    const dry = await api.ask('PUT', '/lvs.cf?dryRun=true', 'serial_no = 1\n', { headers });
    expect([dry.status, dry.json.accepted]).toEqual([200, true]);
    expect((await api.ask('GET', '/config')).status).toBe(503);
    const made = await api.ask('PUT', '/lvs.cf', 'serial_no = 1\n', { headers });
    expect([made.status, made.json.saved]).toEqual([201, true]);
    expect((await api.ask('GET', '/lvs.cf')).etag).toBe(made.etag);
  });

  test('is checked without being kept', async () => {
    const good = await readFile(join(packageFolder, 'config', 'lvs.cf'), 'latin1');
    expect((await api.ask('POST', '/check', good)).json.ok).toBe(true);
    const { json, status } = await api.ask('POST', '/check', 'serial_no = a\nvirtual v {\nport = 80\n');
    expect([status, json.ok]).toEqual([200, false]);
    expect(json.problems).toContainEqual(
      expect.objectContaining({ code: 'number_expected', line: 1, field: 'serial_no' }),
    );
    expect((await api.ask('POST', '/check', '')).json.problems[0].code).toBe('empty_file');
    expect(await api.file()).toBe(lvsCf);
  });
});

describe('Other tools', () => {
  test('get their files, with what they cannot say', async () => {
    const keepalived = await api.ask('GET', '/render/keepalived?role=single');
    expect(keepalived.status).toBe(200);
    expect(keepalived.json.text).toContain('virtual_server 198.51.100.1 80');
    expect((await api.ask('GET', '/render/ipvsadm')).json).toMatchObject({
      target: 'ipvsadm',
      text: expect.stringContaining('-A -t 198.51.100.1:80'),
      notes: expect.any(Array),
    });
    for (const target of ['ha.cf', 'haresources', 'ipvsadm-default', 'packet-filter', 'lvs.cf']) {
      const { json, status } = await api.ask('GET', `/render/${target}`);
      expect([target, [200, 422].includes(status)]).toEqual([target, true]);
      if (status === 422) expect([target, json.code]).toEqual([target, 'not_rendered']);
    }
  });

  test('get nothing of what cannot run, of what there is not, and no secret', async () => {
    await api.writeFile(lvsCf.replace('primary = 192.0.2.1\n', ''));
    const { json, status } = await api.ask('GET', '/render/keepalived?role=primary');
    expect([status, json.code]).toEqual([422, 'not_rendered']);
    expect(json.detail.length).toBeGreaterThan(60);
    for (const path of [
      'authkeys',
      'apache',
      'keepalived?role=master',
      'ha.cf?nodes=one',
      'ha.cf?nodes=a,b,c',
    ]) {
      expect([path, (await api.ask('GET', `/render/${path}`)).status]).toEqual([path, 422]);
    }
  });

  test('bring theirs: told line by line first, then saved from the state that was read', async () => {
    const present = lvsCf.replace('virtual web', 'virtual shop');
    await api.writeFile(present);
    const rules = '-A -t 198.51.100.7:80 -s rr\n-a -t 198.51.100.7:80 -r 10.0.0.31:80 -m -w 2\n-a nonsense\n';
    const body = { sources: [{ name: 'ipvsadm.rules', text: rules }] };
    const dry = await api.ask('POST', '/import?dryRun=true', body);
    expect(dry.status).toBe(200);
    expect(dry.json).toMatchObject({
      dryRun: true,
      saved: false,
      text: expect.stringContaining('198.51.100.7'),
    });
    const [source] = dry.json.sources;
    expect(source.name).toBe('ipvsadm.rules');
    expect(
      source.lines.map(({ line, outcome }: { line: number; outcome: string }) => [line, outcome]),
    ).toEqual([
      [1, 'changed'],
      [2, 'kept'],
      [3, 'unknown'],
    ]);
    expect(dry.json.confirm.name).toBe('shop');
    expect((await api.ask('POST', '/import', body)).status).toBe(428);
    const { etag } = await api.ask('GET', '/config');
    const headers = { 'if-match': etag };
    expect((await api.ask('POST', '/import', body, { headers })).json.code).toBe('dangerous');
    expect(await api.file()).toBe(present);
    const saved = await api.ask('POST', '/import?confirm=shop', body, { headers });
    expect([saved.status, saved.json.saved]).toEqual([200, true]);
    expect(await api.file()).toContain('address = 198.51.100.7 ');
    expect(await api.file()).toContain('serial_no = 8\n');
  });

  test('are refused where nobody can tell what they are, or nothing comes of them', async () => {
    const unknown = await api.ask('POST', '/import?dryRun=true', { sources: [{ name: 'x', text: 'hello' }] });
    expect([unknown.status, unknown.json.problems[0]]).toMatchObject([422, { field: 'sources[0].kind' }]);
    const empty = await api.ask('POST', '/import?dryRun=true', {
      sources: [{ name: 'keepalived.conf', text: 'include /etc/other.conf\n' }],
    });
    expect([empty.status, empty.json.code]).toEqual([422, 'not_imported']);
  });
});
