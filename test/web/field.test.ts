import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FieldView, summaryOf } from '../../src/web/field.js';
import { openWebConsole, type WebConsole } from '../support/web-console.js';

let web: WebConsole;
let field: FieldView;
beforeAll(async () => {
  web = await openWebConsole((app) => {
    app.get('/secure/test-field', async (request, reply) =>
      reply.view('parts/field', { field, words: request.words }),
    );
  });
});
afterAll(() => web.close());

const plain: FieldView = {
  id: 'keepalive',
  name: 'keepalive',
  label: 'Heartbeat interval (seconds):',
  key: 'keepalive',
  helpHref: '/secure/help#global-keepalive',
  help: 'How often the routers greet each other.',
  control: { type: 'text', size: 5, maxlength: 10, inputmode: 'numeric' },
  value: '6',
  problems: [],
};
const shown = async (changes: Partial<FieldView> = {}) => {
  field = { ...plain, ...changes };
  const { statusCode, body } = await web.get('/secure/test-field');
  expect(statusCode).toBe(200);
  return body;
};

describe('A field', () => {
  test('has a label tied to its input, its key and its help', async () => {
    const body = await shown();
    expect(body).toContain('<label for="keepalive">');
    expect(body).toMatch(
      /<input type="text" id="keepalive" name="keepalive" value="6" size="5" maxlength="10"/,
    );
    expect(body).toContain('aria-describedby="keepalive-help keepalive-facts"');
    expect(body).toContain('id="keepalive-help">How often the routers greet each other.</p>');
    expect(body).toMatch(
      /id="keepalive-facts"><a href="\/secure\/help#global-keepalive"[^>]*><code>keepalive</,
    );
    expect(body).not.toContain('aria-invalid');
  });

  test('shows exactly what was typed, as text', async () => {
    const typed = `"><script>alert('1')</script> & \\r\\n  `;
    const body = await shown({ value: typed });
    expect(body).toContain(
      'value="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; \\r\\n  "',
    );
    expect(body).not.toContain('<script');
  });

  test('with an error is marked and described by its message', async () => {
    const body = await shown({ problems: [{ severity: 'refused', text: 'Not a number.' }] });
    expect(body).toContain(
      'aria-describedby="keepalive-help keepalive-facts keepalive-remark-0" aria-invalid="true"',
    );
    expect(body).toMatch(/id="keepalive-remark-0"><strong>Error:<\/strong> Not a number\.<\/p>/);
  });

  test('with advice is described by it, but not wrong', async () => {
    const body = await shown({ problems: [{ severity: 'advice', text: 'Short.' }] });
    expect(body).toContain('<strong>Advice:</strong> Short.');
    expect(body).not.toContain('aria-invalid');
  });

  test('has its unit, its default and what its label means', async () => {
    const body = await shown({
      unit: 'seconds',
      default: 'default 2',
      gloss: 'Intervalle',
      note: '(May be blank)',
    });
    expect(body).toContain('<span class="unit" id="keepalive-unit">seconds</span>');
    expect(body).toContain('aria-describedby="keepalive-help keepalive-facts keepalive-unit"');
    expect(body).toContain('default 2');
    expect(body).toContain('<span class="gloss">Intervalle</span>');
    expect(body).toContain('<span class="note" lang="en">(May be blank)</span>');
  });

  test('offers values without enforcing them', async () => {
    const body = await shown({ control: { type: 'text', size: 8, list: ['eth0:1', 'eth1:1'] } });
    expect(body).toContain('list="keepalive-list"');
    expect(body).toMatch(/<datalist id="keepalive-list">\s*<option value="eth0:1">/);
    expect(await shown({ control: { type: 'text', size: 8, list: [] } })).not.toContain('datalist');
  });

  test('can be a list of choices', async () => {
    const options = [
      { value: 'rr', text: 'Round robin', selected: false },
      { value: 'wlc', text: 'Weighted least-connections', selected: true, gloss: 'au moins chargé' },
    ];
    const body = await shown({ control: { type: 'select', options } });
    expect(body).toContain(
      '<select id="keepalive" name="keepalive" aria-describedby="keepalive-help keepalive-facts">',
    );
    expect(body).toContain('<option value="rr">Round robin</option>');
    expect(body).toContain(
      '<option value="wlc" selected>Weighted least-connections (au moins chargé)</option>',
    );
  });

  test('can be a row of buttons, each with a label, read out as one group', async () => {
    const options = [
      { value: '1', text: 'Yes', selected: false },
      { value: '0', text: 'No', selected: true },
    ];
    const body = await shown({ control: { type: 'radio', options } });
    expect(body).toContain('role="radiogroup" aria-labelledby="keepalive-label"');
    expect(body).toContain('<input type="radio" id="keepalive" name="keepalive" value="1">');
    expect(body).toContain('<input type="radio" id="keepalive-1" name="keepalive" value="0" checked>');
  });

  test('can be a box to tick', async () => {
    const body = await shown({ control: { type: 'checkbox', value: '1', checked: true } });
    expect(body).toContain('<input type="checkbox" id="keepalive" name="keepalive" value="1" checked');
    expect(body).toContain('<label for="keepalive">');
  });
});

test('A template that prints what is missing is a fault, not the word "undefined"', async () => {
  field = { ...plain, label: undefined as unknown as string };
  const { statusCode, body } = await web.get('/secure/test-field');
  expect(statusCode).toBe(500);
  expect(body).not.toContain('undefined');
});

test('The summary names each problem with its field, and leads to it', () => {
  const wrong: FieldView = { ...plain, problems: [{ severity: 'refused', text: 'Not a number.' }] };
  expect(summaryOf([plain, wrong])).toEqual([
    {
      severity: 'refused',
      text: 'Heartbeat interval: Not a number.',
      href: '#keepalive',
    },
  ]);
});

test('The summary does not name a field twice', () => {
  const text = 'Heartbeat interval (keepalive) must be a number.';
  expect(summaryOf([{ ...plain, problems: [{ severity: 'refused', text }] }])[0]?.text).toBe(text);
});
