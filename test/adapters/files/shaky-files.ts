import type { FileHandle } from 'node:fs/promises';
import { type Files, machineFiles } from '../../../src/adapters/files/files.js';

/**
 * What happens at the chosen call.
 * - `EIO`: it fails without effect, and the program goes on.
 * - `stop`: the program dies: this call and all later ones never return and have no effect.
 * - `ENOSPC`: the chosen write stores half of its bytes and fails.
 * - `torn`: the program dies when the chosen write has stored half of its bytes.
 */
export type Fault = 'EIO' | 'stop' | 'ENOSPC' | 'torn';

export interface ShakyFiles {
  readonly files: Files;
  /** Resolves when the program died; never for the other faults. */
  readonly died: Promise<'died'>;
  /** Whether the chosen call was made. */
  wasHit(): boolean;
  /** Closes what the dead program left open. */
  bury(): Promise<void>;
}

type Call = (...args: unknown[]) => Promise<unknown>;

/** The machine's files, of which the n-th call (or write, for the faults of writes) goes wrong. */
export function shakyFiles(fault: Fault, n: number): ShakyFiles {
  const open = new Set<FileHandle>();
  let calls = 0;
  let dead = false;
  let reportDeath: (value: 'died') => void = () => {};
  const died = new Promise<'died'>((resolve) => {
    reportDeath = resolve;
  });

  async function made(name: string, call: Call, args: unknown[]): Promise<unknown> {
    const ofWrites = fault === 'ENOSPC' || fault === 'torn';
    const counts = !ofWrites || name === 'writeFile' || name === 'appendFile';
    calls += counts ? 1 : 0;
    if (!dead && !(counts && calls === n)) {
      return call(...args);
    }
    if (!dead && ofWrites) {
      await call(halfOf(args[0]));
    }
    if (dead || fault === 'stop' || fault === 'torn') {
      dead = true;
      reportDeath('died');
      return new Promise(() => {});
    }
    if (name === 'close') {
      // A failing close has closed nevertheless. Source: close(2), section Notes.
      await call();
    }
    throw Object.assign(new Error(`${fault}: made up, ${name}`), { code: fault, syscall: name });
  }

  function shaky<T extends object>(object: T): T {
    return new Proxy(object, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function' || typeof name !== 'string') {
          return member;
        }
        return async (...args: unknown[]) => {
          const result = await made(name, member.bind(target) as Call, args);
          if (name === 'open') {
            open.add(result as FileHandle);
            return shaky(result as FileHandle);
          }
          if (name === 'close') {
            open.delete(target as unknown as FileHandle);
          }
          return result;
        };
      },
    });
  }

  return {
    files: shaky({ ...machineFiles }),
    died,
    wasHit: () => calls >= n,
    async bury() {
      await Promise.all([...open].map((handle) => handle.close()));
    },
  };
}

function halfOf(bytes: unknown): Buffer {
  const whole = Buffer.from(bytes as string | Buffer);
  return whole.subarray(0, whole.length >> 1);
}
