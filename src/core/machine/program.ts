/** A program that is run: never by a shell, always with a time limit. */

/** How a program ended. */
export interface ProgramEnded {
  /** Null: it was ended by a signal, or never began. */
  readonly status: number | null;
  /** Why there is no status: the system's code (`ENOENT`), a signal, or `timeout`. */
  readonly because: string | undefined;
  /** What it printed to both outputs, cut off at a limit. */
  readonly output: string;
  /** What it printed to its standard output alone. */
  readonly stdout: string;
}

/** Runs a program with these arguments and a small environment of its own. @param how `input`: its standard input */
export type RunProgram = (
  program: string,
  args: readonly string[],
  how: { readonly seconds: number; readonly input?: string },
) => Promise<ProgramEnded>;

/** The status in a word: `0`, `5`, `timeout`, `SIGKILL`. */
export function statusOf({ status, because }: ProgramEnded): string {
  return status === null ? (because ?? 'unknown') : String(status);
}

/** The last lines of a text without anything that a terminal would obey. */
export function lastLines(text: string, limit = 40): string[] {
  return text
    .split('\n')
    .map((line) => line.trimEnd().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?'))
    .filter((line) => line !== '')
    .slice(-limit)
    .map((line) => line.slice(0, 1000));
}

/** A word as the shell takes it, whatever is in it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
