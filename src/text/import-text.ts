/** The shape of what is said about an import: one entry for each code, in each language. */
import type { Outcome, RemarkParams } from '../core/import/remark.js';
import type { ImportKind } from '../core/import/source.js';

/** The sentences of all remarks but the problems of an lvs.cf, which have their own: a missing one does not compile. */
export type RemarkTexts = {
  readonly [Code in Exclude<keyof RemarkParams, 'problem'>]: (params: Readonly<RemarkParams[Code]>) => string;
};

/** What became of a line, in a word or two. */
export type OutcomeTexts = Readonly<Record<Outcome, string>>;

/** What a kind of file is called. */
export type ImportKindTexts = Readonly<Record<ImportKind, string>>;
