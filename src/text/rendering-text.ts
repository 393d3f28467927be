/** The shape of what is said about a rendering: one entry for each code, in each language. */
import type { Fit, MappingReason } from '../core/keepalived/mapping.js';
import type { NoteParams, ObstacleParams } from '../core/keepalived/note.js';
import type { Role } from '../core/keepalived/obstacles.js';

/** What a note is about, ready to be shown. */
type Shown<Params> = Omit<Params, 'keyword' | 'reason'> & {
  /** The field's label and keyword. */
  readonly field: string;
  /** The sentence of the reason, where there is one. */
  readonly why: string;
};

/** The sentences of all notes: a missing one does not compile. */
export type NoteTexts = {
  readonly [Code in keyof NoteParams]: (params: Readonly<Shown<NoteParams[Code]>>) => string;
};

/** The sentences of all obstacles but the problems of the file, which have their own. */
export type ObstacleTexts = {
  readonly [Code in Exclude<keyof ObstacleParams, 'problem'>]: (
    params: Readonly<Shown<ObstacleParams[Code]>>,
  ) => string;
};

/** Why a setting is not rendered, or not exactly. */
export type ReasonTexts = Readonly<Record<MappingReason, string>>;

/** How well a setting is rendered. */
export type FitTexts = Readonly<Record<Fit, string>>;

/** A router, by its role. */
export type RoleTexts = Readonly<Record<Role, string>>;
