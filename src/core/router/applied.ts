/** The lvs.cf that was applied last, kept with the hash of what was made of it. */

import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const head = z.strictObject({
  format: z.literal(1),
  /** SHA-256 of the bytes that follow. */
  lvsCf: hash,
  /** SHA-256 of the keepalived.conf that was made of them on this router. */
  configuration: hash,
  /** When it was applied, in milliseconds since 1970. */
  at: z.number().min(0),
});

/** An lvs.cf that was applied. */
export interface Applied extends Readonly<z.output<typeof head>> {
  /** One character per byte (latin1). */
  readonly text: string;
}

/** As it is kept: one line, then the bytes. */
export function printApplied({ text, ...facts }: Applied): string {
  return `${JSON.stringify(facts)}\n${text}`;
}

/** What was kept; undefined for anything else. @param hashText SHA-256 of a byte string, in hexadecimal */
export function readApplied(kept: string, hashText: (text: string) => string): Applied | undefined {
  const end = kept.indexOf('\n');
  const text = kept.slice(end + 1);
  const facts = readHead(kept.slice(0, Math.max(0, end)));
  return facts !== undefined && hashText(text) === facts.lvsCf ? { ...facts, text } : undefined;
}

function readHead(line: string): z.output<typeof head> | undefined {
  try {
    return head.safeParse(JSON.parse(line)).data;
  } catch (error) {
    // Cut off, or written by somebody else: as good as not there.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
