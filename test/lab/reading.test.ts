import { describe, expect, test } from 'vitest';
import { Browser } from '../../e2e/lab/guest/browser.js';
import { choose, fill, press, tick } from '../../e2e/lab/guest/form.js';
import { linesOf, parseHtml } from '../../e2e/lab/guest/html.js';
import { firstUnread } from '../../e2e/lab/reading.js';

describe('A page read as lines', () => {
  test('has a line for each block and each row, and none for what is typed', () => {
    const page = parseHtml(`<!doctype html><main><h2>Real &amp; virtual</h2>
      <p>One <a href="/x">link</a>,<br>two.</p><pre>a  b\n<b>c</b>\n\n</pre>
      <table><tr><th>name</th><td>10.0.0.1 <em>up</em></td></tr></table>
      <textarea>typed</textarea><select><option>one</option></select></main>`);
    expect(linesOf(page)).toEqual(['Real & virtual', 'One link ,', 'two.', 'a b', 'c', 'name | 10.0.0.1 up']);
  });

  test('says what was expected if the lines are there in that order, with anything for a star', () => {
    const page = ['200 CONTROL', 'Test | done | 12 ms | passed (all)', 'TCP 10.0.0.1:80 rr'];
    expect(firstUnread(['200 *', 'Test | done | * | passed (all)'], page)).toBe(undefined);
    expect(firstUnread(['TCP *', '200 *'], page)).toBe('200 *');
    expect(firstUnread(['TCP 10.0.0.1:80'], page)).toBe('TCP 10.0.0.1:80');
    expect(firstUnread(['TCP 10x0.0.1:80 rr'], page)).toBe('TCP 10x0.0.1:80 rr');
  });
});

describe('A form filled in by what stands beside its fields', () => {
  const page = () =>
    parseHtml(`<form method="post" action="/save"><input type="hidden" name="token" value="t">
      <label for="a">Address: (May be blank)</label><input type="text" id="a" name="address" value="old">
      <label for="n">Mask:</label><select id="n" name="mask"><option value="">Unused</option><option value="24">255.255.255.0</option></select>
      <label><input type="radio" name="type" value="nat" checked> NAT</label>
      <label><input type="radio" name="type" value="direct"> Direct</label>
      <input type="text" name="closed" value="no" disabled>
      <button type="submit">ACCEPT</button><button type="submit" name="action" value="drop">DELETE</button></form>`);

  test('sends what a browser would: hidden fields, what was typed and chosen, and the button pressed', () => {
    const form = page();
    fill(form, 'Address:', '10.0.0.1');
    choose(form, 'Mask:', '255');
    tick(form, 'Direct');
    expect(press(form, 'DELETE')).toEqual({
      method: 'post',
      action: '/save',
      fields: new URLSearchParams('token=t&address=10.0.0.1&mask=24&type=direct&action=drop'),
    });
    expect(String(press(page(), 'ACCEPT').fields)).toBe('token=t&address=old&mask=&type=nat');
  });

  test('cannot be filled in where nothing, or more than one thing, has these words', () => {
    expect(() => fill(page(), 'Port:', '80')).toThrow('0 times text Port:');
    expect(() => tick(page(), 'Address:')).toThrow('0 times choice Address:');
    expect(() => press(page(), 'RESET')).toThrow('no button RESET');
  });
});

test('A browser that has opened no page can do nothing on it', async () => {
  await expect(new Browser('http://localhost/').do({ press: 'ACCEPT' })).rejects.toThrow('no page is open');
});
