/** What the router program does: one word each, and nothing else from outside. */

/** Every verb. `state` and `test` change nothing. */
export const verbs = [
  'state',
  'test',
  'install',
  'apply',
  'adopt',
  'reload',
  'revert',
  'start',
  'stop',
  'hand-over',
  'enable',
  'disable',
  'arm',
  'confirm',
  'go-back',
  'expire',
  'boot',
  'override',
] as const;

/**
 * One of the verbs.
 * - `install`: render, test and put in place, without a reload.
 * - `apply`: the same, then reload and read back; whatever fails puts everything back.
 * - `adopt`: apply over a file that is not ours, which is kept under another name.
 * - `revert`: put the kept file in place again, and reload.
 * - `hand-over`: give the addresses to the other router while the engine goes on, and stand by.
 * - `stop`: give them away if they are here, then end the engine.
 * - `enable`, `disable`: whether the engine starts with the machine.
 * - `arm`: a trial begins: keep what runs, read it back, and see to it that it comes back when nobody confirms.
 * - `confirm`, `go-back`: the trial ends, for good or at once.
 * - `expire`: a trial whose time is over goes back; before, nothing is done.
 * - `boot`: before the engine starts with the machine: a trial that nobody confirmed goes back.
 * - `override`: give a real server another weight for the time being, or put it back.
 */
export type Verb = (typeof verbs)[number];

/** The verbs that are told more, on one line of standard input. */
export const toldVerbs = ['arm', 'confirm', 'go-back', 'override'] as const satisfies readonly Verb[];

/** One of them. */
export type ToldVerb = (typeof toldVerbs)[number];

/** A line that a verb is told is no longer, in characters. */
export const lineLimit = 8192;

/** The verb that is asked for, exactly as written; undefined for anything else. */
export function readVerb(text: string): Verb | undefined {
  return verbs.find((verb) => verb === text);
}

/**
 * Looks: verbs with an answer of their own, whose shapes are in `look-shapes.ts`. They change nothing and wait for
 * nobody. All of them may be asked for from the other router.
 * - `observe`: what the engine, the kernel and the devices of a router do at this moment.
 * - `log`: the engine's processes and its last log lines.
 * - `overrides`: the weights that somebody gave real servers for the time being.
 * - `events`: what the engine told since, and the real servers whose checks do not pass.
 * - `probe`: the check of a virtual server, tried once against its real servers.
 * - `preflight`: how a router is set up beside the engine.
 */
export const looks = ['observe', 'log', 'overrides', 'events', 'probe', 'preflight'] as const;

/** One of the looks. */
export type Look = (typeof looks)[number];

/** The looks that are told more, on one line of standard input. */
export const toldLooks: readonly Look[] = ['observe', 'events', 'probe', 'preflight'];

/** The look that is asked for, exactly as written; undefined for anything else. */
export function readLook(text: unknown): Look | undefined {
  return looks.find((look) => look === text);
}

/**
 * Where the program finds the settings of a router. Not in the folder of lvs.cf, in which the account of the console
 * may put and take away files.
 */
export const routerSettingsPath = '/etc/lvs-console-router.json';
