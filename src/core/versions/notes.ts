/** The notes that the console itself writes beside a version, in the language of the history. */

import { objectText, type RestoreObject, shownObject } from './object.js';

/** Beside the version that a restore makes. */
export function noteOfRestore(number: number, objects: readonly RestoreObject[] = []): string {
  const names = objects.map((object) => objectText(shownObject(object)));
  const what = names.length === 0 ? '' : `${names.join(', ')} of `;
  return `${what}version ${number} restored`;
}

/** Beside the version that an undo makes. */
export function noteOfUndo(number: number): string {
  return `version ${number} undone`;
}

/** Beside the version that a trial leaves when it goes back. @param by who began it */
export function noteOfReturn(by: string): string {
  return `trial of ${by} went back`;
}

/** Whether a version was made by an undo: to undo it is to do it again. */
export function isUndo({ note }: { readonly note: string }): boolean {
  return /^version \d+ undone$/.test(note);
}
