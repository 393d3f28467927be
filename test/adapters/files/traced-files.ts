import { type Files, machineFiles } from '../../../src/adapters/files/files.js';

/** The machine's files, writing down each call: `rename etc/lvs.cf`, `sync etc`. */
export function tracedFiles(root: string): { files: Files; trace: string[] } {
  const trace: string[] = [];

  function traced<T extends object>(object: T, owner?: string): T {
    return new Proxy(object, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function' || typeof name !== 'string') {
          return member;
        }
        return async (...args: unknown[]) => {
          // What a call makes or changes is its last path: `rename FROM TO`.
          const paths = args.filter((arg) => typeof arg === 'string' && arg.startsWith(root)) as string[];
          const path = owner ?? paths.at(-1) ?? '';
          trace.push(`${name} ${shortened(path.slice(root.length + 1))}`);
          const result: unknown = await member.apply(target, args);
          return name === 'open' ? traced(result as object, path) : result;
        };
      },
    });
  }

  return { files: traced({ ...machineFiles }), trace };
}

/** Without what is random in a temporary name, and without hashes. */
function shortened(path: string): string {
  return path.replace(/\.[0-9a-f]{16}\.tmp$/, '.tmp').replace(/-[0-9a-f]{12}\.cf/, '-hash.cf');
}
