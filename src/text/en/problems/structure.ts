import type { ProblemTexts, StructureCode } from '../../problem-text.js';

/** What is wrong with the text and its lines. */
export const structureProblems: ProblemTexts<StructureCode> = {
  empty_file: () => 'The file is empty. It needs at least one line, if only a comment such as # lvs.cf.',
  nul_byte: () =>
    'A NUL byte stands in this line, which makes the daemon crash. Remove it; the file must be plain text.',
  nul_ends_file: () => 'A NUL byte begins this line, and the daemon reads nothing after it. Remove it.',
  carriage_return: ({ lines }) =>
    `The file has carriage returns, as files from Windows have. The daemon cuts lines at those and skips most of the ${lines} lines without a word. Convert the line ends to plain line feeds.`,
  file_large: ({ bytes, limit }) =>
    `The file has ${bytes} bytes. Above ${limit} bytes the daemon runs out of stack and crashes.`,
  file_long: ({ lines }) =>
    `The file has ${lines} lines. The time the daemon takes to start grows with their square.`,
  bad_quoting: ({ word }) =>
    `The quotation mark that begins “${word}” has no partner, or one that stands too early. A quoted text ends at the end of the line or holds a blank: write it in one pair of "..." with nothing after it.`,
  quote_cuts_line: ({ word }) =>
    `The quotation mark that begins “${word}” has no proper partner. The daemon ignores it and all that follows in this line. Close the quotation marks, or remove this part.`,
  quote_closes_block: ({ word, scope }) =>
    `The daemon takes a line that holds only the unfinished quotation “${word}” for the end of the ${scope} block. Remove the line, or close the block with }.`,
  quote_at_random: ({ word }) =>
    `The quotation mark that begins “${word}” has no partner, and what the daemon makes of this line is down to chance. Close the quotation marks.`,
  lone_quote: () =>
    'The line ends in a single quotation mark, and the daemon reads memory at random there. Write "" for an empty text, or remove the line.',
  too_many_words: ({ limit }) =>
    `The line has more than ${limit} words; the daemon drops the rest without a word.`,
  unknown_keyword: ({ keyword, hint, suggestion }) => {
    switch (hint) {
      case 'byte_order_mark':
        return `The file begins with an invisible byte order mark, so that ${suggestion} is not recognised. Save the file as plain text without such a mark.`;
      case 'not_a_blank':
        return `“${keyword}” holds a character that only looks like a blank. Type the blank again: ${suggestion}.`;
      case 'equal_glued':
        return `Blanks are missing around the equal sign of “${keyword}”. Write: ${suggestion}`;
      case 'brace_glued':
        return `A blank is missing beside the brace of “${keyword}”. Write: ${suggestion}`;
      case 'case':
        return `“${keyword}” is not a keyword: capital letters count. Write “${suggestion}”.`;
      case 'comment_sign':
        return `“${keyword}” does not begin a comment. A comment begins with ${suggestion} and has a line of its own.`;
      case 'similar':
        return `“${keyword}” is not a keyword here. Did you mean “${suggestion}”?`;
      case 'none':
        return `“${keyword}” is not a keyword here. Remove the line, or make it a comment with # at its beginning.`;
    }
  },
  keyword_elsewhere: ({ keyword, scope, belongs }) =>
    `${keyword} does not belong ${inside[scope]}, but ${belongs.map((one) => inside[one]).join(' or ')}. Move the line there, or look for a missing or extra } above it.`,
  stray_close: () => 'This } closes nothing. Remove it, or look for a missing block line above it.',
  equal_expected: ({ keyword, found }) =>
    found === ''
      ? `After ${keyword} comes an equal sign and a value, as in: ${keyword} = VALUE`
      : `After ${keyword} comes an equal sign with a blank on each side, not “${found}”. Write: ${keyword} = VALUE`,
  value_missing: ({ wanted }, field) =>
    wanted === 2
      ? `${field} takes two values, an address and a device, as in 192.0.2.100 eth0:1. One is missing.`
      : `${field} has no value. Give one, or remove the line.`,
  value_extra: ({ wanted, extra }, field) =>
    wanted === 2
      ? `${field} takes two values, an address and a device. Remove what follows: ${extra}`
      : `${field} takes one value. Remove “${extra}”, or put a text with blanks in "..."; a comment needs a line of its own.`,
  name_missing: ({ scope }) => `The ${scope} block has no name. Write: ${scope} NAME {`,
  brace_missing: ({ scope, found }) =>
    found === ''
      ? `The line must end in a brace, after the name: ${scope} NAME {`
      : `After the name comes a brace that stands alone, not “${found}”. Write: ${scope} NAME {`,
  block_extra: ({ scope, extra }) =>
    `Nothing may follow the brace in this line. Move “${extra}” to the next line: ${scope} NAME {`,
  text_after_close: ({ extra }) =>
    `The daemon ignores what follows a closing brace. Remove it, or move it to a line of its own: ${extra}`,
  block_not_closed: ({ scope, name }) =>
    `The ${scope} block “${name}” is not closed before the end of the file. Add a line with }.`,
  brace_ends_file: ({ scope, name }) =>
    `The ${scope} block “${name}” is opened, and then the file ends: the daemon reads memory at random. Add a line with }.`,
  repeated_keyword: ({ keyword, first }, field) =>
    `${field} stands already in line ${first}; the last one counts. Remove one of the ${keyword} lines.`,
  obsolete_keyword: ({ keyword }) =>
    `${keyword} is read and ignored: no daemon uses it any more. Remove the line.`,
};

const inside = {
  global: 'at the head of the file',
  virtual: 'inside a virtual block',
  failover: 'inside a failover block',
  server: 'inside a server block',
} as const;
