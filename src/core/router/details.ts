/** What a step has to say: a code and its parameters; the sentences are in `src/text`. */

import { z } from 'zod';
import { trialReasons } from './trial.js';

const text = z.string().max(4096);
const count = z.int().min(0);
const path = z.strictObject({ path: text });
const nothing = z.strictObject({});
/** Milliseconds since 1970. */
const moment = z.number().min(0);
/** A real server of a service, in the kernel's words. */
const server = { service: text, destination: text };

const shapes = {
  // engine: what is there before anything is done
  engine_there: z.strictObject({ program: text }),
  engine_missing: z.strictObject({ program: text }),
  file_foreign: path,
  not_with_pulse: nothing,
  router_not_active: z.strictObject({ state: text }),
  takes_back: nothing,
  // hand_over
  handed_over: nothing,
  given_away: nothing,
  addresses_kept: path,
  came_back: nothing,
  // read, render
  file_read: path,
  file_unreadable: z.strictObject({ path: text, system: text }),
  file_large: path,
  rendered: z.strictObject({ role: z.enum(['primary', 'backup', 'single']), device: text }),
  identity_neither: z.strictObject({ primary: text, backup: text }),
  identity_both: z.strictObject({ primary: text, backup: text }),
  obstacles: z.strictObject({ count }),
  // programs, checker
  programs_safe: z.strictObject({ count }),
  account_missing: z.strictObject({ account: text, command: text }),
  program_refused: z.strictObject({
    /** Name of the virtual server or failover service; blank at the head of the file. */
    virtual: text,
    keyword: text,
    path: text,
    /** Who would run it. */
    runner: text,
    what: z.enum(['missing', 'not_runnable', 'owner', 'writable']),
    /** The path that this is about: the program itself, or something on the way to it. */
    at: text,
    /** What root would do about it; blank where no command does. */
    command: text,
    /** How many further programs are refused. */
    others: count,
  }),
  checker_there: path,
  checker_put: path,
  // test
  test_passed: nothing,
  test_failed: z.strictObject({ status: text }),
  // keep, install, put_back
  kept: path,
  kept_already: path,
  nothing_to_keep: nothing,
  installed: path,
  installed_already: path,
  put_back: path,
  taken_away: path,
  nothing_kept: path,
  nothing_installed: path,
  disk_failed: z.strictObject({ path: text, system: text }),
  // stop, start, reload, boot
  stopped: nothing,
  stopped_already: nothing,
  started: z.strictObject({ pid: count }),
  running_already: z.strictObject({ pid: count }),
  reloaded: nothing,
  left_stopped: nothing,
  pulse_reloaded: nothing,
  command_done: z.strictObject({ command: text }),
  command_failed: z.strictObject({ command: text, status: text }),
  ended: nothing,
  still_running: nothing,
  boot_elsewhere: nothing,
  // table, vrrp
  table_applied: z.strictObject({ services: count, out: count }),
  table_differs: z.strictObject({ lines: count }),
  table_unreadable: path,
  /** Nobody knows which lvs.cf the installed file was made of. */
  source_unknown: path,
  vrrp_state: z.strictObject({ state: text }),
  vrrp_fault: z.strictObject({ before: text }),
  vrrp_unreadable: nothing,
  vrrp_none: z.strictObject({ addresses: count }),
  addresses_missing: z.strictObject({ addresses: text }),
  // filter_test, filter, forwarding
  iptables_missing: z.strictObject({ program: text }),
  filter_possible: z.strictObject({ rules: count }),
  filter_put: z.strictObject({ rules: count }),
  filter_there: z.strictObject({ rules: count }),
  filter_removed: nothing,
  filter_differs: nothing,
  forwarding_set: path,
  forwarding_there: path,
  forwarding_left: path,
  forwarding_put_back: path,
  // trial
  trial_armed: z.strictObject({ until: moment }),
  trial_pending: z.strictObject({ by: text, since: moment, until: moment }),
  trial_none: nothing,
  trial_other: nothing,
  trial_running: z.strictObject({ until: moment }),
  trial_confirmed: nothing,
  trial_over: z.strictObject({ why: z.enum(trialReasons), at: moment }),
  trial_not_applied: nothing,
  trial_other_file: path,
  trial_unwatched: nothing,
  trial_unreadable: path,
  trial_copies_lost: path,
  trial_returns: z.strictObject({ why: z.enum(trialReasons) }),
  trial_ended: nothing,
  applied_unknown: path,
  engine_not_running: nothing,
  line_refused: nothing,
  // override
  override_given: z.strictObject({
    ...server,
    weight: text,
    /** Until the next check, in seconds. */
    seconds: count,
    /** 0: until it is put back. */
    until: moment,
  }),
  override_ended: z.strictObject({ ...server, seconds: count }),
  override_none: z.strictObject(server),
  override_unknown: z.strictObject(server),
  override_limited: z.strictObject({ ...server, weight: count, most: count }),
  override_many: z.strictObject({ most: count }),
  override_over: nothing,
  overrides_laid: z.strictObject({ count }),
  // The look `probe`, which has no steps
  probe_unknown: z.strictObject({ virtual: text, server: text }),
  probe_wrong: z.strictObject({ keyword: text }),
  // lvs_cf
  lvs_cf_put_back: path,
  lvs_cf_there: path,
  lvs_cf_left: path,
  lvs_cf_changed: path,
  lvs_cf_missing: path,
} as const;

/** The parameters of each detail. The keys are the closed list of codes. */
export type DetailParams = { readonly [Code in keyof typeof shapes]: z.output<(typeof shapes)[Code]> };

/** What can be said of a step. */
export type DetailCode = keyof DetailParams;

/** One thing said of a step. */
export type Detail = {
  [Code in DetailCode]: { readonly code: Code; readonly params: DetailParams[Code] };
}[DetailCode];

const alternatives = Object.entries(shapes).map(([code, params]) =>
  z.strictObject({ code: z.literal(code), params }),
);

/** How a detail is checked when it comes from outside. */
export const detailShape = z.union(alternatives) as unknown as z.ZodType<Detail>;

/** A step could not be done; what it would have changed is as before. */
export class StepFailure extends Error {
  readonly detail: Detail;
  readonly said: readonly string[];

  constructor(detail: Detail, said: readonly string[] = [], cause?: unknown) {
    super(`${detail.code} ${JSON.stringify(detail.params)}`, cause === undefined ? undefined : { cause });
    this.name = 'StepFailure';
    this.detail = detail;
    this.said = said;
  }
}
