import type { FastifyInstance } from 'fastify';
import { type PanelName, panelFrames } from '../../panel-names.js';
import { shortcutLines } from '../../shortcuts.js';
import { type HelpSection, helpEntries } from './entries.js';

/** The sections in reading order, each with the page it explains. */
const sections: readonly { readonly name: HelpSection & PanelName; readonly href: string }[] = [
  { name: 'control', href: '/secure/control' },
  { name: 'routers', href: '/secure/routers' },
  { name: 'graphs', href: '/secure/graphs' },
  { name: 'drawing', href: '/secure/drawing' },
  { name: 'events', href: '/secure/events' },
  { name: 'temporary-weights', href: '/secure/temporary-weights' },
  { name: 'global-settings', href: '/secure/global-settings' },
  { name: 'redundancy', href: '/secure/redundancy' },
  { name: 'connection', href: '/secure/connection' },
  { name: 'push', href: '/secure/push' },
  { name: 'virtual-servers', href: '/secure/virtual-servers' },
  { name: 'virtual-server', href: '/secure/virtual-servers' },
  { name: 'real-servers', href: '/secure/virtual-servers' },
  { name: 'monitoring-scripts', href: '/secure/virtual-servers' },
  { name: 'file', href: '/secure/file' },
  { name: 'import', href: '/secure/import' },
  { name: 'wizard', href: '/secure/wizard' },
  { name: 'export', href: '/secure/export' },
  { name: 'versions', href: '/secure/versions' },
  { name: 'allowlist', href: '/secure/allowlist' },
  { name: 'audit', href: '/secure/audit' },
  { name: 'api', href: '/secure/api' },
  { name: 'password', href: '/secure/password' },
  { name: 'jump', href: '/secure/jump' },
];

/** HELP: one page, a section per panel, every field with an anchor of its own. */
export function help(scope: FastifyInstance): void {
  scope.get('/help', async (request, reply) => {
    const { words } = request;
    const view = {
      shortcuts: shortcutLines(words),
      sections: sections.map(({ name, href }) => ({
        id: name,
        href,
        heading: panelFrames[name].heading,
        gloss: words.frame.gloss[name],
        paragraphs: words.help.sections[name],
        entries: helpEntries(name, words),
      })),
    };
    return reply.page({ panel: 'help', template: 'help/help', view });
  });
}
