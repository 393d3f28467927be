/** The shape of what is said about problems: one function for each code, in each language. */
import type { ProblemCode, ProblemParams } from '../core/problem.js';

/**
 * The sentence of a problem. All texts in its parameters can be shown as they are.
 * @param field how the field is called: its label and its keyword.
 */
export type ProblemText<Code extends ProblemCode> = (
  params: Readonly<ProblemParams[Code]>,
  field: string,
) => string;

/** The sentences of some problems: a missing one does not compile. */
export type ProblemTexts<Codes extends ProblemCode = ProblemCode> = {
  readonly [Code in Codes]: ProblemText<Code>;
};

/** The problems of the text and its lines. */
export type StructureCode =
  | 'empty_file'
  | 'nul_byte'
  | 'nul_ends_file'
  | 'carriage_return'
  | 'file_large'
  | 'file_long'
  | 'bad_quoting'
  | 'quote_cuts_line'
  | 'quote_closes_block'
  | 'quote_at_random'
  | 'lone_quote'
  | 'too_many_words'
  | 'unknown_keyword'
  | 'keyword_elsewhere'
  | 'stray_close'
  | 'equal_expected'
  | 'value_missing'
  | 'value_extra'
  | 'name_missing'
  | 'brace_missing'
  | 'block_extra'
  | 'text_after_close'
  | 'block_not_closed'
  | 'brace_ends_file'
  | 'repeated_keyword'
  | 'obsolete_keyword';

/** The problems of one value. */
export type ValueCode =
  | 'list_expected'
  | 'list_missing'
  | 'number_expected'
  | 'number_form'
  | 'number_overflow'
  | 'number_range'
  | 'flag_expected'
  | 'choice_expected'
  | 'service_unknown'
  | 'service_name'
  | 'service_unresolved'
  | 'address_expected'
  | 'address_zero'
  | 'address_form'
  | 'host_name'
  | 'mask_form'
  | 'mask_holes'
  | 'mask_ignored'
  | 'device_form'
  | 'interface_form'
  | 'account_form'
  | 'port_range_form'
  | 'shared_unknown'
  | 'text_empty'
  | 'text_blank'
  | 'text_quote'
  | 'text_single_quoted'
  | 'text_brace'
  | 'text_character'
  | 'text_backslash'
  | 'text_long'
  | 'text_many_words';

/** The problems of names, and those that show only when values are seen together. */
export type RuleCode = Exclude<ProblemCode, StructureCode | ValueCode>;
