import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openConfigFile } from '../../../src/adapters/files/config-file.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { packageFolder } from '../../../src/settings.js';
import { openWebConsole, testForm, type WebConsole } from '../../support/web-console.js';

let web: WebConsole;
beforeEach(async () => {
  web = await openWebConsole(testForm);
});
afterEach(() => web.close());

const path = () => join(web.state, 'lvs.cf');
const put = (text: string) => writeFile(path(), text, 'latin1');
const content = () => readFile(path(), 'latin1');
const look = async () => {
  const { ino, mtimeMs, ctimeMs } = await stat(path());
  return { ino, mtimeMs, ctimeMs };
};

const good = `serial_no = 7
# our pair
primary = 192.0.2.1
service = lvs
network = direct
virtual HTTP {
  active = 1
  address = 192.0.2.100 eth0:1
  port = 80
  server web1 {
    address = 192.0.2.11
    active = 1
  }
}
`;
const wrong = `${good}colour = red\nkeepalive = soon\n}\n`;
const saved = (text: string) => text.replace('serial_no = 7', 'serial_no = 8');
const returns = (text: string) => text.replaceAll('\n', '\r\n');

/** What the hidden fields of a page's forms hold. */
const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';
const unescaped = (html: string) =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
/** What the text area of a page shows: the parser drops the line feed behind the tag. */
const areaOf = (body: string) =>
  unescaped(/<textarea[^>]*>\n([\s\S]*?)<\/textarea>/.exec(body)?.[1] ?? 'no text area');
/** A page as text browsers show it, roughly. */
const seen = (body: string) => unescaped(body.replace(/<[^>]+>/g, ''));

/** The page, and a text sent from the form on its EDIT page. */
async function editing() {
  const { body } = await web.get('/secure/file/edit');
  const fields = { _revision: hidden(body, '_revision'), _serial: hidden(body, '_serial') };
  return {
    body,
    accept: (text: string, more: Record<string, string> = {}) =>
      web.send('/secure/file/edit', { ...fields, ...more, text: text.replaceAll('\n', '\r\n') }),
  };
}

async function noticeAfter(answer: { headers: Record<string, unknown> }) {
  return seen((await web.get(String(answer.headers['location']))).body);
}

describe('FILE', () => {
  test('shows the text with line numbers and says that nothing is wrong', async () => {
    await put(good);
    const { statusCode, body } = await web.get('/secure/file');
    expect(statusCode).toBe(200);
    expect(seen(body)).toContain(' 8    address = 192.0.2.100 eth0:1\n');
    expect(seen(body)).toContain('Nothing is wrong');
    expect(body).toContain('id="line-14"');
    expect(body).not.toContain('id="line-15"');
  });

  test('says each problem at its line, and counts and links them above', async () => {
    await put(wrong);
    const { body } = await web.get('/secure/file');
    expect(seen(body)).toContain('What is wrong: 3 errors');
    expect(body).toContain('href="#line-15">Line 15: “colour” is not a keyword here.');
    expect(body).toContain('<mark>colour</mark> = red');
    expect(body).toMatch(/15 {2}<\/span>.*\n<\/span><span class="carets" aria-hidden="true"> {4}\^{6}</);
    expect(body).toMatch(/id="line-16"[\s\S]*?<strong>Error:<\/strong> Heartbeat interval \(keepalive\)/);
  });

  test('leads from a wrong value to its panel, unless the panels cannot save the file', async () => {
    await put(`${good}keepalive = soon\n`);
    const link = '<a href="/secure/redundancy#field-keepalive">Put line 15 right on its panel</a>';
    expect((await web.get('/secure/file')).body).toContain(link);
    await put(wrong);
    expect((await web.get('/secure/file')).body).not.toContain('on its panel');
  });

  test('shows nothing that acts on a terminal or hides', async () => {
    await put('# \x1b[31m \xe2\x80\xae <b>caf\xe9</b>\n');
    const { body } = await web.get('/secure/file');
    // The line is no UTF-8, so each byte is a letter of its own.
    expect(body).toContain('# \\x1b[31m â\\u{0080}® &lt;b&gt;café&lt;/b&gt;');
  });

  test('gives the exact bytes to download', async () => {
    const bytes = `# caf\xe9\xff\0\r\n${good}`;
    await put(bytes);
    const answer = await web.get('/secure/file/download');
    expect(answer.rawPayload.toString('latin1')).toBe(bytes);
    expect(answer.headers['content-type']).toBe('text/plain');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="lvs.cf"');
  });

  test('shows a long text in parts, and leads to a problem in another part', async () => {
    await put(`${good}${'# one more\n'.repeat(4000)}colour = red\n`);
    const first = await web.get('/secure/file');
    expect(seen(first.body)).toContain('Lines 1 to 2000 of 4015');
    expect(first.body).toContain('href="/secure/file?from=4001#line-4015"');
    const last = await web.get('/secure/file?from=4001');
    expect(last.body).toContain('id="line-4015"');
    expect(last.body).not.toContain('id="line-4000"');
    expect((await web.get('/secure/file?from=99999999')).body).toContain('id="line-4015"');
    expect((await web.get('/secure/file?from=x')).body).toContain('id="line-1"');
  });

  test('lists the first problems only when there are very many', async () => {
    await put('colour = red\n'.repeat(300));
    const { body } = await web.get('/secure/file');
    expect(body.match(/<li class="remark/g)).toHaveLength(50);
    expect(seen(body)).toMatch(/25[0-9] more stand in the text below\./);
  });

  test('changes nothing by being looked at', async () => {
    await put(wrong);
    const before = await look();
    for (const page of ['', '/edit', '/download']) await web.get(`/secure/file${page}`);
    expect(await look()).toEqual(before);
    expect(await content()).toBe(wrong);
  });
});

describe('DELETE LINE', () => {
  test('takes the line out at once and says which it was', async () => {
    await put(wrong);
    const { body } = await web.get('/secure/file');
    const offered = [...body.matchAll(/name="line" value="(\d+)"/g)].map(([, line]) => Number(line));
    expect(offered).toEqual([15, 17]);
    const revision = { _revision: hidden(body, '_revision') };
    const answer = await web.send('/secure/file/delete-line', { ...revision, line: '15' });
    expect([answer.statusCode, await content()]).toEqual([303, saved(wrong).replace('colour = red\n', '')]);
    const notice = await noticeAfter(answer);
    expect(notice).toContain('Line 15 was deleted.');
    expect(notice).toContain('It was: colour = red');
  });

  test('takes no other line than those that are offered', async () => {
    await put(wrong);
    const _revision = hidden((await web.get('/secure/file')).body, '_revision');
    for (const line of ['1', '6', '16', '99', '0', 'x', '']) {
      expect((await web.send('/secure/file/delete-line', { _revision, line })).statusCode).toBe(422);
    }
    expect(await content()).toBe(wrong);
  });

  test('takes nothing from a file that somebody else changed meanwhile', async () => {
    await put(wrong);
    const _revision = hidden((await web.get('/secure/file')).body, '_revision');
    await put(`# new\n${wrong}`);
    expect((await web.send('/secure/file/delete-line', { _revision, line: '15' })).statusCode).toBe(409);
    expect(await content()).toBe(`# new\n${wrong}`);
  });
});

describe('EDIT', () => {
  test('saves the text with line feeds, the next serial number, and says what changed', async () => {
    await put(good);
    const { body, accept } = await editing();
    expect(areaOf(body)).toBe(good);
    const text = good.replace('port = 80', 'port = 8080').replace('# our pair\n', '');
    const answer = await accept(text);
    expect([answer.statusCode, await content()]).toEqual([303, saved(text)]);
    expect(await noticeAfter(answer)).toContain('virtual server HTTP: port = 8080 (it was 80)');
  });

  test('writes nothing when nothing was changed, and says so', async () => {
    await put(good);
    const before = await look();
    const answer = await (await editing()).accept(good);
    expect(answer.statusCode).toBe(303);
    expect(await look()).toEqual(before);
    expect(await noticeAfter(answer)).toContain('Nothing was changed');
  });

  test.each([
    ['a blank line at the head', `\n\n${good}`],
    ['no final newline', good.trimEnd()],
    ['tags and entities', `${good}# </textarea><script> &amp; "x"\n`],
    ['letters in Latin-1', `# caf\xe9\n${good}`],
    ['tabs and blanks at line ends', good.replaceAll('  ', '\t').replace(/(?<!7)\n/g, ' \n')],
  ])('gives back every byte of a text with %s', async (_title, text) => {
    await put(text);
    const { body, accept } = await editing();
    await accept(`${areaOf(body)}\n# end\n`);
    expect(await content()).toBe(saved(`${text}\n# end\n`));
  });

  test('refuses a text that brings problems, keeps it, and names its lines', async () => {
    await put(good);
    const text = good
      .replace('port = 80', 'port = HTTP')
      .replace('# our pair\n', '# our pair\nshape = round\n');
    const answer = await (await editing()).accept(text);
    expect([answer.statusCode, await content()]).toEqual([422, good]);
    expect(areaOf(answer.body)).toBe(text);
    expect(seen(answer.body)).toContain('Line 3: “shape” is not a keyword here.');
    expect(answer.body).toContain('<pre class="excerpt">shape = round\n^^^^^</pre>');
    expect(seen(answer.body)).toContain('Line 10: Application port (port)');
    expect(answer.body).toContain('role="alert"');
  });

  test('takes a text that is still wrong but not worse', async () => {
    await put(wrong);
    const text = wrong.replace('colour = red\n', '');
    const answer = await (await editing()).accept(text);
    expect([answer.statusCode, await content()]).toEqual([303, saved(text)]);
  });

  test('refuses an empty text', async () => {
    await put(good);
    expect((await (await editing()).accept('')).statusCode).toBe(422);
    expect(await content()).toBe(good);
  });

  test('keeps the serial number that somebody typed', async () => {
    await put(good);
    const text = good.replace('serial_no = 7', 'serial_no = 100');
    await (await editing()).accept(text);
    expect(await content()).toBe(text);
  });

  test('shows the difference when somebody else changed the file, and keeps the text', async () => {
    await put(good);
    const { accept } = await editing();
    const theirs = good.replace('# our pair', '# their pair').replace('serial_no = 7', 'serial_no = 9');
    await put(theirs);
    const mine = good.replace('port = 80', 'port = 8080');
    const conflict = await accept(mine);
    expect([conflict.statusCode, await content()]).toEqual([409, theirs]);
    expect(areaOf(conflict.body)).toBe(mine);
    expect(seen(conflict.body)).toContain('- # their pair\n+ serial_no = 7\n+ # our pair\n');
    expect(seen(conflict.body)).toContain('-   port = 80\n+   port = 8080\n');
    const fields = {
      _revision: hidden(conflict.body, '_revision'),
      _serial: hidden(conflict.body, '_serial'),
    };
    const answer = await web.send('/secure/file/edit', { ...fields, text: mine });
    expect(answer.statusCode).toBe(303);
    expect(await content()).toBe(mine.replace('serial_no = 7', 'serial_no = 10'));
  });

  test('keeps the text when the file has gone meanwhile', async () => {
    await put(good);
    const { accept } = await editing();
    await rm(path());
    const answer = await accept(`${good}# mine\n`);
    expect(answer.statusCode).toBe(503);
    expect(areaOf(answer.body)).toBe(`${good}# mine\n`);
    expect(seen(answer.body)).toContain('does not exist');
  });

  test('takes a text of megabytes, and of no more than the daemon can read', async () => {
    await put(good);
    const comments = (letter: string, lines: number) => `# ${letter.repeat(1000)}\n`.repeat(lines);
    const first = await editing();
    const bytes = Buffer.from(comments('é', 1500)).toString('latin1');
    expect((await first.accept(good + comments('é', 1500))).statusCode).toBe(303);
    expect(await content()).toBe(saved(good + bytes));
    const again = await editing();
    const answer = await again.accept(good + comments('x', 8500));
    expect([answer.statusCode, answer.body.includes('runs out of stack')]).toEqual([422, true]);
    expect((await again.accept('x'.repeat(26 * 1024 * 1024))).statusCode).toBe(413);
    expect(await content()).toBe(saved(good + bytes));
  });

  test.each([{ _revision: 'x' }, { text: 'x' }, {}])(
    'refuses a form that is not whole: %j',
    async (fields) => {
      await put(good);
      expect((await web.send('/secure/file/edit', fields)).statusCode).toBe(422);
      expect(await content()).toBe(good);
    },
  );
});

describe('A file with carriage returns', () => {
  const windows = returns(wrong);

  test('is shown with what the daemon reads of it, and what will be wrong once it is converted', async () => {
    await put(windows);
    const { body } = await web.get('/secure/file');
    expect(seen(body)).toContain('Of the 16 lines that say something the daemon reads only 1 today');
    expect(seen(body)).toContain('passes over line 3 as the first');
    expect(seen(body)).toContain('What will be wrong after the conversion: 3 errors');
    expect(body).toContain('id="line-17"');
  });

  test('is converted with one click', async () => {
    await put(windows);
    const _revision = hidden((await web.get('/secure/file')).body, '_revision');
    const answer = await web.send('/secure/file/convert', { _revision });
    expect([answer.statusCode, await content()]).toEqual([303, saved(wrong)]);
    expect(await noticeAfter(answer)).toContain('The file was converted');
  });

  test('is edited by nothing else before', async () => {
    await put(windows);
    const { body } = await web.get('/secure/file');
    expect(body).not.toContain('DELETE LINE');
    expect(body).not.toContain('/secure/file/edit');
    expect((await web.get('/secure/file/edit')).headers.location).toBe('/secure/file');
    const _revision = hidden(body, '_revision');
    const text = await web.send('/secure/file/edit', { _revision, _serial: '7', text: good });
    const line = await web.send('/secure/file/delete-line', { _revision, line: '1' });
    expect([text.statusCode, line.statusCode]).toEqual([422, 422]);
    expect(areaOf(text.body)).toBe(good);
    expect(await content()).toBe(windows);
  });

  test('is not converted when somebody else changed it meanwhile', async () => {
    await put(windows);
    const _revision = hidden((await web.get('/secure/file')).body, '_revision');
    await put(good);
    expect((await web.send('/secure/file/convert', { _revision })).statusCode).toBe(409);
    expect(await content()).toBe(good);
  });

  test.each([
    ['a byte order mark', `\xef\xbb\xbf${good}`, 'byte order mark'],
    ['UTF-16', Buffer.from(`\ufeff${returns(good)}`, 'utf16le').toString('latin1'), 'no plain text'],
  ])('or %s is converted too', async (_title, text, reason) => {
    await put(text);
    const { body } = await web.get('/secure/file');
    expect(seen(body)).toContain(reason);
    await web.send('/secure/file/convert', { _revision: hidden(body, '_revision') });
    expect(await content()).toBe(saved(good));
  });
});

describe('Without a file', () => {
  test.each(['/secure/file', '/secure/redundancy', '/secure/file/edit'])(
    '%s offers to make one',
    async (page) => {
      const { body } = await web.get(page);
      expect(seen(body)).toContain(path());
      expect(body).toMatch(/<button[^>]*value="example"[^>]*>COPY EXAMPLE/);
      expect(body).toMatch(/<button[^>]*value="nearly-empty"[^>]*>START NEARLY EMPTY/);
    },
  );

  test('one click copies the example', async () => {
    const answer = await web.send('/secure/file/create', { from: 'example' });
    expect(answer.statusCode).toBe(303);
    expect(await content()).toBe(await readFile(join(packageFolder, 'config/lvs.cf'), 'latin1'));
    expect(await noticeAfter(answer)).toContain('was made');
  });

  test('one click makes the head of a file', async () => {
    await web.send('/secure/file/create', { from: 'nearly-empty' });
    expect(await content()).toMatch(/^serial_no = 1\nservice = lvs\n/);
  });

  test('an empty file is filled, and one with a line is never overwritten', async () => {
    await put('');
    expect(seen((await web.get('/secure/file')).body)).toContain('is empty');
    await web.send('/secure/file/create', { from: 'nearly-empty' });
    const made = await content();
    expect(made).toContain('serial_no = 1\n');
    expect((await web.send('/secure/file/create', { from: 'example' })).statusCode).toBe(409);
    expect(await content()).toBe(made);
    expect((await web.send('/secure/file/create', { from: 'elsewhere' })).statusCode).toBe(422);
  });

  test('a folder that is missing is named, with the command that makes it, not with a way to FILE', async () => {
    const configFile = openConfigFile({
      path: '/nowhere/lvs/lvs.cf',
      historyFolder: join(web.state, 'history'),
      parse: readConfig,
    });
    await web.close();
    web = await openWebConsole(testForm, { configFile });
    for (const url of ['/secure/file', '/secure/global-settings']) {
      const { statusCode, body } = await web.get(url);
      expect([url, statusCode]).toEqual([url, 503]);
      expect(seen(body)).toContain('/nowhere/lvs does not exist.');
      expect(seen(body)).toMatch(/install -d -o root -g \S+ -m 2770 \/nowhere\/lvs/);
      expect(body).not.toContain('The page FILE offers');
    }
  });

  test('a folder in its place is named as what it is', async () => {
    await mkdir(path());
    const { statusCode, body } = await web.get('/secure/file');
    expect([statusCode, seen(body).includes('is a folder, not a file')]).toEqual([503, true]);
  });
});

test('FILE speaks French too', async () => {
  await put(wrong);
  const { body } = await web.get('/secure/file', { headers: { 'accept-language': 'fr' } });
  expect(seen(body)).toContain('Ce qui ne va pas\u00a0: 3 erreurs');
  expect(body).toMatch(/DELETE LINE 15<\/button> <span class="gloss">Supprimer la ligne/);
});
