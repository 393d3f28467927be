import type { FastifyInstance } from 'fastify';
import type { Words } from '../../../text/index.js';
import { type PanelName, panelFrames } from '../../panel-names.js';

/** The panels that HELP explains. */
export type HelpSection = keyof Words['help']['sections'];

/** One field, explained. */
export interface HelpEntry {
  /** Anchor in the page. */
  readonly id: string;
  readonly label: string;
  readonly gloss?: string;
  /** Keyword in `lvs.cf`. */
  readonly key: string;
  readonly paragraphs: readonly string[];
}

/** What HELP is given: the fields of a panel, in words. */
export interface HelpNeeds {
  readonly helpEntries: (section: HelpSection, words: Words) => readonly HelpEntry[];
}

/** The sections in reading order, each with the page it explains. */
const sections: readonly { readonly name: HelpSection & PanelName; readonly href: string }[] = [
  { name: 'control', href: '/secure/control' },
  { name: 'global-settings', href: '/secure/global-settings' },
  { name: 'redundancy', href: '/secure/redundancy' },
  { name: 'virtual-servers', href: '/secure/virtual-servers' },
  { name: 'virtual-server', href: '/secure/virtual-servers' },
  { name: 'real-servers', href: '/secure/virtual-servers' },
  { name: 'monitoring-scripts', href: '/secure/virtual-servers' },
  { name: 'file', href: '/secure/file' },
  { name: 'password', href: '/secure/password' },
];

/** HELP: one page, a section per panel, every field with an anchor of its own. */
export function help(scope: FastifyInstance, needs: HelpNeeds): void {
  scope.get('/help', async (request, reply) => {
    const { words } = request;
    const view = {
      sections: sections.map(({ name, href }) => ({
        id: name,
        href,
        heading: panelFrames[name].heading,
        gloss: words.frame.gloss[name],
        paragraphs: words.help.sections[name],
        entries: needs.helpEntries(name, words),
      })),
    };
    return reply.page({ panel: 'help', template: 'help/help', view });
  });
}
