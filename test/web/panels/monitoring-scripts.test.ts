import { describe, expect, test } from 'vitest';
import { panelsOfEachTest, wordsOf } from '../../support/panel.js';

const lvsCf = `serial_no = 12
primary = 10.0.0.2
virtual HTTP {
     active = 1
     address = 10.0.2.100 eth0:1
     port = 80
     # asked for by the shop
     send = "GET / HTTP/1.0\\r\\n\\r\\n"
     expect = "HTTP"
     use_regex = 0
     timeout = 6
     reentry = 15
}
`;

const path = '/secure/virtual-servers/HTTP/monitoring-scripts';

const openOn = panelsOfEachTest(lvsCf);

/** The file with some lines replaced and the next serial number. */
const saved = (...changes: readonly (readonly [string, string])[]) =>
  changes.reduce(
    (text, [from, to]) => text.replace(from, to),
    lvsCf.replace('serial_no = 12', 'serial_no = 13'),
  );

const sendLine = '     send = "GET / HTTP/1.0\\r\\n\\r\\n"\n';

describe('MONITORING SCRIPTS', () => {
  test('shows the stored texts, the boxes and the buttons of the original; Enter presses ACCEPT', async () => {
    const page = await (await openOn()).open(path);
    const { _base, _csrf, _revision, ...fields } = page.values;
    expect(Object.entries(fields)).toEqual([
      ['send_program', ''],
      ['send', 'GET / HTTP/1.0\\r\\n\\r\\n'],
      ['expect', 'HTTP'],
    ]);
    expect(page.buttons).toEqual(['ACCEPT', 'NO SEND PROGRAM', 'BLANK SEND', 'BLANK EXPECT', 'ACCEPT']);
    const words = wordsOf(page);
    expect(words).toMatch(/^ACCEPT Current text Replacement text Sending Program: /);
    expect(words).toContain('Treat expect string as a regular expression');
    expect(words).toContain('Please note:');
    expect(page.body).toContain('href="/secure/virtual-servers/HTTP" lang="en">CANCEL</a>');
  });

  test('stores what was typed in double quotes, and the tick', async () => {
    const { open, file } = await openOn();
    const { status, location } = await (await open(path)).accept({
      send: 'quit\\r\\n',
      expect: '220 .*ready',
      use_regex: '1',
    });
    expect([status, location]).toEqual([303, path]);
    expect(await file()).toBe(
      saved(
        [sendLine, '     send = "quit\\r\\n"\n'],
        ['expect = "HTTP"', 'expect = "220 .*ready"'],
        ['use_regex = 0', 'use_regex = 1'],
      ),
    );
  });

  test('blank means blank, and 0 is a text like any other', async () => {
    const { open, file } = await openOn();
    await (await open(path)).accept({ send: '', expect: '0' });
    expect(await file()).toBe(saved([sendLine, ''], ['"HTTP"', '"0"']));
  });

  test('unticks the box', async () => {
    const { open, file } = await openOn(lvsCf.replace('use_regex = 0', 'use_regex = 1'));
    const page = await open(path);
    expect(page.values['use_regex']).toBe('1');
    await page.accept({ use_regex: undefined });
    expect(await file()).toBe(saved());
  });

  test('saves nothing when nothing was changed, whatever is stored', async () => {
    const text = lvsCf.replace('"HTTP"', "'HTTP'").replace('use_regex = 0', 'send_program = /bin/check');
    const { open, file } = await openOn(text);
    const { page } = await (await open(path)).accept();
    expect(wordsOf(page)).toContain('Nothing was changed');
    expect(await file()).toBe(text);
  });

  test.each([
    ['Send', 'send', 'a\\d'],
    ['Send', 'send', 'ends with \\'],
    ['Send', 'send', 'say "hello"'],
    ['Send', 'send', 'café'],
    ['Send', 'send', '{'],
    ['Send', 'send', 'x'.repeat(256)],
    ['Send', 'send', 'two\nlines'],
    ['Expect', 'expect', '\\.'],
    ['Expect', 'expect', '}'],
    ['Expect', 'expect', 'x'.repeat(256)],
    ['Sending Program', 'send_program', `/${'x'.repeat(254)}`],
    ['Sending Program', 'send_program', 'a '.repeat(40)],
    ['Sending Program', 'send_program', '/bin/check "%h"'],
    ['Sending Program', 'send_program', '/bin/check\n}\nvirtual evil {'],
  ])(
    '%s: refuses %s = %j beside the box, keeps what was typed and writes nothing',
    async (label, field, value) => {
      const { open, file } = await openOn();
      const changes = { expect: 'HTTP/1.1', [field]: value };
      const { status, page } = await (await open(path)).accept(changes);
      expect(status).toBe(422);
      expect(page.values).toMatchObject(changes);
      const id = `field-${field.replaceAll('_', '-')}-remark-0`;
      const remark = new RegExp(`id="${id}"><strong>Error:</strong> ([^<]*)`).exec(page.body);
      expect(remark?.[1]).toContain(label);
      expect(await file()).toBe(lvsCf);
    },
  );

  test('refuses a regular expression that cannot be compiled while the virtual server is up', async () => {
    const { open, file } = await openOn();
    const { status, page } = await (await open(path)).accept({ expect: '(220', use_regex: '1' });
    expect(status).toBe(422);
    expect(page.values).toMatchObject({ expect: '(220', use_regex: '1' });
    expect(await file()).toBe(lvsCf);
  });

  test('shows both versions when somebody else changed it', async () => {
    const { open, file, writeFile } = await openOn();
    const form = await open(path);
    const changed = lvsCf.replace('"HTTP"', '"HTTP/1.1"');
    await writeFile(changed);
    const { status, page } = await form.accept({ expect: 'HTTP/2' });
    expect(status).toBe(409);
    expect(wordsOf(page)).toContain('Expect: HTTP/1.1 HTTP/2');
    expect(await file()).toBe(changed);
  });
});

describe('The buttons that blank', () => {
  test.each([
    ['BLANK SEND', 'send', sendLine],
    ['BLANK EXPECT', 'expect', '     expect = "HTTP"\n'],
  ])('%s takes out that one line at once', async (_button, keyword, line) => {
    const { open, file } = await openOn();
    const { status, location, page } = await (await open(path)).accept({ _blank: keyword });
    expect([status, location]).toEqual([303, path]);
    expect(await file()).toBe(saved([line, '']));
    expect(page.values[keyword]).toBe('');
    expect(page.body).not.toContain('data-unsaved');
  });

  test('NO SEND PROGRAM takes out the program', async () => {
    const { open, file } = await openOn(
      lvsCf.replace('     use_regex', '     send_program = "/bin/check %h"\n     use_regex'),
    );
    await (await open(path)).accept({ _blank: 'send_program' });
    expect(await file()).toBe(saved());
  });

  test('leave what else was typed in its boxes, unsaved', async () => {
    const { open, file } = await openOn();
    const { page } = await (await open(path)).accept({ _blank: 'send', expect: '220', use_regex: '1' });
    expect(await file()).toBe(saved([sendLine, '']));
    expect(page.values).toMatchObject({ send: '', expect: '220', use_regex: '1' });
    expect(page.body).toContain('data-unsaved');
    expect(wordsOf(page)).toContain(
      'What you typed into the other boxes is still there and is not saved yet.',
    );
    await page.accept();
    expect(await file()).toBe(
      saved([sendLine, ''], ['"HTTP"', '"220"'], ['use_regex = 0', 'use_regex = 1']).replace(
        'serial_no = 13',
        'serial_no = 14',
      ),
    );
  });

  test('do not overwrite what somebody else changed', async () => {
    const { open, file, writeFile } = await openOn();
    const form = await open(path);
    const changed = lvsCf.replace('GET /', 'HEAD /');
    await writeFile(changed);
    expect((await form.accept({ _blank: 'send' })).status).toBe(409);
    expect(await file()).toBe(changed);
  });

  test('work beside a value that could not be saved', async () => {
    const { open, file } = await openOn();
    const { page } = await (await open(path)).accept({ _blank: 'send', expect: '\\d' });
    expect(await file()).toBe(saved([sendLine, '']));
    expect(page.values['expect']).toBe('\\d');
  });
});

describe('What is really checked', () => {
  const withScripts = (...lines: string[]) =>
    lvsCf.replace(/ {5}send[\s\S]*?use_regex = 0\n/, lines.map((line) => `     ${line}\n`).join(''));

  test.each([
    [
      'a request and the beginning of its answer',
      ['send = "GET / HTTP/1.0\\r\\n\\r\\n"', 'expect = "HTTP"'],
      'Every 6 seconds the router connects to each real server on port 80, unless that has a port of its own, and sends “GET / HTTP/1.0\\r\\n\\r\\n”. The answer must begin with “HTTP”.',
    ],
    ['any answer', ['expect = "*"'], 'and sends nothing. Any answer is enough.'],
    ['a connection only', ['send = "x"'], 'and sends “x”. A connection is enough.'],
    [
      'a regular expression',
      ['expect = "^220"', 'use_regex = 1'],
      'The regular expression “^220” must match in the first 254 bytes of the answer.',
    ],
    [
      'a program',
      ['send_program = "/bin/check %h"', 'expect = "OK"'],
      'Every 6 seconds the router runs “/bin/check %h” for each real server, which is well when the program prints exactly “OK”.',
    ],
    [
      'what the daemon does by itself on port 80',
      [],
      'and sends “GET / HTTP/1.0\\r\\n\\r\\n”. The answer must begin with “HTTP”. This is what the daemon does on port 80 when all three boxes are blank.',
    ],
    [
      'UDP',
      ['protocol = udp', 'send = "ping"', 'expect = "pong"'],
      'by UDP, and sends “ping”. The answer must begin with “pong”.',
    ],
  ])('is said in words: %s', async (_what, lines, said) => {
    const page = await (await openOn(withScripts(...lines))).open(path);
    expect(wordsOf(page)).toContain(said);
    expect(wordsOf(page)).toContain('2 good checks in a row bring it back.');
  });

  test('is said in French', async () => {
    const { open } = await openOn();
    const page = await open(path, { headers: { 'accept-language': 'fr' } });
    expect(wordsOf(page)).toContain('La réponse doit commencer par « HTTP ».');
  });

  test('warns that the checks run as root, until an account is named for them', async () => {
    const { open, writeFile } = await openOn();
    const page = await open(path);
    expect(wordsOf(page)).toContain('run as root: no Account for checks is set');
    expect(page.body).toContain('<a href="/secure/redundancy">Set one on REDUNDANCY</a>');
    await writeFile(`# lvs-console: checker-account = lvs-check\n${lvsCf}`);
    expect(wordsOf(await open(path))).not.toContain('run as root');
  });

  test('says after a save that a program will run, and as whom', async () => {
    const { page } = await (await (await openOn()).open(path)).accept({ send_program: '/bin/check %h' });
    expect(wordsOf(page) + page.body).toContain('– a program that runs as root');
  });
});
