/** What can go wrong with versions, with what each sentence needs. */

/**
 * Why nobody can tell which lvs.cf made what runs here.
 * - `nothing`: nothing was applied here. `foreign`: the configuration that runs was not made by LVS Console.
 * - `unknown`: it was made by it, of a file that is no longer known. `unreadable`: it cannot be read.
 */
export type RunningUnknown = 'nothing' | 'foreign' | 'unknown' | 'unreadable';

/** The parameters of each failure. */
export interface VersionErrorParams {
  no_such_version: { number: number };
  /** The newest version is another one than the person has seen: nothing is undone. */
  undo_moved_on: Record<never, never>;
  /** There is no version before it that could come back. */
  nothing_to_undo: Record<never, never>;
  running_unknown: { why: RunningUnknown };
  /** A version, or the file around it, does not have this object; named in the words of the file. */
  object_not_there: { object: string };
  /** One of the two has lines that are refused: nobody knows where its objects end. */
  not_by_object: { which: 'file' | 'version' };
}
