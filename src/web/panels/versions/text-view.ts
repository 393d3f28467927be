import { readable, visible } from '../../../core/lvscf/bytes.js';
import type { Words } from '../../../text/index.js';
import { versionHref } from '../../versions.js';

/** How many lines one page shows. */
const linesPerPage = 2000;

/** The text of a version with the numbers of its lines, from the part that a line is in. */
export function textView(number: number, text: string, line: number, words: Words) {
  const lines = text.replace(/\n$/, '').split('\n');
  const wanted = Math.min(line, lines.length);
  const from = wanted - ((wanted - 1) % linesPerPage);
  const part = lines.slice(from - 1, from - 1 + linesPerPage);
  const width = String(lines.length).length;
  return {
    lines: part.map((content, index) => ({
      label: String(from + index).padStart(width),
      text: visible(readable(content)),
    })),
    ...(lines.length > linesPerPage && { parts: partLinks(number, from, part.length, lines.length, words) }),
  };
}

function partLinks(number: number, from: number, shown: number, total: number, words: Words) {
  const { one: say } = words.versions;
  const to = from + shown - 1;
  const href = (start: number) => `${versionHref(number)}?line=${start}#text-title`;
  return {
    shown: say.part(from, to, total),
    links: [
      ...(from > 1 ? [{ label: say.previousLines, href: href(from - linesPerPage) }] : []),
      ...(to < total ? [{ label: say.nextLines, href: href(to + 1) }] : []),
    ],
  };
}
