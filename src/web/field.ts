import type { Scope, Severity } from '../core/problem.js';

/** One choice of a list or a row of buttons. */
export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly selected: boolean;
  /** The original wording's meaning in the reader's language. */
  readonly gloss?: string;
}

/** How a field is entered. */
export type FieldControl =
  | {
      readonly type: 'text';
      /** Width in characters. */
      readonly size: number;
      readonly maxlength?: number;
      readonly inputmode?: 'numeric' | 'decimal' | 'text';
      /** Values that are offered and not enforced. */
      readonly list?: readonly string[];
      /** Program text: fixed width, no correction. */
      readonly monospace?: boolean;
    }
  | { readonly type: 'select'; readonly options: readonly Choice[] }
  | { readonly type: 'radio'; readonly options: readonly Choice[] }
  | { readonly type: 'checkbox'; readonly value: string; readonly checked: boolean };

/** A remark beside a field. */
export interface FieldRemark {
  readonly severity: Severity;
  readonly text: string;
}

/** One field of a form, ready for `parts/field`. */
export interface FieldView {
  /** Unique in the page; remarks and the summary point at it. */
  readonly id: string;
  /** The name in the request. */
  readonly name: string;
  /** The original tool's label. */
  readonly label: string;
  /** The label's meaning in the reader's language, if that is not English. */
  readonly gloss?: string;
  /** A small line under the label, such as (May be blank). */
  readonly note?: string;
  /** What the file holds, said under the label as (Current type is: nat). */
  readonly current?: { readonly text: string; readonly value: string };
  /** The keyword in `lvs.cf`. */
  readonly key: string;
  /** Where HELP explains it. */
  readonly helpHref: string;
  readonly unit?: string;
  /** One sentence that helps. */
  readonly help: string;
  /** What holds when the field is blank, as `default 6` or `blank: none`. */
  readonly default?: string;
  readonly control: FieldControl;
  /** The text in the input, exactly as typed or as in the file. */
  readonly value: string;
  /** What the values of the form come to. */
  readonly outcome?: string;
  readonly problems: readonly FieldRemark[];
}

/** One line of the summary at the top of a page: a problem, and the field or place where it is. */
export interface SummaryLine extends FieldRemark {
  readonly href?: string;
  /** The line of the text area it points to, counted from 1. */
  readonly line?: number;
  /** That line, with carets under what is wrong. */
  readonly excerpt?: string;
}

/** The anchor of an input's explanation on HELP. */
export function helpAnchor(scope: Scope, input: string): string {
  return `${scope}-${input}`.replaceAll('_', '-');
}

/** The summary of a form's problems, each linked to its field. */
export function summaryOf(fields: readonly FieldView[]): readonly SummaryLine[] {
  return fields.flatMap(({ id, label, problems }) => {
    // Most sentences name the field themselves, without its unit.
    const [name = ''] = label.split(/ \(|:$/, 1);
    return problems.map((problem) => ({
      ...problem,
      text: problem.text.includes(name) ? problem.text : `${name}: ${problem.text}`,
      href: `#${id}`,
    }));
  });
}
