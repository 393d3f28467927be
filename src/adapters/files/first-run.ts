import { access, readFile, writeFile } from 'node:fs/promises';

/** Whether there is anything of this name. */
export async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Copies a shipped file to a place where nothing is; what is there stays. Returns whether it copied. */
export async function putExample(example: string, target: string): Promise<boolean> {
  const content = await readFile(example);
  try {
    await writeFile(target, content, { flag: 'wx', mode: 0o660 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
