import { ConsoleError, type DiskAction } from '../../core/problem.js';
import type { Files } from './files.js';
import { commandsForFile, commandsForState } from './rights.js';

/** What was being done when the system refused. */
export interface Attempt {
  readonly files: Files;
  readonly path: string;
  readonly action: DiskAction;
  /** A file that is shared through its group, or a folder that belongs to this account alone. */
  readonly kind: 'file' | 'state';
}

/** The system's name for a failure (`ENOENT`), when the system reported it. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Does the work and says in our words what the system refused; all other errors pass unchanged.
 * @throws file_unavailable: no_right, file_missing (reading only), disk_failed
 */
export async function attempt<T>(what: Attempt, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw await translated(what, error);
  }
}

async function translated({ files, path, action, kind }: Attempt, error: unknown): Promise<unknown> {
  if (error instanceof ConsoleError || !isSystemError(error)) {
    return error;
  }
  if (error.code === 'EACCES' || error.code === 'EPERM') {
    const commands = await (kind === 'file' ? commandsForFile(files, path) : commandsForState(files, path));
    const wanted = action === 'read' || action === 'verify' ? 'read' : 'write';
    return new ConsoleError(
      'file_unavailable',
      'no_right',
      { path, action: wanted, commands },
      { cause: error },
    );
  }
  if (error.code === 'ENOENT' && action === 'read') {
    return new ConsoleError('file_unavailable', 'file_missing', { path }, { cause: error });
  }
  const system = error.message;
  return new ConsoleError('file_unavailable', 'disk_failed', { path, action, system }, { cause: error });
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return systemCode(error) !== undefined && error instanceof Error && 'syscall' in error;
}
