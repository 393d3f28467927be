/** Whether a page says what it should: guest and host judge it alike. */

import type { Lines } from './scenario.js';

/** The first of some lines that does not stand on a page below those before it. `*` stands for anything. */
export function firstUnread(expected: Lines, page: Lines): string | undefined {
  let below = 0;
  return expected.find((line) => {
    const found = page.findIndex((words, index) => index >= below && isLike(line, words));
    below = found + 1;
    return found === -1;
  });
}

/** Whether these words are what a line stands for. */
export function isLike(line: string, words: string): boolean {
  return new RegExp(`^${line.split('*').map(literally).join('.*')}$`).test(words);
}

function literally(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
}
