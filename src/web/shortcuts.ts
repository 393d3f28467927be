/** Keys that do what a click does, for browsers with scripts. HELP lists them; whoever wants none switches them off. */

import type { Words } from '../text/index.js';
import { type PanelName, panelFrames, panelHref, virtualServersHref } from './panel-names.js';

/** What a shortcut does, as `public/keys.js` does it. */
export type Shortcut =
  | { readonly does: 'jump' | 'next' | 'previous' }
  | { readonly does: 'list'; readonly href: string }
  | { readonly does: 'open'; readonly href: string }
  | { readonly does: 'press'; readonly label: string };

/** The panels that are reached by `g` and a letter. */
const panels = {
  c: 'control',
  g: 'global-settings',
  r: 'redundancy',
  v: 'virtual-servers',
  w: 'what-to-run',
  n: 'wizard',
  s: 'several',
  p: 'push',
  e: 'events',
  d: 'drawing',
  f: 'file',
  l: 'versions',
  h: 'help',
} as const satisfies Readonly<Record<string, PanelName>>;

/** Where HELP lists them. */
export const shortcutsHref = '/secure/help#keys';

type OwnShortcut = Exclude<Shortcut, { readonly does: 'open' }>;

const onThisPage: Readonly<Record<string, OwnShortcut>> = {
  '/': { does: 'jump' },
  '?': { does: 'list', href: shortcutsHref },
  j: { does: 'next' },
  k: { does: 'previous' },
  e: { does: 'press', label: 'EDIT' },
  a: { does: 'press', label: 'ADD' },
};

/** Every shortcut by its keys, one or two of them. */
export const shortcuts: Readonly<Record<string, Shortcut>> = {
  ...onThisPage,
  ...Object.fromEntries(
    Object.entries(panels).map(([letter, name]) => [
      `g${letter}`,
      { does: 'open', href: panelHref(name) ?? virtualServersHref } as const,
    ]),
  ),
};

/** All of them as `public/keys.js` reads them: `gc open /secure/control`, one after the other. */
export const shortcutsText = Object.entries(shortcuts)
  .map(([keys, { does, ...more }]) => [keys, does, ...Object.values(more)].join(' '))
  .join(';');

/** One line of the list. */
export interface ShortcutLine {
  readonly keys: readonly string[];
  /** A panel or a button, in the original's words; blank where it is neither. */
  readonly label: string;
  readonly text: string;
}

/** The list of shortcuts, in words. */
export function shortcutLines({ frame, keys: say }: Words): readonly ShortcutLine[] {
  const own = Object.entries(onThisPage).map(([key, shortcut]) => ({
    keys: [key],
    label: shortcut.does === 'press' ? shortcut.label : '',
    text: say.does[shortcut.does],
  }));
  const opens = Object.entries(panels).map(([letter, name]) => ({
    keys: ['g', letter],
    label: panelFrames[name].heading,
    text: frame.gloss[name],
  }));
  return [...own, ...opens];
}
