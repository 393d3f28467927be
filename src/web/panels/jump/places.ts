/** All places of the console that one can jump to: servers of the file, panels, and fields. */

import { readable } from '../../../core/lvscf/bytes.js';
import { type Config, fieldOf, stanzas } from '../../../core/lvscf/config.js';
import { inputNames } from '../../../core/lvscf/form.js';
import { dottedAddress } from '../../../core/lvscf/kinds/addresses.js';
import { panelOf } from '../../../core/lvscf/panel-keys.js';
import { remembered } from '../../../core/lvscf/remembered.js';
import { headStanza } from '../../../core/lvscf/shared-lines.js';
import { type Thing, thingsOf } from '../../../core/lvscf/things.js';
import type { Scope } from '../../../core/problem.js';
import type { Words } from '../../../text/index.js';
import { helpAnchor } from '../../field.js';
import {
  type PanelName,
  panelFrames,
  panelHref,
  realServerHref,
  virtualServerHref,
} from '../../panel-names.js';
import { hrefOfInput } from '../../problem-href.js';
import { fieldText } from '../../stanza-form.js';

/** What a place is, in the order in which equal hits are listed. */
export const placeKinds = ['virtualServer', 'realServer', 'panel', 'field'] as const;

/** One place. */
export interface Place {
  readonly kind: (typeof placeKinds)[number];
  /** What it is called, and what typed into the box means just this. */
  readonly text: string;
  /** What tells it from others of this name. */
  readonly note: string;
  readonly href: string;
  /** What it is called by itself, each in full, in small letters. */
  readonly names: readonly string[];
  /** In what words of it are looked for: its names; for a real server those of its virtual server, too. */
  readonly own: string;
  readonly all: string;
}

/** Every place, as long as the file is the same found once. */
export const placesOf = remembered((config: Config) =>
  remembered((words: Words): readonly Place[] => [
    ...thingsOf(config).map((thing) => ofThing(thing, words)),
    ...panelsAndFields(config, words),
  ]),
);

/** The places that are there also without a file. */
export const panelPlaces = remembered((words: Words): readonly Place[] =>
  (Object.keys(panelFrames) as PanelName[]).flatMap((name) => {
    const href = panelHref(name);
    if (href === undefined) return [];
    const { heading } = panelFrames[name];
    const gloss = words.frame.gloss[name];
    return place({ kind: 'panel', text: heading, note: gloss, href }, [heading, gloss, name]);
  }),
);

function panelsAndFields(config: Config, words: Words): readonly Place[] {
  return [
    ...panelPlaces(words),
    ...fieldsOf('global', Object.keys(headStanza), config, words),
    ...fieldsOf('virtual', Object.keys(stanzas.virtual), config, words),
    ...fieldsOf('server', Object.keys(stanzas.server), config, words),
  ];
}

function ofThing({ names, path, realServer, virtualServer }: Thing, words: Words): Place {
  const [, ...rest] = names;
  const isSaid = (name: string) => rest.some((other) => other.startsWith(`${name}:`));
  const shown = rest
    .filter((name) => !/^(?::?\d+|\d+\/tcp|fwmark .*)$/.test(name) && !isSaid(name))
    .join(', ');
  if (realServer === undefined)
    return place(
      { kind: 'virtualServer', text: path, note: shown, href: virtualServerHref(virtualServer.ref) },
      names,
    );
  const href = realServerHref(virtualServer.ref, realServer.ref);
  const note = [shown, words.jump.partOf(readable(virtualServer.ref))].join(', ');
  return place({ kind: 'realServer', text: path, note, href }, [...names, path], path);
}

/** The inputs of a block: those of the head where they are edited, the others where HELP explains them. */
function fieldsOf(scope: Scope, keywords: readonly string[], config: Config, words: Words): Place[] {
  return keywords.flatMap((keyword) => {
    const field = fieldOf(scope, keyword);
    if (field === undefined) return [];
    const { inputs } = fieldText(words, scope, keyword);
    const panel = panelOf(scope, keyword);
    return inputNames(keyword, field.kind).map((name, input) => {
      const { gloss = '', label = '' } = inputs[input] ?? {};
      const here = scope === 'global' ? hrefOfInput(config, { scope, keyword, input }) : undefined;
      const heading = panel === undefined ? panelFrames.file.heading : panelFrames[panel].heading;
      const text = label === '' ? keyword : label;
      const note = [gloss, keyword, heading].filter(Boolean).join(', ');
      const href = here ?? `/secure/help#${helpAnchor(scope, name)}`;
      return place({ kind: 'field', text, note, href }, [
        text,
        gloss,
        keyword,
        ...addresses(config, keyword, input),
      ]);
    });
  });
}

/** The address that stands in a field of the head: it leads there. */
function addresses({ global, shared }: Config, keyword: string, input: number): string[] {
  const value: unknown = Object.entries({ ...global, ...shared }).find(([key]) => key === keyword)?.[1];
  const shown = value === undefined ? undefined : fieldOf('global', keyword)?.kind.show(value)[input];
  return shown?.includes('.') && dottedAddress(shown) !== undefined ? [shown] : [];
}

function place(
  shown: Pick<Place, 'kind' | 'text' | 'note' | 'href'>,
  called: readonly string[],
  path = '',
): Place {
  const names = called.filter(Boolean).map((name) => name.toLowerCase());
  const own = names.join('\n');
  return { ...shown, names, own, all: `${path.toLowerCase()}\n${own}` };
}
