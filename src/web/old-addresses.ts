import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { virtualServerHref } from './panel-names.js';

/** What the old addresses are translated with. */
export interface OldAddressNeeds {
  /** Names of the blocks at these positions of the file, counted from 1 as the original tool did. */
  readonly namesAt: (
    virtual: number,
    server?: number,
  ) => Promise<Partial<Record<'virtual' | 'server', string | undefined>>>;
}

/** Old address to new one, where one answer fits all. Source: the original tool, addresses per page. */
const plain: Readonly<Record<string, string>> = {
  '/': '/secure/control',
  '/control.php': '/secure/control',
  '/global_settings.php': '/secure/global-settings',
  '/redundancy.php': '/secure/redundancy',
  '/virtual_main.php': '/secure/virtual-servers',
  '/help.php': '/secure/help',
  '/introduction.html': '/secure/introduction',
  '/passwd.php': '/secure/password',
  '/lvserror.php': '/secure/file',
};

const positions = z.object({
  selected_host: z.coerce.number().int().positive(),
  selected: z.coerce.number().int().positive().optional().catch(undefined),
});

/** Bookmarks of the protected pages. Old pages named a server by its position; ours do by its name. */
export function oldAddresses(scope: FastifyInstance, needs: OldAddressNeeds): void {
  for (const [path, target] of Object.entries(plain)) {
    scope.get(path, async (_request, reply) => reply.redirect(target, 302));
  }
  const edits = {
    '/virtual_edit_virt.php': '',
    '/virtual_edit_real.php': '/real-servers',
    '/virtual_edit_real_edit.php': '/real-servers',
    '/virtual_edit_services.php': '/monitoring-scripts',
  };
  for (const [path, part] of Object.entries(edits)) {
    scope.get(path, async (request, reply) => {
      const { data } = positions.safeParse(request.query);
      const wantsServer = path === '/virtual_edit_real_edit.php';
      const names =
        data && (await needs.namesAt(data.selected_host, wantsServer ? data.selected : undefined));
      if (names?.virtual === undefined) return reply.redirect('/secure/virtual-servers', 302);
      const server = names.server === undefined ? '' : `/${encodeURIComponent(names.server)}`;
      return reply.redirect(virtualServerHref(names.virtual) + part + server, 302);
    });
  }
}

/** Bookmarks of the pages in front of the password, and the original web server's alias /piranha/. */
export function oldPublicAddresses(scope: FastifyInstance): void {
  scope.get('/index.html', async (_request, reply) => reply.redirect('/', 302));
  scope.get('/about_login.php', async (_request, reply) => reply.redirect('/about-login', 302));
  scope.get('/docs.html', async (_request, reply) => reply.redirect('/secure/help', 302));
  scope.get('/piranha', async (_request, reply) => reply.redirect('/', 302));
  scope.get('/piranha/*', async (request, reply) => {
    const rest = request.url.slice('/piranha'.length);
    // Two slashes at the front would name another host.
    return reply.redirect(rest.replace(/^[/\\]+/, '/'), 302);
  });
}
