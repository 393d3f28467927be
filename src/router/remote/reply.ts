/** What is answered, and how a failure is: a kind and its parameters, never a stack or a path that nobody asked for. */

import { FileTooLarge, OtherFile } from '../../adapters/files/offered-file.js';
import { ConsoleError, type ErrorParams } from '../../core/problem.js';
import type { FarFile, FarProblem, FarRefusal } from '../../core/push/answers.js';
import { RouterSettingsError } from '../settings-file.js';

/** One message back. */
export interface Reply {
  readonly head: object;
  readonly payload?: Uint8Array;
}

/** The rules have something against a file; the one there stays. */
export class FileRefused extends Error {
  readonly problems: readonly FarProblem[];

  constructor(problems: readonly FarProblem[]) {
    super('the rules have something against the file');
    this.problems = problems;
  }
}

/** Nothing with this token is there, or its bytes are not the ones that were announced. */
export class OfferLost extends Error {
  readonly why: 'offer_gone' | 'other_bytes';

  constructor(why: OfferLost['why']) {
    super(why);
    this.why = why;
  }
}

/** As many problems, and as long a text, as a message has room for. */
const mostProblems = 200;
const longest = 1000;

/** A failure as an answer. */
export function refusalOf(error: unknown): FarRefusal {
  if (error instanceof OtherFile) {
    return { refused: 'changed_there', file: error.found === undefined ? null : farFile(error.found) };
  }
  if (error instanceof OfferLost) return { refused: error.why };
  if (error instanceof FileRefused) {
    const { problems } = error;
    return { refused: 'problems', count: problems.length, problems: problems.slice(0, mostProblems) };
  }
  if (error instanceof FileTooLarge) {
    return { refused: 'file', reason: 'file_large', path: error.message, said: '', commands: [] };
  }
  if (error instanceof RouterSettingsError) return { refused: 'settings', said: cut(error.message) };
  if (error instanceof ConsoleError) return ofOurs(error) ?? fault(error);
  return fault(error);
}

function fault(error: unknown): FarRefusal {
  return { refused: 'fault', said: cut(error instanceof Error ? error.message : String(error)) };
}

type ByReason = {
  readonly [Reason in keyof ErrorParams]?: (params: ErrorParams[Reason]) => FarRefusal;
};

const byReason: ByReason = {
  file_missing: ({ path }) => ofFile('file_missing', path),
  no_right: ({ path, commands }) => ofFile('no_right', path, '', commands),
  not_a_file: ({ path, found }) => ofFile('not_a_file', path, found),
  unsafe_place: ({ path, why }) => ofFile('unsafe_place', path, why),
  disk_failed: ({ path, system }) => ofFile('disk_failed', path, system),
  locked: ({ path }) => ofFile('locked', path),
  file_exists: ({ path }) => ofFile('file_exists', path),
  router_missing: ({ program }) => ofEngine('missing', program),
  router_denied: ({ account, commands }) => ofEngine('denied', account, commands),
  router_refused: ({ why, said }) => ofEngine('refused', `${why}: ${said}`),
  router_garbled: ({ status }) => ofEngine('garbled', status),
};

function ofOurs({ params, reason }: ConsoleError): FarRefusal | undefined {
  // The reason and its parameters belong together; TypeScript does not follow that through the index.
  const say = byReason[reason] as ((given: typeof params) => FarRefusal) | undefined;
  return say?.(params);
}

type FileReason = Extract<FarRefusal, { refused: 'file' }>['reason'];
type EngineWhy = Extract<FarRefusal, { refused: 'engine' }>['why'];

function ofFile(reason: FileReason, path: string, said = '', commands: readonly string[] = []): FarRefusal {
  return { refused: 'file', reason, path: cut(path), said: cut(said), commands: commands.map(cut) };
}

function ofEngine(why: EngineWhy, said: string, commands: readonly string[] = []): FarRefusal {
  return { refused: 'engine', why, said: cut(said), commands: commands.map(cut) };
}

function cut(text: string): string {
  return text.slice(0, longest);
}

/** A look at a file as it is told. */
export function farFile({ hash, mtime, size }: { hash: string; mtime: number; size: number }): FarFile {
  return { sha256: hash, size, mtime };
}
