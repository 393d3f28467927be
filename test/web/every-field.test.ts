import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fieldOf, stanzas } from '../../src/core/lvscf/config.js';
import { inputNames } from '../../src/core/lvscf/form.js';
import { type KeyPanel, panelKeys, panelOf } from '../../src/core/lvscf/panel-keys.js';
import type { Scope } from '../../src/core/problem.js';
import { openPanels, type PanelConsole } from '../support/panel.js';

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

/** The page of each panel that has inputs for its keys. */
const pages: Partial<Readonly<Record<KeyPanel, string>>> = {
  'global-settings': '/secure/global-settings',
  redundancy: '/secure/redundancy',
  'virtual-server': '/secure/virtual-servers/shop',
  'real-server': '/secure/virtual-servers/shop/real-servers/node1',
  'monitoring-scripts': '/secure/virtual-servers/shop/monitoring-scripts',
};

/** Keys that a button writes, with the button. */
const byButton: Readonly<Record<string, string>> = {
  'global backup_active': 'ENABLE and DISABLE',
  'global heartbeat': 'ENABLE, as the original tool did',
  'virtual active': '(DE)ACTIVATE on VIRTUAL SERVERS',
  'server active': '(DE)ACTIVATE on REAL SERVER',
};

/** Keys that are edited in the text of the file, with the reason. */
const inTextOnly: Readonly<Record<string, string>> = {
  'global serial_no': 'the console counts it itself',
  'global service': 'another kind of configuration, which the panels do not edit',
  'global rsh_command': 'only for the load monitor uptime, which the original no longer offered',
  'global primary_shared': 'only for fos',
  'global backup_shared': 'only for fos',
  'global reservation_conflict_action': 'only for fos',
  'global debug_level': 'no daemon uses it',
  'global active_cmd': 'runs as root: not for a form',
  'global inactive_cmd': 'runs as root: not for a form',
  'global ipvsadm': 'runs as root: not for a form',
  'global hard_shutdown': 'not on any panel of the original',
  'global sync': 'obsolete',
  'virtual client_monitor': 'runs as root: not for a form',
  'virtual start_cmd': 'only for fos',
  'virtual stop_cmd': 'only for fos',
  'virtual master': 'obsolete',
  'virtual dirs': 'obsolete',
};

const every = (['global', 'virtual', 'server'] as const).flatMap((scope) =>
  Object.keys(stanzas[scope]).map((keyword) => ({ scope, keyword, key: `${scope} ${keyword}` })),
);

let panels: PanelConsole;
beforeAll(async () => {
  panels = await openPanels(lvsCf);
});
afterAll(() => panels.close());

describe('Every key of the file', () => {
  test.each(every)('$key is edited on exactly one panel, or has a reason', ({ scope, keyword, key }) => {
    const found = Object.entries(panelKeys).filter(
      ([, keys]) => keys.scope === scope && (keys.keywords as readonly string[]).includes(keyword),
    );
    expect(found).toHaveLength(key in inTextOnly ? 0 : 1);
    expect(panelOf(scope, keyword)).toBe(found[0]?.[0]);
  });

  test('that is excepted is one', () => {
    const keys = every.map(({ key }) => key);
    for (const key of [...Object.keys(byButton), ...Object.keys(inTextOnly)]) expect(keys).toContain(key);
  });

  test.each(Object.entries(pages))(
    'of %s has its inputs on %s, and no other is there',
    async (panel, url) => {
      const { scope, keywords } = panelKeys[panel as KeyPanel];
      const { status, names } = await panels.open(url);
      expect(status).toBe(200);
      const inputs = names.filter((name) => name !== 'name' && !name.startsWith('_'));
      expect(inputs.sort()).toEqual(keywords.flatMap((keyword) => inputsOf(scope, keyword)).sort());
    },
  );
});

function inputsOf(scope: Scope, keyword: string): string[] {
  const field = fieldOf(scope, keyword);
  return field === undefined || `${scope} ${keyword}` in byButton ? [] : inputNames(keyword, field.kind);
}
