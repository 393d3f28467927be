import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stanzas } from '../../../src/core/lvscf/config.js';
import { inputNames } from '../../../src/core/lvscf/form.js';
import { openPanels, type PanelConsole, wordsOf } from '../../support/panel.js';

const lvsCf = `primary = 10.0.0.2
primary_private = 192.168.10.2
backup_active = 1
backup = 10.0.0.3
virtual shop {
     active = 0
     server node1 {
         active = 0
     }
}
`;

const shop = '/secure/virtual-servers/shop';

let panels: PanelConsole;
let help: string;
let anchors: readonly string[];
beforeAll(async () => {
  panels = await openPanels(lvsCf);
  ({ body: help } = await panels.open('/secure/help'));
  anchors = [...help.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);
});
afterAll(() => panels.close());

/** The explanation of one input: from its name to the next one. */
function entry(id: string, body = help): string {
  const [, text = ''] = new RegExp(`(<dt id="${id}">[\\s\\S]*?)(?=<dt|</dl>)`).exec(body) ?? [];
  return wordsOf({ body: text });
}

describe('HELP', () => {
  test('explains every key of the file, each input under an anchor of its own', () => {
    expect(new Set(anchors).size).toBe(anchors.length);
    for (const scope of ['global', 'virtual', 'server'] as const) {
      for (const [keyword, field] of Object.entries(stanzas[scope])) {
        for (const name of inputNames(keyword, field.kind)) {
          expect(anchors).toContain(`${scope}-${name.replaceAll('_', '-')}`);
        }
      }
    }
  });

  test('says what a value can be, its unit, what holds without it and what the console begins with', () => {
    expect(entry('global-keepalive')).toBe(
      'Heartbeat interval (seconds) keepalive ' +
        'How often the routers tell each other that they are alive. ' +
        'Both routers send; one heartbeat received on either path is enough. ' +
        'In the file keepalive = 6 · a whole number from 1 to 2147483647, in seconds · default 2 · begins as 6',
    );
    expect(entry('global-syncd-id')).toContain(
      'a whole number from 0 to 255 · default 0 · since Piranha 0.8.5-13',
    );
    expect(entry('global-network')).toContain('one of nat, direct, tunnel · default NAT');
    expect(entry('virtual-address')).toContain('an IPv4 address and a device, with a blank between them');
    expect(entry('global-tcp-timeout')).toContain('blank: the kernel’s own value');
    expect(entry('global-sync')).toContain('not used any more');
  });

  test('lists the keys that no panel shows under FILE', () => {
    const file = help.slice(help.indexOf('<section class="block" id="file"'));
    for (const keyword of ['serial-no', 'hard-shutdown', 'active-cmd'])
      expect(file).toContain(`id="global-${keyword}"`);
    expect(file).not.toContain('id="global-keepalive"');
  });

  test('is in French for a French browser, under the original labels', async () => {
    const { body } = await panels.open('/secure/help', { headers: { 'accept-language': 'fr' } });
    expect(entry('global-keepalive', body)).toContain(
      'Dans le fichier keepalive = 6 · un nombre entier de 1 à 2147483647, en secondes · par défaut 2 · valeur de départ 6',
    );
    expect(entry('global-keepalive', body)).toMatch(/^Heartbeat interval \(seconds\) intervalle/);
  });

  test.each([
    '/secure/control',
    '/secure/global-settings',
    '/secure/redundancy',
    '/secure/redundancy?reset',
    '/secure/virtual-servers',
    '/secure/add-virtual-server',
    shop,
    `${shop}/real-servers`,
    `${shop}/add-real-server`,
    `${shop}/real-servers/node1`,
    `${shop}/monitoring-scripts`,
    '/secure/password',
  ])('has what %s points to: its own section, and the explanation of each field', async (url) => {
    const { status, body } = await panels.open(url);
    expect(status).toBe(200);
    const targets = [...body.matchAll(/href="\/secure\/help#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(0);
    for (const id of targets) expect(anchors).toContain(id);
  });
});
