/** Pieces that every block of `keepalived.conf` is made of. */

/** Lines one level further in. */
export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `    ${line}`);
}

/** A block with its braces. */
export function blockOf(head: string, lines: readonly string[]): string[] {
  return [`${head} {`, ...indented(lines), '}'];
}

/** A name as a comment can hold it: only characters that no parser looks at. */
export function inComment(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._:+-]/g, '?');
}
