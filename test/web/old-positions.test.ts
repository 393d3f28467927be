import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPanels, type PanelConsole } from '../support/panel.js';

const lvsCf = `virtual shop {
     server node1 {
     }
     server node%2 {
     }
}
virtual mail/in {
     server post {
     }
     server post {
     }
}
virtual shop {
}
`;

let panels: PanelConsole;
beforeAll(async () => {
  panels = await openPanels(lvsCf);
});
afterAll(() => panels.close());

describe('A bookmark of the original tool', () => {
  test.each([
    ['virtual_edit_virt.php?selected_host=1', '/shop'],
    ['virtual_edit_virt.php?selected_host=3', '/shop~2'],
    ['virtual_edit_real.php?selected_host=2', '/mail%2Fin/real-servers'],
    ['virtual_edit_real_edit.php?selected_host=1&selected=2', '/shop/real-servers/node%252'],
    ['virtual_edit_real_edit.php?selected_host=2&selected=2', '/mail%2Fin/real-servers/post~2'],
    ['virtual_edit_real_edit.php?selected_host=2&selected=9', '/mail%2Fin/real-servers'],
    ['virtual_edit_services.php?selected_host=2', '/mail%2Fin/monitoring-scripts'],
    ['virtual_edit_virt.php?selected_host=4', ''],
    ['virtual_edit_virt.php?selected_host=0', ''],
    ['virtual_edit_virt.php', ''],
  ])('%s leads to what stands at this position of the file', async (old, now) => {
    const { statusCode, headers } = await panels.web.get(`/secure/${old}`);
    expect([statusCode, headers.location]).toEqual([302, `/secure/virtual-servers${now}`]);
    expect((await panels.open(headers.location ?? '')).status).toBe(200);
  });
});
