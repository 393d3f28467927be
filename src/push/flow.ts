/** The steps of one push, in their order. */

import type { Identity } from '../core/keepalived/identity.js';
import type { Config } from '../core/lvscf/config.js';
import { type Difference, differences } from '../core/lvscf/diff.js';
import { ConsoleError } from '../core/problem.js';
import type { PushOrder } from '../core/push/api.js';
import { type Hashes, replacesTheirs } from '../core/push/compare.js';
import { olderVersion } from '../core/push/findings.js';
import { type OrderDecision, orderOf } from '../core/push/order.js';
import type { Sender } from '../core/push/requests.js';
import type { PushDetail, PushResult } from '../core/push/steps.js';
import type { Answer } from '../core/router/answer.js';
import type { Verb } from '../core/router/verbs.js';
import { applySteps } from './apply.js';
import { replaceSteps } from './replace.js';
import { openPushSteps, type PushSteps, PushStop, StepFailed } from './steps.js';
import type { FileThere, There } from './there.js';
import { openTrialSteps } from './trial-steps.js';

/** The file here. */
export interface FileHere {
  readonly hash: string;
  /** One character per byte (latin1). */
  readonly text: string;
  readonly config: Config;
}

/** What one push works with. */
export interface FlowNeeds {
  /** Address and port, as they are shown. */
  readonly to: string;
  readonly version: string;
  readonly sender: Sender;
  /** @throws push_failed */
  readonly open: () => Promise<There>;
  readonly here: () => Promise<FileHere>;
  /** Hash of what was pushed last; nothing when nobody knows. */
  readonly last: () => Promise<string | undefined>;
  /** Which router this one is, by the file here. @throws ConsoleError */
  readonly identity: () => Promise<Identity>;
  /** Reads a text with all rules. */
  readonly read: (text: string) => Config;
  /** The other router has these bytes, which is proven. */
  readonly arrived: (text: string) => Promise<void>;
  /** Has the router program of this machine do one thing. @param line what it is told @throws ConsoleError */
  readonly engineHere: (verb: Verb, line?: string) => Promise<Answer>;
}

/** What is known so far, and is told whatever happens. */
export interface Facts {
  versionThere: string;
  /** Null: nobody knows. */
  hashHere: string | null;
  hashThere: string | null;
  readonly answers: { here?: Answer; there?: Answer };
}

/** One push that is under way. */
export interface Flow {
  readonly needs: FlowNeeds;
  readonly order: PushOrder;
  readonly steps: PushSteps;
  readonly facts: Facts;
}

/** What came of it, apart from when and by whom. */
export type FlowResult = Omit<PushResult, 'format' | 'time' | 'by' | 'from' | 'to' | 'what' | 'receiptKept'>;

/** Pushes the file, up to the first step that fails. What is done already is not done again. */
export async function pushFlow(needs: FlowNeeds, order: PushOrder): Promise<FlowResult> {
  const steps = openPushSteps(order.onStep ?? (() => {}));
  const facts: Facts = { versionThere: '', hashHere: null, hashThere: null, answers: {} };
  const flow: Flow = { needs, order, steps, facts };
  const { dryRun, trialSeconds } = order;
  const trial =
    trialSeconds === undefined || dryRun === true ? undefined : openTrialSteps(flow, trialSeconds);
  let there: There | undefined;
  try {
    there = await connect(flow);
    const { decision, here, theirs } = await compare(flow, there);
    await trial?.arm(there, here.hash);
    await replaceSteps(flow, there, here, theirs);
    if (dryRun !== true) await applySteps(flow, there, decision);
  } catch (error) {
    // A failed step is in the list already.
    if (!(error instanceof StepFailed)) throw error;
    if (there !== undefined) await trial?.goBack(there);
  } finally {
    if (there?.kind === 'files') there.close();
  }
  const { answers, hashHere, hashThere, versionThere } = facts;
  return {
    ok: steps.ok,
    version: { here: needs.version, there: versionThere },
    hash: { here: hashHere, there: hashThere },
    steps: steps.list,
    answers,
  };
}

async function connect({ facts, needs, steps }: Flow): Promise<There> {
  const { open, to, version: here } = needs;
  const { there } = await steps.take('connect', async () => {
    const found = await open();
    if (found.kind === 'files') {
      return { detail: { code: 'connected_copy_only', params: { to } }, there: found };
    }
    const { version } = found.program;
    facts.versionThere = version;
    if (version !== here) {
      // What the two make of one file may differ.
      const params = { here, there: version, older: olderVersion(here, version) };
      throw new ConsoleError('push_failed', 'push_far_version', params);
    }
    return { detail: { code: 'connected', params: { to, version } }, there: found };
  });
  return there;
}

/** What there is to push. */
interface Compared {
  readonly here: FileHere;
  readonly theirs: FileThere | undefined;
  readonly decision: OrderDecision;
}

async function compare({ facts, needs, order, steps }: Flow, there: There): Promise<Compared> {
  return steps.take('compare', async () => {
    const here = await needs.here();
    facts.hashHere = here.hash;
    if (order.seen !== undefined && order.seen !== here.hash) {
      throw new ConsoleError('conflict', 'push_moved_on', { where: 'here' });
    }
    const count = here.config.problems.filter(({ severity }) => severity === 'refused').length;
    if (count > 0) throw new PushStop({ code: 'problems_here', params: { count } });
    refuseUnknown(await needs.identity());
    const theirs = await there.fetch();
    facts.hashThere = theirs?.hash ?? null;
    const before = needs.read(theirs?.text ?? '');
    // Where no file is, nothing runs that could differ.
    const running = theirs === undefined ? here.config : before;
    const hashes = { last: await needs.last(), here: here.hash, there: theirs?.hash };
    const detail = judged(hashes, order.over, differences(before, here.config));
    return { detail, here, theirs, decision: orderOf(running, here.config) };
  });
}

/** @throws PushStop: nobody can tell which of the two routers this one is, and which the other */
function refuseUnknown(identity: Identity): void {
  if ('role' in identity) return;
  const { backup, primary, unknown } = identity;
  throw new PushStop({ code: `identity_${unknown}`, params: { primary, backup } });
}

/** @throws PushStop: the file there is somebody's work, and nobody has given it up */
function judged(hashes: Hashes, over: string | undefined, all: readonly Difference[]): PushDetail {
  const { here, last, there } = hashes;
  if (here === there) return { code: 'same', params: { hash: here } };
  const params = { changes: all.length };
  if (replacesTheirs(hashes)) {
    if (over === there) return { code: 'replaces_theirs', params };
    if (over !== undefined) throw new ConsoleError('conflict', 'push_moved_on', { where: 'there' });
    throw new PushStop({ code: last === undefined ? 'file_of_theirs' : 'changed_there', params });
  }
  return there === undefined ? { code: 'first_push', params: {} } : { code: 'as_pushed', params };
}
