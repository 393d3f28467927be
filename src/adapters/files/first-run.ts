import { constants } from 'node:fs';
import { copyFile, readdir } from 'node:fs/promises';

/** Whether nothing was ever kept here: the folder is missing or empty. */
export async function isUnused(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
}

/** Copies a shipped file to a place where nothing is; what is there stays. Returns whether it copied. */
export async function putExample(example: string, target: string): Promise<boolean> {
  try {
    await copyFile(example, target, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
