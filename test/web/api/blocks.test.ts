import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ApiConsole, openApi } from '../../support/api.js';

const lvsCf = `serial_no = 7
# lvs-console: fail-back = yes
primary = 192.0.2.1
service = lvs
backup_active = 0
network = direct
# the web
virtual web {
     active = 1
     address = 198.51.100.1 eth0:1
     port = 80
     send = "GET / HTTP/1.0\\r\\n\\r\\n"
     expect = "HTTP"
     server one {
         address = 10.0.0.11
         active = 1
         weight = 2
     }
     # the second
     server two {
         address = 10.0.0.12
         active = 1
     }
}
virtual mail {
     active = 0
     address = 198.51.100.2 eth0:2
     port = 25
}
`;

let api: ApiConsole;
beforeAll(async () => {
  api = await openApi(lvsCf);
});
beforeEach(() => api.writeFile(lvsCf));
afterAll(() => api.close());

describe('What is read', () => {
  test('has numbers, booleans, texts and an address with its device, as the file says them', async () => {
    const { etag, json, status } = await api.ask('GET', '/virtual-servers/web');
    expect(status).toBe(200);
    expect(etag).toMatch(/^"[\w-]{16}"$/);
    expect(json).toEqual({
      name: 'web',
      ref: 'web',
      active: true,
      address: { address: '198.51.100.1', device: 'eth0:1' },
      port: 80,
      send: 'GET / HTTP/1.0\\r\\n\\r\\n',
      expect: 'HTTP',
      server: [
        { name: 'one', ref: 'one', address: '10.0.0.11', active: true, weight: 2 },
        { name: 'two', ref: 'two', address: '10.0.0.12', active: true },
      ],
    });
    expect((await api.ask('GET', '/global')).json).toEqual({
      serial_no: 7,
      primary: '192.0.2.1',
      service: 'lvs',
      backup_active: false,
      network: 'direct',
      'fail-back': 'yes',
    });
  });

  test('has what the daemons assume, too, where that is asked for', async () => {
    const { json } = await api.ask('GET', '/virtual-servers/web?assumed=true');
    expect(json).toMatchObject({ scheduler: 'wlc', protocol: 'tcp', timeout: 10, persistent: 0 });
    expect(json.server[1]).toMatchObject({ weight: 1, port: 80 });
    const { json: server } = await api.ask('GET', '/virtual-servers/web/real-servers/two?assumed=true');
    expect(server).toEqual(json.server[1]);
  });

  test('is the whole file with its problems, which name the blocks', async () => {
    const { json, etag } = await api.ask('GET', '/config');
    expect(json.virtual.map(({ name }: { name: string }) => name)).toEqual(['web', 'mail']);
    expect(json.global.network).toBe('direct');
    expect(json.failover).toEqual([]);
    expect(json.problems).toEqual([]);
    expect((await api.ask('GET', '/lvs.cf')).etag).toBe(etag);
    await api.writeFile(lvsCf.replace('weight = 2', 'weight = 70000'));
    expect((await api.ask('GET', '/config')).json.problems).toEqual([
      {
        code: 'number_range',
        severity: 'broken',
        line: 17,
        column: 19,
        field: 'weight',
        virtual: 'web',
        server: 'one',
        message: expect.stringContaining('70000'),
      },
    ]);
  });

  test('is not sent again to whoever has it', async () => {
    const { etag } = await api.ask('GET', '/virtual-servers');
    const again = await api.ask('GET', '/virtual-servers', undefined, { headers: { 'if-none-match': etag } });
    expect([again.status, again.text, again.etag]).toEqual([304, '', etag]);
  });

  test('is not found under another name', async () => {
    for (const path of ['/virtual-servers/ftp', '/virtual-servers/web/real-servers/three', '/nothing']) {
      const { json, status, type } = await api.ask('GET', path);
      expect([path, status, type]).toEqual([path, 404, 'application/problem+json; charset=utf-8']);
      expect(json).toMatchObject({ status: 404, title: expect.any(String), detail: expect.any(String) });
    }
  });
});

describe('A change', () => {
  test('of one key changes its line, the serial number, and nothing else', async () => {
    const { etag, json, status } = await api.change('PATCH', '/virtual-servers/web/real-servers/one', {
      weight: 5,
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({ dryRun: false, saved: true, accepted: true, version: expect.any(Number) });
    expect(json.differences).toEqual([
      {
        what: 'changed',
        scope: 'server',
        virtual: 'web',
        server: 'one',
        keyword: 'weight',
        from: '2',
        to: '5',
        message: expect.stringContaining('weight = 5'),
      },
    ]);
    expect(json.effects[0]).toMatchObject({ effects: [{ code: 'weight', gravity: 'smooth' }] });
    expect(await api.file()).toBe(
      lvsCf.replace('serial_no = 7', 'serial_no = 8').replace('weight = 2', 'weight = 5'),
    );
    expect((await api.ask('GET', '/virtual-servers/web/real-servers/one')).etag).toBe(etag);
  });

  test('that changes nothing saves nothing: sent back as it was read, each block stays byte by byte', async () => {
    for (const path of ['/global', '/virtual-servers/web', '/virtual-servers/web/real-servers/two']) {
      for (const method of ['PUT', 'PATCH']) {
        const { etag, json } = await api.ask('GET', path);
        const answer = await api.ask(method, path, json, { headers: { 'if-match': etag } });
        expect([path, answer.status, answer.json.saved]).toEqual([path, 200, false]);
      }
    }
  });

  test('as a whole takes out what it does not name, and null takes out one key', async () => {
    await api.change('PATCH', '/virtual-servers/web', { expect: null, persistent: 300 });
    expect(await api.file()).not.toContain('expect =');
    expect(await api.file()).toContain('     persistent = 300\n');
    const { status } = await api.change('PUT', '/virtual-servers/web', {
      active: true,
      address: { address: '198.51.100.9', device: 'eth0:1' },
    });
    expect(status).toBe(200);
    const { json } = await api.ask('GET', '/virtual-servers/web');
    expect(Object.keys(json)).toEqual(['name', 'ref', 'active', 'address', 'server']);
    expect(json.server).toHaveLength(2);
    expect(await api.file()).toContain('     # the second\n');
  });

  test('of the list of real servers changes, adds, removes and orders them in one save', async () => {
    const { json, status } = await api.change('PATCH', '/virtual-servers/web', {
      server: [
        { name: 'three', address: '10.0.0.13', active: true },
        { name: 'two', weight: 7 },
      ],
    });
    expect([status, json.saved]).toEqual([200, true]);
    const { json: web } = await api.ask('GET', '/virtual-servers/web');
    expect(web.server).toEqual([
      { name: 'three', ref: 'three', address: '10.0.0.13', active: true, weight: 1 },
      { name: 'two', ref: 'two', address: '10.0.0.12', active: true, weight: 7 },
    ]);
    expect(await api.file()).toContain('serial_no = 8\n');
  });

  test('of a name moves nothing, and tells the new address', async () => {
    const { headers, json, status } = await api.change('PATCH', '/virtual-servers/web', { name: 'www' });
    expect([status, headers.location, json.differences[0].what]).toEqual([
      200,
      '/api/v1/virtual-servers/www',
      'renamed',
    ]);
    expect((await api.ask('GET', '/virtual-servers/web')).status).toBe(404);
    expect((await api.ask('GET', '/virtual-servers/www')).json.server).toHaveLength(2);
  });

  test('adds a virtual server with its real servers, as ADD begins it', async () => {
    const { etag, location, status } = await api.ask('POST', '/virtual-servers', {
      name: 'dns',
      protocol: 'udp',
      port: 53,
      address: { address: '198.51.100.3', device: 'eth0:3' },
      server: [{ name: 'ns1', address: '10.0.0.21', active: true }],
    });
    expect([status, location]).toEqual([201, '/api/v1/virtual-servers/dns']);
    const read = await api.ask('GET', '/virtual-servers/dns');
    expect(read.etag).toBe(etag);
    expect(read.json).toMatchObject({
      active: false,
      scheduler: 'wlc',
      protocol: 'udp',
      server: [{ name: 'ns1', weight: 1 }],
    });
    const again = await api.ask('POST', '/virtual-servers', { name: 'dns' });
    expect([again.status, again.json.problems[0]]).toMatchObject([
      422,
      { code: 'duplicate_virtual_name', field: 'name' },
    ]);
  });

  test('adds by PUT what is not there yet, and refuses where it is', async () => {
    const headers = { 'if-none-match': '*' };
    const put = () => api.ask('PUT', '/virtual-servers/ftp', { port: 21 }, { headers });
    expect((await put()).status).toBe(201);
    const again = await put();
    expect([again.status, again.json.code]).toEqual([412, 'revision_stale']);
    expect(again.etag).toBe((await api.ask('GET', '/virtual-servers/ftp')).etag);
  });

  test('by PUT can be made again and again: the first makes the block, the others change nothing', async () => {
    const body = {
      address: { address: '198.51.100.7', device: 'eth0:7' },
      port: 8080,
      server: [{ name: 'a', address: '10.0.0.31', weight: 3 }],
    };
    const made = await api.ask('PUT', '/virtual-servers/shop', body, { headers: { 'if-none-match': '*' } });
    expect(made.status).toBe(201);
    const again = await api.change('PUT', '/virtual-servers/shop', body);
    expect([again.status, again.json.saved, again.json.differences]).toEqual([200, false, []]);
    const more = { ...body, server: [...body.server, { name: 'b', address: '10.0.0.32' }] };
    expect((await api.change('PUT', '/virtual-servers/shop', more)).json.saved).toBe(true);
    expect((await api.change('PUT', '/virtual-servers/shop', more)).json.saved).toBe(false);
    expect((await api.ask('GET', '/virtual-servers/shop')).json).toEqual({
      name: 'shop',
      ref: 'shop',
      ...more,
      server: more.server.map((one) => ({ ...one, ref: one.name })),
    });
  });

  test('adds and deletes real servers', async () => {
    const path = '/virtual-servers/web/real-servers';
    const added = await api.ask('POST', path, { name: 'three', address: '10.0.0.13' });
    expect([added.status, added.location]).toEqual([201, `/api/v1${path}/three`]);
    expect((await api.ask('GET', path)).json.server).toHaveLength(3);
    expect((await api.change('DELETE', `${path}/three`)).status).toBe(200);
    expect((await api.ask('GET', `${path}/three`)).status).toBe(404);
  });

  test('copies, takes over, orders, and changes several', async () => {
    const copied = await api.ask('POST', '/virtual-servers/web/copy', { name: 'web2' });
    expect([copied.status, copied.location]).toEqual([201, '/api/v1/virtual-servers/web2']);
    expect((await api.ask('GET', '/virtual-servers/web2')).json).toMatchObject({ active: false });
    expect((await api.ask('POST', '/virtual-servers/web/copy', { name: 'web2' })).status).toBe(422);

    const mail = await api.ask('GET', '/virtual-servers/mail');
    const headers = { 'if-match': mail.etag };
    const body = { from: 'web', how: 'add' };
    expect((await api.ask('POST', '/virtual-servers/mail/same-real-servers', body, { headers })).status).toBe(
      200,
    );
    expect((await api.ask('GET', '/virtual-servers/mail')).json.server).toHaveLength(2);

    const order = async (sent: object, read: string) => {
      const { etag } = await api.ask('GET', read);
      return api.ask('POST', '/order', sent, { headers: { 'if-match': etag } });
    };
    expect((await order({ refs: ['mail', 'web'] }, '/virtual-servers')).status).toBe(200);
    expect((await order({ of: 'web', refs: ['two', 'one'] }, '/virtual-servers/web')).status).toBe(200);
    const { etag, json } = await api.ask('GET', '/virtual-servers');
    const names = json.virtual.map(({ name, server }: { name: string; server: { name: string }[] }) => [
      name,
      ...server.map((one) => one.name),
    ]);
    expect(names).toEqual([
      ['mail', 'one', 'two'],
      ['web2', 'one', 'two'],
      ['web', 'two', 'one'],
    ]);

    const rows = [{ virtual: 'web', server: 'two' }, { virtual: 'web2', server: 'one' }, { virtual: 'mail' }];
    const several = (sent: object) =>
      api.ask('POST', '/several', { rows, ...sent }, { headers: { 'if-match': etag } });
    expect((await several({})).json).toMatchObject({ status: 422, problems: [{ field: 'active' }] });
    expect((await several({ active: true, weight: 3 })).status).toBe(422);
    expect((await several({ weight: 3 })).json.code).toBe('weight_of_virtual_server');
    expect((await several({ active: false })).json.differences).toHaveLength(2);
  });
});

describe('From which state', () => {
  const changes: readonly (readonly [string, string, unknown])[] = [
    ['PATCH', '/global', { keepalive: 7 }],
    ['PUT', '/virtual-servers/web', {}],
    ['PATCH', '/virtual-servers/web', { port: 81 }],
    ['DELETE', '/virtual-servers/mail', undefined],
    ['PATCH', '/virtual-servers/web/real-servers/one', { weight: 9 }],
    ['DELETE', '/virtual-servers/web/real-servers/one', undefined],
    ['POST', '/order', { refs: ['mail', 'web'] }],
    ['POST', '/several', { rows: [{ virtual: 'web' }], active: false }],
    ['PUT', '/lvs.cf', lvsCf.replace('port = 80', 'port = 8080')],
  ];

  test.each(changes)('%s %s has to say, and is told when it is another one', async (method, path, body) => {
    const without = await api.ask(method, path, body);
    expect([without.status, without.json.code]).toEqual([428, 'revision_wanted']);
    const other = await api.ask(method, path, body, { headers: { 'if-match': '"another"' } });
    expect([other.status, other.json.code]).toEqual([412, 'revision_stale']);
    expect(other.etag).toBe(without.etag);
    const weak = await api.ask(method, path, body, { headers: { 'if-match': `W/${without.etag}` } });
    expect(weak.status).toBe(412);
    expect(await api.file()).toBe(lvsCf);
    const right = await api.ask(`${method}`, `${path}?dryRun=true`, body, {
      headers: { 'if-match': `"x", ${without.etag}` },
    });
    expect(right.status).toBe(200);
  });

  test('whatever the state, where it says so', async () => {
    const { status } = await api.ask(
      'PATCH',
      '/virtual-servers/mail',
      { port: 26 },
      { headers: { 'if-match': '*' } },
    );
    expect(status).toBe(200);
  });

  test('of its own block only: a save of another one is no conflict', async () => {
    const { etag } = await api.ask('GET', '/virtual-servers/mail');
    await api.change('PATCH', '/virtual-servers/web', { persistent: 60 });
    const { status } = await api.ask(
      'PATCH',
      '/virtual-servers/mail',
      { port: 26 },
      { headers: { 'if-match': etag } },
    );
    expect(status).toBe(200);
    const old = await api.ask(
      'PATCH',
      '/virtual-servers/mail',
      { port: 27 },
      { headers: { 'if-match': etag } },
    );
    expect(old.status).toBe(412);
  });
});

describe('A dry run', () => {
  test('tells differences and effects, saves nothing, and needs no state', async () => {
    const { json, status } = await api.ask('PATCH', '/virtual-servers/web?dryRun=true', { scheduler: 'rr' });
    expect(status).toBe(200);
    expect(json).toMatchObject({ dryRun: true, saved: false, accepted: true, problems: [] });
    expect(json.differences).toMatchObject([{ keyword: 'scheduler', to: 'rr' }]);
    expect(json.effects).toMatchObject([{ effects: [{ code: 'scheduler' }] }]);
    const added = await api.ask('POST', '/virtual-servers?dryRun=true', { name: 'x' });
    expect([added.status, added.location]).toEqual([200, undefined]);
    expect(await api.file()).toBe(lvsCf);
    expect((await api.ask('GET', '/config')).json.global.serial_no).toBe(7);
  });

  test('tells what would be refused, with the block', async () => {
    const body = { address: { address: '192.0.2.1', device: 'eth0:1' } };
    const { json, status } = await api.ask('PATCH', '/virtual-servers/web?dryRun=true', body);
    expect([status, json.accepted]).toEqual([200, false]);
    expect(json.problems).toContainEqual(
      expect.objectContaining({ code: 'vip_is_router', virtual: 'web', severity: 'broken' }),
    );
    const refused = await api.change('PATCH', '/virtual-servers/web', body);
    expect([refused.status, refused.json.code]).toEqual([422, 'adds_problems']);
    expect(refused.json.problems).toEqual(json.problems);
  });

  test('tells what has to be typed, and so does the change, until it is', async () => {
    const path = '/virtual-servers/web';
    const told = await api.ask('DELETE', `${path}?dryRun=true`);
    expect(told.json).toMatchObject({ accepted: false, confirm: { name: 'web' } });
    const asked = await api.change('DELETE', path);
    expect([asked.status, asked.json.code, asked.json.confirm]).toEqual([
      422,
      'dangerous',
      told.json.confirm,
    ]);
    expect((await api.change('DELETE', `${path}?confirm=mail`)).status).toBe(422);
    expect(await api.file()).toBe(lvsCf);
    expect((await api.ask('DELETE', `${path}?dryRun=true&confirm=web`)).json.accepted).toBe(true);
    expect((await api.change('DELETE', `${path}?confirm=web`)).status).toBe(200);
    expect(await api.file()).not.toContain('virtual web');
  });
});

describe('What is sent', () => {
  const patch = (body: unknown, path = '/virtual-servers/web') =>
    api.ask('PATCH', path, body, { headers: { 'if-match': '*' } });

  test.each([
    ['a member that there is not', { colour: 'red' }, 'unknown_member', 'colour'],
    [
      'one inside',
      { address: { address: '198.51.100.1', device: 'eth0:1', mask: 24 } },
      'unknown_member',
      'address.mask',
    ],
    ['one in a list', { server: [{ name: 'one', wait: 1 }] }, 'unknown_member', 'server[0].wait'],
    ['a number as text', { port: '81' }, 'wrong_type', 'port'],
    ['half a number', { port: 80.5 }, 'wrong_type', 'port'],
    ['a number beyond all bounds', { port: 1e300 }, 'too_large', 'port'],
    ['a flag as number', { active: 1 }, 'wrong_type', 'active'],
    ['half an address', { address: { address: '198.51.100.1' } }, 'missing_member', 'address.device'],
    ['a list', [], 'wrong_type', undefined],
    ['null', null, 'wrong_type', undefined],
    ['another reference', { ref: 'mail' }, 'read_only_member', 'ref'],
    ['a name too long', { name: 'x'.repeat(256) }, 'too_large', 'name'],
  ])('as %s is refused by name', async (_what, body, code, field) => {
    const { json, status } = await patch(body);
    expect([status, json.code]).toEqual([422, 'body_refused']);
    expect(json.problems[0]).toMatchObject({ code, ...(field !== undefined && { field }) });
    expect(json.problems[0].message).not.toBe('');
    expect(await api.file()).toBe(lvsCf);
  });

  test.each([
    ['port', 70000, 'number_range', 'port'],
    ['scheduler', 'sed', 'choice_expected', 'scheduler'],
    ['vip_nmask', '255.0.255.0', 'mask_holes', 'vip_nmask'],
    ['address', { address: '198.51.100.1', device: 'eth 0' }, 'device_form', 'address.device'],
    ['name', 'two words', 'name_form', 'name'],
    ['name', 'mail', 'duplicate_virtual_name', 'name'],
    ['send', 'caf\u00e9', 'text_character', 'send'],
    ['expect', 'x"\n}\nvirtual evil {', 'text_brace', 'expect'],
  ])('as a value of %s that no form would take is refused as there', async (keyword, value, code, field) => {
    const { json, status } = await patch({ [keyword]: value });
    expect([status, json.code]).toEqual([422, 'adds_problems']);
    const codes = json.problems.map((one: { code: string }) => one.code);
    expect(codes).toContain(code);
    expect(json.problems[0].field).toBe(field);
    expect(await api.file()).toBe(lvsCf);
  });

  test('as a number of its own in place of the serial number is refused', async () => {
    const { json } = await patch({ serial_no: 99 }, '/global');
    expect(json.problems).toMatchObject([{ code: 'read_only_member', field: 'serial_no' }]);
  });

  test('with several faults is told all of them', async () => {
    const { json } = await patch({ port: -1, scheduler: 'x', server: [{ name: 'one', weight: 70000 }] });
    expect(json.problems.map(({ field }: { field: string }) => field)).toEqual(['port', 'scheduler']);
    const servers = await patch({ server: [{ name: 'one' }, { name: 'two', weight: 70000 }] });
    expect(servers.json.problems).toMatchObject([{ field: 'server[1].weight', code: 'number_range' }]);
  });
});
