/** The panels on which versions are made, as a person knows them: by their headings. */

import type { Words } from '../../../text/index.js';
import { changesLvsCf, panelFrames } from '../../panel-names.js';

const frames: Readonly<Record<string, { readonly heading: string }>> = panelFrames;

/** Where versions come from that are made on no panel. */
const elsewhere = ['push', 'command line', 'outside'];

/** A panel by its heading; blank for what was not made on any. */
export function panelText(panel: string, { versions: say }: Words): string {
  if (panel === 'outside') return '';
  return headingOf(panel) ?? say.otherPanels[panel] ?? panel;
}

/** One panel of each heading: a list and the form behind it are told apart by nobody. */
export function panelsOffered(chosen: string): readonly string[] {
  const all = [...changesLvsCf, ...elsewhere, ...(chosen === '' ? [] : [chosen])];
  const byHeading = new Map(all.map((panel) => [headingOf(panel) ?? panel, panel]));
  if (chosen !== '') byHeading.set(headingOf(chosen) ?? chosen, chosen);
  return [...byHeading.values()];
}

/** All panels with the heading of this one. */
export function panelsLike(panel: string): ReadonlySet<string> {
  const heading = headingOf(panel);
  const alike = heading === undefined ? [] : Object.keys(frames).filter((one) => headingOf(one) === heading);
  return new Set([panel, ...alike]);
}

function headingOf(panel: string): string | undefined {
  return Object.hasOwn(frames, panel) ? frames[panel]?.heading : undefined;
}
