/** Two people edited one block: both versions stand side by side, and the second person chooses field by field. */

import type { Typed } from '../core/lvscf/form.js';
import { preferred, type Side } from '../core/lvscf/three-way.js';
import type { Words } from '../text/index.js';
import type { FieldView } from './field.js';

/** A field of which the two have different values. */
export interface ConflictRow {
  readonly name: string;
  readonly label: string;
  readonly gloss?: string;
  /** What the form was made from. */
  readonly was?: string;
  /** What can be chosen: what stands in the file now, and what was typed. */
  readonly sides: readonly ConflictSide[];
  /** What was typed, for the form to remember. */
  readonly mine: string;
}

interface ConflictSide {
  readonly whose: Side;
  readonly value: string;
  readonly text: string;
  /** For whoever hears the page. */
  readonly said: string;
  readonly chosen: boolean;
}

/** What a conflict page shows besides its buttons. */
export interface ConflictView {
  readonly lead: string;
  readonly remark?: string;
  readonly rows: readonly ConflictRow[];
  /** Fields on which the two agree. */
  readonly agreed: readonly { readonly name: string; readonly value: string }[];
}

/** The three versions of the fields of one form. */
export interface ThreeForms {
  /** What the form was made from; nothing where that is not known any more. */
  readonly base: readonly FieldView[] | undefined;
  readonly theirs: readonly FieldView[];
  readonly mine: readonly FieldView[];
}

/** Stands before the name of an input, for what was typed into it before there was a choice. */
const mineOf = '_mine_';

/** The names that a conflict page sends besides those of the inputs. */
export function conflictNames(inputs: readonly string[]): string[] {
  return ['_from', ...inputs.map((name) => mineOf + name)];
}

/** The fields for which a conflict page was sent without a choice. */
export function undecided(sent: Typed): readonly string[] {
  return rowsIn(sent).filter(
    (name) => sent[name] === undefined || sent[name] === openMark(sent['_revision']),
  );
}

/**
 * What an open choice sends: a third button stands before the two, for text browsers, which press the first one
 * of those that nobody pressed. No value looks like it, because it holds a hash of what was shown.
 */
export function openMark(revision = ''): string {
  return `_open:${revision}`;
}

/** What was typed before there was a choice. */
export function typedBefore(sent: Typed): Typed {
  return { ...sent, ...Object.fromEntries(rowsIn(sent).map((name) => [name, sent[mineOf + name]])) };
}

function rowsIn(sent: Typed): string[] {
  return Object.keys(sent)
    .filter((name) => name.startsWith(mineOf) && sent[name] !== undefined)
    .map((name) => name.slice(mineOf.length));
}

/**
 * What can be chosen where two forms differ.
 * @param sent what was chosen already, when something is still open
 */
export function conflictView(forms: ThreeForms, sent: Typed, words: Words): ConflictView {
  const { conflict: say } = words;
  const theirs = byName(forms.theirs);
  const base = forms.base && byName(forms.base);
  const rows: ConflictRow[] = [];
  const agreed: { name: string; value: string }[] = [];
  for (const field of forms.mine) {
    const other = theirs.get(field.name);
    const value = sentValue(field);
    if (other === undefined || sentValue(other) === value) agreed.push({ name: field.name, value });
    else rows.push(rowOf({ mine: field, theirs: other, base: base?.get(field.name) }, sent, words));
  }
  const isOpen = undecided(sent).length > 0;
  return {
    lead: rows.length === 0 ? say.leadSame : isOpen ? say.leadOpen : say.lead,
    ...(base === undefined && rows.length > 0 && { remark: say.baseUnknown }),
    rows,
    agreed,
  };
}

function rowOf(
  { base, mine, theirs }: { base: FieldView | undefined; mine: FieldView; theirs: FieldView },
  sent: Typed,
  { conflict: say }: Words,
): ConflictRow {
  const { gloss, label, name } = mine;
  const values = { mine: sentValue(mine), theirs: sentValue(theirs) };
  const decided = sent[mineOf + name] === undefined ? undefined : sent[name];
  const chosen: Side | undefined =
    decided === values.theirs
      ? 'theirs'
      : decided === values.mine
        ? 'mine'
        : preferred({ ...values, base: base && sentValue(base) });
  const side = (whose: Side, field: FieldView) => {
    const text = shownValue(field, say);
    return {
      whose,
      value: values[whose],
      text,
      said: `${label} ${say[whose]}: ${text}`,
      chosen: chosen === whose,
    };
  };
  return {
    name,
    label,
    ...(gloss === undefined ? {} : { gloss }),
    ...(base && { was: shownValue(base, say) }),
    sides: [side('theirs', theirs), side('mine', mine)],
    mine: values.mine,
  };
}

function byName(fields: readonly FieldView[]): ReadonlyMap<string, FieldView> {
  return new Map(fields.map((field) => [field.name, field]));
}

/** What a form sends of a field; a box that is not ticked counts as 0. */
function sentValue({ control, value }: FieldView): string {
  if (control.type !== 'checkbox') return value;
  return control.checked ? control.value : '0';
}

/** A value as a person sees it in the form. */
function shownValue({ control, value }: FieldView, { blank, notTicked, ticked }: Words['conflict']): string {
  if (control.type === 'checkbox') return control.checked ? ticked : notTicked;
  if (control.type === 'text') return value || blank;
  return control.options.find(({ selected }) => selected)?.text ?? blank;
}
