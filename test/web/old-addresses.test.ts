import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWebConsole, type WebConsole } from '../support/web-console.js';

const names = [
  { virtual: 'HTTP', servers: ['web1', 'web 2'] },
  { virtual: 'a/b?', servers: [] },
];

let web: WebConsole;
beforeAll(async () => {
  web = await openWebConsole(undefined, {
    namesAt: async (virtual, server) => {
      const found = names[virtual - 1];
      return {
        virtual: found?.virtual,
        server: server === undefined ? undefined : found?.servers[server - 1],
      };
    },
  });
});
afterAll(() => web.close());

/** Source: the original tool, addresses per page. */
describe('A bookmark of the original tool leads on:', () => {
  test.each([
    ['/index.html', '/'],
    ['/about_login.php', '/about-login'],
    ['/docs.html', '/secure/help'],
    ['/piranha', '/'],
    ['/piranha/', '/'],
    ['/piranha/about_login.php', '/about_login.php'],
    ['/piranha/secure/control.php', '/secure/control.php'],
    [
      '/piranha/secure/virtual_edit_virt.php?selected_host=2',
      '/secure/virtual_edit_virt.php?selected_host=2',
    ],
    ['/piranha//evil.example/', '/evil.example/'],
    ['/piranha/\\evil.example/', '/evil.example/'],
    ['/secure', '/secure/control'],
    ['/secure/', '/secure/control'],
    ['/secure/control.php', '/secure/control'],
    ['/secure/control.php?auto_update=1&rate=10', '/secure/control'],
    ['/secure/global_settings.php', '/secure/global-settings'],
    ['/secure/redundancy.php', '/secure/redundancy'],
    ['/secure/virtual_main.php', '/secure/virtual-servers'],
    ['/secure/virtual_main.php?selected_host=2', '/secure/virtual-servers'],
    ['/secure/help.php', '/secure/help'],
    ['/secure/introduction.html', '/secure/introduction'],
    ['/secure/passwd.php', '/secure/password'],
    ['/secure/lvserror.php', '/secure/file'],
    ['/secure/virtual_edit_virt.php?selected_host=1', '/secure/virtual-servers/HTTP'],
    ['/secure/virtual_edit_virt.php?selected_host=2', '/secure/virtual-servers/a%2Fb%3F'],
    ['/secure/virtual_edit_real.php?selected_host=1', '/secure/virtual-servers/HTTP/real-servers'],
    [
      '/secure/virtual_edit_real_edit.php?selected_host=1&selected=2',
      '/secure/virtual-servers/HTTP/real-servers/web%202',
    ],
    [
      '/secure/virtual_edit_real_edit.php?selected_host=1&selected=3',
      '/secure/virtual-servers/HTTP/real-servers',
    ],
    ['/secure/virtual_edit_real_edit.php?selected_host=1', '/secure/virtual-servers/HTTP/real-servers'],
    ['/secure/virtual_edit_services.php?selected_host=1', '/secure/virtual-servers/HTTP/monitoring-scripts'],
    ['/secure/virtual_edit_virt.php', '/secure/virtual-servers'],
    ['/secure/virtual_edit_virt.php?selected_host=9', '/secure/virtual-servers'],
    ['/secure/virtual_edit_virt.php?selected_host=0', '/secure/virtual-servers'],
    ['/secure/virtual_edit_virt.php?selected_host=-1', '/secure/virtual-servers'],
    ['/secure/virtual_edit_virt.php?selected_host=1.5', '/secure/virtual-servers'],
    ['/secure/virtual_edit_virt.php?selected_host=x', '/secure/virtual-servers'],
  ])('%s to %s', async (old, now) => {
    const answer = await web.get(old);
    expect([answer.statusCode, answer.headers.location]).toEqual([302, now]);
  });
});
