/** The head of the file, edited in parts: each panel picks its keys once, for its inputs, its lines and its problems. */

import type { FastifyInstance } from 'fastify';
import { changeGlobal, ownText } from '../core/lvscf/change.js';
import type { Config } from '../core/lvscf/config.js';
import type { Block } from '../core/lvscf/document.js';
import { sourceOf } from '../core/lvscf/form.js';
import { headStanza } from '../core/lvscf/shared-lines.js';
import type { Keyword, Patch } from '../core/lvscf/stanza.js';
import type { Problem, ProblemCode } from '../core/problem.js';
import { type BlockPanel, editBlock, type Located } from './block-form.js';
import type { EditingNeeds } from './editing.js';

/** The head of the file: its keys, and the settings in comment lines. */
export type Head = typeof headStanza;

/** A panel that edits a part of the head. */
export interface HeadPanel
  extends Pick<BlockPanel<Head>, 'panel' | 'template' | 'path' | 'order' | 'begin' | 'remark' | 'view'> {
  /** All keys that it writes: somebody else's change of another one is no conflict. */
  readonly keywords: readonly Keyword<Head>[];
  /** Those that have an input at the moment; without it all. */
  readonly shown?: (config: Config) => readonly Keyword<Head>[];
  /** Problems of the file as a whole that are mended here. */
  readonly codes?: readonly ProblemCode[];
  /** Values that a save sets besides those of the form. */
  readonly also?: (config: Config) => Patch<Head>;
}

/** Registers the GET and the POST of a part of the head. */
export function editHead(scope: FastifyInstance, needs: EditingNeeds, panel: HeadPanel): void {
  const { keywords, shown, codes = [], also, ...rest } = panel;
  const concerns = ({ code, subject: { keyword } }: Problem) =>
    keyword === undefined ? codes.includes(code) : keywords.some((one) => one === keyword);
  editBlock<Head>(scope, needs, {
    ...rest,
    locate: (config): Located<Head> => ({
      source: sourceOf(headStanza, config, {
        subject: { scope: 'global' },
        values: { ...config.global, ...config.shared },
        block: headBlock(config),
      }),
      keywords: shown?.(config) ?? keywords,
      concerns,
      ownText: headText(config, keywords),
      after: () => `/secure${panel.path}`,
    }),
    change: (config, { values = {} }) => changeGlobal(config, { ...values, ...also?.(config) }),
  });
}

/** The lines of a part of the head, to notice that somebody else changed them. */
export function headText(config: Config, keywords: readonly Keyword<Head>[]): string {
  return ownText(config, headBlock(config), keywords);
}

/** The key lines of the head and the comment lines of ours, as one block. */
function headBlock({ document: { root }, sharedBlock }: Config): Block {
  return { ...root, entries: [...root.entries, ...sharedBlock.entries] };
}
