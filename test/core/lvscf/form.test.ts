import { describe, expect, it } from 'vitest';
import { type Config, readConfig, stanzas } from '../../../src/core/lvscf/config.js';
import { type FormSource, inputNames, readForm, shownTexts } from '../../../src/core/lvscf/form.js';
import { globalStanza } from '../../../src/core/lvscf/global.js';
import { serverStanza } from '../../../src/core/lvscf/server.js';
import type { Stanza } from '../../../src/core/lvscf/stanza.js';
import { virtualStanza } from '../../../src/core/lvscf/virtual.js';
import type { Scope } from '../../../src/core/problem.js';

const headOf = ({ global, document }: Config): FormSource<typeof globalStanza> => ({
  stanza: globalStanza,
  subject: { scope: 'global' },
  values: global,
  document,
  block: document.root,
});

/** The head of a file with this line. */
const head = (line: string) => headOf(readConfig(`serial_no = 1\n${line}\n`));

/** The virtual server of a file with these lines. */
function virtual(lines: string): FormSource<typeof virtualStanza> {
  const { document, virtualServers } = readConfig(`virtual v {\n${lines}\n}\n`);
  const [found] = virtualServers;
  if (found === undefined) throw new Error('the virtual server is there');
  return {
    stanza: virtualStanza,
    subject: found.subject,
    values: found.values,
    document,
    block: found.block,
  };
}

/** A block that is not in the file yet. */
const newVirtual: FormSource<typeof virtualStanza> = {
  stanza: virtualStanza,
  subject: { scope: 'virtual' },
  values: {},
};

describe('the inputs of a field', () => {
  it('are named like its keyword; the device has a name of its own', () => {
    expect(inputNames('port', virtualStanza.port.kind)).toEqual(['port']);
    expect(inputNames('address', virtualStanza.address.kind)).toEqual(['address', 'address_device']);
  });

  it.each([
    ['the value of the file', shownTexts(virtual('port = 8080'), 'port'), ['8080']],
    [
      'both values of a line',
      shownTexts(virtual('address = 192.0.2.1 eth0:1'), 'address'),
      ['192.0.2.1', 'eth0:1'],
    ],
    ['a text without its quotes', shownTexts(virtual('send = "a b"'), 'send'), ['a b']],
    ['nothing for a key that is absent', shownTexts(virtual('active = 1'), 'port'), ['']],
    ['in a list what is assumed', shownTexts(virtual('active = 1'), 'scheduler'), ['wlc']],
    [
      'in a list what it shows for an absent key',
      shownTexts(virtual('active = 1'), 'load_monitor'),
      ['none'],
    ],
    ['a wrong value as it stands in the file', shownTexts(virtual('port = HTTP'), 'port'), ['HTTP']],
    ['a wrong line over both inputs', shownTexts(virtual('address = x y z'), 'address'), ['x', 'y z']],
    ['a value outside the list', shownTexts(virtual('vip_nmask = 255.0.0.0'), 'vip_nmask'), ['255.0.0.0']],
    [
      'no mask as the choice that leaves it out',
      shownTexts(virtual('vip_nmask = 0.0.0.0'), 'vip_nmask'),
      [''],
    ],
    ['the last of a repeated key', shownTexts(virtual('port = 1\nport = 2'), 'port'), ['2']],
    ['readable letters', shownTexts(head('rsh_command = caf\xc3\xa9'), 'rsh_command'), ['café']],
  ])('show %s', (_title, shown, texts) => {
    expect(shown).toEqual(texts);
  });
});

describe('what was typed', () => {
  it('changes only the fields that are others than they were shown', () => {
    const source = virtual('port = 80\npersistent = 300\nscheduler = rr');
    const typed = { port: '80', persistent: '600', scheduler: 'rr' };
    expect(readForm(source, ['port', 'persistent', 'scheduler'], typed)).toEqual({
      patch: { persistent: 600 },
      problems: [],
    });
  });

  it('of a wrong value that nobody touched is left alone, wrong as it is', () => {
    expect(readForm(virtual('port = HTTP'), ['port'], { port: 'HTTP' })).toEqual({ patch: {}, problems: [] });
  });

  it('is read without the blanks around it', () => {
    expect(readForm(newVirtual, ['port'], { port: ' 8080\t' }).patch).toEqual({ port: 8080 });
  });

  it('keeps its blanks in a text that is sent', () => {
    expect(readForm(newVirtual, ['send'], { send: ' a ' }).patch).toEqual({ send: '" a "' });
  });

  it('of a blank input takes the key out', () => {
    const { patch, problems } = readForm(virtual('persistent = 300'), ['persistent'], { persistent: ' ' });
    expect([Object.entries(patch), problems]).toEqual([[['persistent', undefined]], []]);
  });

  it('of two blank inputs takes the key out', () => {
    const typed = { nat_router: '', nat_router_device: '' };
    const { patch } = readForm(head('nat_router = 10.0.0.1 eth1:1'), ['nat_router'], typed);
    expect(Object.entries(patch)).toEqual([['nat_router', undefined]]);
  });

  it.each([
    [{ address: '192.0.2.1', address_device: '' }, 1],
    [{ address: ' ', address_device: 'eth0:1' }, 0],
  ])('%j lacks one of two values: the problem stands at that input', (typed, input) => {
    const { patch, problems } = readForm(newVirtual, ['address'], typed);
    expect(patch).toEqual({});
    expect(problems).toMatchObject([
      { code: 'value_missing', subject: { scope: 'virtual', keyword: 'address', input }, place: { line: 0 } },
    ]);
  });

  it('is refused for every remark that a file would get, at the input it is about', () => {
    const typed = { address: '10.1', address_device: 'eth 0', port: 'http', reentry: '015' };
    const { patch, problems } = readForm(newVirtual, ['address', 'port', 'reentry'], typed);
    expect(patch).toEqual({});
    expect(problems.map(({ code, subject }) => `${code} ${subject.keyword} ${subject.input ?? 0}`)).toEqual([
      'address_form address 0',
      'device_form address 1',
      'service_name port 0',
      'number_form reentry 0',
    ]);
  });

  it('of an input that the form does not have says nothing', () => {
    expect(readForm(virtual('port = 80'), ['port', 'address'], { address: '' })).toEqual({
      patch: {},
      problems: [],
    });
  });

  it('of a box is a 0 when it is not ticked, and a box that stays as it was writes nothing', () => {
    expect(readForm(virtual('use_regex = 1'), ['use_regex'], {}).patch).toEqual({ use_regex: false });
    expect(readForm(virtual('use_regex = 1'), ['use_regex'], { use_regex: '1' }).patch).toEqual({});
    expect(readForm(virtual('use_regex = 0'), ['use_regex'], { use_regex: '1' }).patch).toEqual({
      use_regex: true,
    });
    expect(readForm(virtual('port = 80'), ['use_regex'], {}).patch).toEqual({});
    expect(readForm(head('monitor_links = 2'), ['monitor_links'], { monitor_links: '2' }).patch).toEqual({});
  });

  it('keeps a mark above the numbers of the reader out, and one that is 0 in', () => {
    expect(readForm(newVirtual, ['fwmark'], { fwmark: '2147483648' }).problems).toHaveLength(1);
    expect(readForm(newVirtual, ['fwmark'], { fwmark: '0' }).patch).toEqual({ fwmark: 0 });
  });
});

describe.each(Object.keys(stanzas) as Scope[])('the catalogue of %s', (scope) => {
  const stanza: Stanza = stanzas[scope];
  const blank: FormSource<Stanza> = { stanza, subject: { scope }, values: {} };
  const fields = Object.entries(stanza).filter(([, { obsolete }]) => !obsolete);

  it.each(fields)('%s: each good text can be typed and is written as it stands', (keyword, field) => {
    for (const good of field.good) {
      const { values } = { values: field.kind.read(readWords(good), keyword).value };
      const texts = field.kind.show(values);
      const names = inputNames(keyword, field.kind);
      const typed = Object.fromEntries(names.map((name, index) => [name, texts[index]]));
      const { patch, problems } = readForm(blank, [keyword], typed);
      expect(problems).toEqual([]);
      if (Object.hasOwn(patch, keyword)) expect(field.kind.write(patch[keyword])).toBe(good);
    }
  });

  it.each(fields)('%s: no bad text can be typed', (keyword, field) => {
    for (const bad of field.bad) {
      const [first = '', ...more] = field.kind.inputs.length === 1 ? [bad] : bad.split(' ');
      const typed = { [keyword]: first, [`${keyword}_device`]: more.join(' ') };
      const { patch, problems } = readForm(blank, [keyword], typed);
      expect([bad, patch]).toEqual([bad, {}]);
      expect(problems.length, bad).toBeGreaterThan(0);
    }
  });
});

/** The words of a value as the reader cuts them. */
function readWords(text: string) {
  const { document } = readConfig(`rsh_command = ${text}\n`);
  return document.root.entries[0]?.words.slice(2) ?? [];
}

it('a real server is read with the same eyes', () => {
  const source: FormSource<typeof serverStanza> = {
    stanza: serverStanza,
    subject: { scope: 'server' },
    values: {},
  };
  expect(readForm(source, ['address', 'weight'], { address: '10.0.0.1', weight: '3' }).patch).toEqual({
    address: '10.0.0.1',
    weight: 3,
  });
});
