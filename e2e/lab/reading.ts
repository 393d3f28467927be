/** Whether a page says what it should: guest and host judge it alike. */

import type { Lines } from './scenario.js';

/** The first of some lines that does not stand on a page below those before it. `*` stands for anything. */
export function firstUnread(expected: Lines, page: Lines): string | undefined {
  let below = 0;
  return expected.find((line) => {
    const pattern = new RegExp(`^${line.split('*').map(literally).join('.*')}$`);
    const found = page.findIndex((words, index) => index >= below && pattern.test(words));
    below = found + 1;
    return found === -1;
  });
}

function literally(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
}
