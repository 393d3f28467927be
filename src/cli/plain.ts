/** A text from a file of others, for a terminal: it must not move the cursor. */
export function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, '?');
}
