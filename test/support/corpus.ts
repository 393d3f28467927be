/**
 * Files of real users with the original reader's verdict. They are other people's text and no part of this
 * project: they lie beside it, in `../shared/data/lvs-cf`, or where LVS_CONSOLE_CORPUS says.
 *
 * Three cases, none of them silent:
 * - found: every file is a test;
 * - LVS_CONSOLE_CORPUS or a folder `shared` beside the project is there, but not the files: the tests fail;
 * - neither is there, as in a stranger's clone: one test says in its title that they are missing, and `npm test`
 *   prints the same line above its last.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What the original reader makes of a file. `undefined`: anything may happen, any verdict is right. */
export type OriginalVerdict = 'ok' | 'error' | 'crash' | 'undefined';

/** A file of the corpus and what the original reader says to it. */
export interface CorpusFile {
  /** Path in the corpus, such as `wild/NAME.cf`. */
  readonly name: string;
  readonly bytes: Buffer;
  readonly verdict: OriginalVerdict;
  /** The original's error number, 0 when it reports none. */
  readonly errorCode: number;
  /** The line of the first error, 0 when it reports none. */
  readonly line: number;
  /** May hold the tags `[misread]`, `[never-emit]`, `[env]` (depends on the machine that reads it). */
  readonly note: string;
  /** Every value the original made of an accepted file. */
  readonly dump?: string;
}

/** The wild files, or the sentence that says why they are not here. */
export type WildCorpus =
  | { readonly files: readonly CorpusFile[]; readonly missing?: never }
  | { readonly files: readonly []; readonly missing: string };

const projectFolder = resolve(import.meta.dirname, '../..');

/** Finds the wild files. @throws when the place is named or stands ready, but holds no corpus. */
export function wildCorpus(project = projectFolder, named = process.env['LVS_CONSOLE_CORPUS']): WildCorpus {
  const shared = join(project, '../shared');
  const folder = named ? resolve(named) : join(shared, 'data/lvs-cf');
  if (!named && !existsSync(shared)) {
    return {
      files: [],
      missing:
        'Not tested here: the lvs.cf files of real users, which lie neither in ../shared/data/lvs-cf nor where ' +
        'LVS_CONSOLE_CORPUS says.',
    };
  }
  const files = readCorpus(folder).filter((file) => file.name.startsWith('wild/'));
  if (files.length === 0) throw new Error(`${folder} holds no wild lvs.cf files`);
  return { files };
}

/** Reads a corpus: `verdicts.tsv`, the files it names, and their dumps. @throws when a named file is not there. */
export function readCorpus(folder: string): readonly CorpusFile[] {
  const [, ...rows] = readFileSync(join(folder, 'verdicts.tsv'), 'utf8').trimEnd().split('\n');
  const dumps = new Set(readdirSync(join(folder, 'dumps')));
  return rows.map((row) => {
    const [name = '', verdict = '', errorCode = '', line = '', note = ''] = row.split('\t');
    const dumpName = `${name
      .replace(/^(valid|invalid)\//, '')
      .replace('/', '-')
      .replace(/\.cf$/, '')}.txt`;
    return {
      name,
      bytes: readFileSync(join(folder, name)),
      verdict: verdict as OriginalVerdict,
      errorCode: Number(errorCode),
      line: Number(line),
      note,
      ...(dumps.has(dumpName) && { dump: readFileSync(join(folder, 'dumps', dumpName), 'utf8') }),
    };
  });
}
