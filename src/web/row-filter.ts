/** Which rows of a list are shown: those that have every word of a filter. */

/** A filter as it comes with an address. */
export const filterLength = 200;

const wholeAddress = /^\d+\.\d+\.\d+\.\d+$/;
const statuses: ReadonlySet<string> = new Set(['up', 'down', 'undef']);

/** What a filter is looked for in: the texts of a row, its status first, whatever stands in which column. */
export function textToFilter(texts: readonly (string | undefined)[]): string {
  return ` ${texts.filter(Boolean).join(' ').toLowerCase()} `;
}

/**
 * Whether a row has every word. A part of a word will do, except of a whole address and of a status:
 * `10.0.0.1` is not `10.0.0.13`.
 */
export function passing(filter: string): (text: string) => boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = words.map((word) => {
    if (wholeAddress.test(word)) return [` ${word} `, ` ${word}:`];
    return [word];
  });
  const status = words.find((word) => statuses.has(word));
  return (text) =>
    (status === undefined || text.startsWith(` ${status} `)) &&
    wanted.every((forms) => forms.some((form) => text.includes(form)));
}
