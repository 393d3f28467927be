/**
 * The shape of one language's wording, taken from the English one: the same keys, sentences where it has
 * sentences, functions that take the same parameters. A hole or a wrong parameter does not compile.
 * A list stays a list, a list of fixed length keeps its length.
 */
export type Wording<Text> = Text extends (...values: infer Values) => infer Result
  ? (...values: Values) => Wording<Result>
  : Text extends string
    ? string
    : { readonly [Key in keyof Text]: Wording<Text[Key]> };
