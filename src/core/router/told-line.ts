/** What a line from outside may be: one that a verb was told, or one that was kept in a file. */

import { z } from 'zod';

/** Whatever is shown again: nothing that ends a line or acts on a terminal. */
export const shownName = z
  .string()
  .max(200)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u);

/** A line of JSON in this shape; undefined for anything else. */
export function readAs<T>(shape: z.ZodType<T>, text: string): T | undefined {
  try {
    return shape.safeParse(JSON.parse(text)).data;
  } catch (error) {
    // Not JSON: as good as anything else that is no such line.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
