import type { ConfigFile } from '../adapters/files/config-file.js';
import type { Clock } from '../adapters/files/files.js';
import type { KeptConnection } from '../adapters/ssh/kept.js';
import type { Identity } from '../core/keepalived/identity.js';
import { type Config, readConfig } from '../core/lvscf/config.js';
import { ConsoleError } from '../core/problem.js';
import type { BeforePush, Push, PushOrder, Running } from '../core/push/api.js';
import { comparisonOf } from '../core/push/compare.js';
import { findingsOf } from '../core/push/findings.js';
import { mergeChoices, unmergeable } from '../core/push/merge.js';
import { orderOf } from '../core/push/order.js';
import type { PushResult, PushStep, Receipt } from '../core/push/steps.js';
import type { TrialSeen, TrialWish } from '../core/push/trial-api.js';
import type { Answer } from '../core/router/answer.js';
import type { LookAnswers } from '../core/router/look-shapes.js';
import { isPending } from '../core/router/trial.js';
import type { Look, Verb } from '../core/router/verbs.js';
import { type FileHere, pushFlow } from './flow.js';
import { type Ledger, openLedger } from './ledger.js';
import { openLink } from './link.js';
import { openTaking } from './take.js';
import type { FileThere } from './there.js';
import { openWatch } from './watch.js';

/** The other router, as it is set up. */
export interface PushTarget {
  /** Address and port, as they are shown. */
  readonly to: string;
  /** Path of its lvs.cf, where none of our programs is; null where there is one. */
  readonly copyTo: string | null;
}

/** What pushes work with. */
export interface PushNeeds {
  /** The folder of what is kept of pushes. */
  readonly folder: string;
  readonly lvsCf: Pick<ConfigFile<Config>, 'read' | 'update'>;
  /** Nothing while no connection is set up. @throws what its files throw */
  readonly target: () => Promise<PushTarget | undefined>;
  readonly connection: KeptConnection;
  readonly engine: {
    run(verb: Verb, line?: string): Promise<Answer>;
    trial(): Promise<TrialSeen | undefined>;
    wanted(): Promise<{ readonly identity: Identity }>;
  };
  /** Of this program. */
  readonly version: string;
  /** The host name of this router. */
  readonly host: string;
  readonly clock?: Clock;
  /** For how long a look at the other router counts, in milliseconds. */
  readonly freshMs?: number;
}

/** As many receipts as a page shows. */
const usualReceipts = 20;

/** Opens what can be done with the other router; nobody is connected to before it is asked. */
export function openPush(needs: PushNeeds): Push {
  const { clock = Date.now, connection, engine, folder, freshMs, host, lvsCf, version } = needs;
  const ledger = openLedger(folder, clock);
  const link = openLink(connection);
  let current: { readonly by: string; readonly since: string; readonly steps: PushStep[] } | undefined;

  /** @throws not_found: push_not_set_up */
  async function target(): Promise<PushTarget> {
    const found = await needs.target();
    if (found === undefined) throw new ConsoleError('not_found', 'push_not_set_up', {});
    return found;
  }

  async function here(): Promise<FileHere> {
    const { hash, parsed, text } = await lvsCf.read();
    return { hash, text, config: parsed };
  }

  async function running(): Promise<Running | undefined> {
    if (current !== undefined) return { ...current, steps: [...current.steps] };
    const holder = await ledger.holder();
    return holder && { by: holder.by, since: holder.since, steps: [] };
  }

  const watch = openWatch({
    target: needs.target,
    link,
    ledger,
    here,
    running,
    clock,
    ...(freshMs === undefined ? {} : { freshMs }),
  });
  const taking = openTaking({ target, link, ledger, lvsCf });

  /** The file there; every page says what was seen, or why nothing was. */
  async function fetchThere(): Promise<FileThere | undefined> {
    const { copyTo, to } = await target();
    try {
      const found = await link.use(copyTo, (there) => there.fetch());
      watch.saw(to, found?.hash);
      return found;
    } catch (error) {
      watch.missed(to, error);
      throw error;
    }
  }

  async function compare(): Promise<BeforePush> {
    const { copyTo, to } = await target();
    const [ours, theirs, last, { identity }, standsBy] = await Promise.all([
      here(),
      fetchThere(),
      ledger.last(to),
      engine.wanted(),
      otherStandsBy(engine),
    ]);
    const there = theirs && { hash: theirs.hash, config: readConfig(theirs.text) };
    const nothing = readConfig('');
    const why = there && unmergeable(ours.config, there.config);
    return {
      comparison: comparisonOf({ last, here: ours, there }, nothing),
      files: { there: there?.config ?? nothing, here: ours.config },
      standsBy,
      copyOnly: copyTo !== null,
      identity,
      order: orderOf(there?.config ?? ours.config, ours.config),
      choices:
        there === undefined || why !== undefined ? [] : mergeChoices(ours.config, there.config, last?.config),
      unmergeable: why,
      refused: ours.config.problems.filter(({ severity }) => severity === 'refused'),
    };
  }

  async function theirs() {
    const found = await fetchThere();
    if (found === undefined) throw new ConsoleError('not_found', 'push_nothing_there', {});
    return { hash: found.hash, text: found.text };
  }

  /** @throws conflict: trial_pending */
  async function refuseDuringTrial(): Promise<void> {
    const seen = await engine.trial();
    if (seen === undefined || !isPending(seen.trial)) return;
    const { by, until } = seen.trial;
    throw new ConsoleError('conflict', 'trial_pending', { by, until });
  }

  async function endThere(how: TrialWish['how'], line: string): Promise<Answer> {
    const { copyTo, to } = await target();
    return link.use(copyTo, async (there) => {
      if (there.kind === 'files') throw new ConsoleError('push_failed', 'push_copy_only', {});
      const answer = await there.program.engine(how, line);
      // lvs.cf may have gone back there.
      watch.saw(to, (await there.program.look())?.sha256);
      return answer;
    });
  }

  async function overrideThere(line: string): Promise<Answer> {
    const { copyTo } = await target();
    return link.use(copyTo, async (there) => {
      if (there.kind === 'files') throw new ConsoleError('push_failed', 'push_copy_only', {});
      return there.program.engine('override', line);
    });
  }

  async function seeThere<Name extends Look>(look: Name, line?: string): Promise<LookAnswers[Name]> {
    const { copyTo } = await target();
    return link.use(copyTo, async (there) => {
      if (there.kind === 'files') throw new ConsoleError('push_failed', 'push_copy_only', {});
      return there.program.see(look, line);
    });
  }

  async function inspect() {
    const { copyTo, to } = await target();
    const { identity } = await engine.wanted();
    return link.use(copyTo, async (there) => {
      if (there.kind === 'files') throw new ConsoleError('push_failed', 'push_copy_only', {});
      const from = performance.now();
      const inspection = await there.program.inspect();
      const tookMs = performance.now() - from;
      watch.saw(to, inspection.file?.sha256);
      const role = 'role' in identity ? identity.role : 'unknown';
      return { inspection, findings: findingsOf(inspection, { version, role, at: clock(), tookMs }) };
    });
  }

  async function push(order: PushOrder): Promise<PushResult> {
    const { copyTo, to } = await target();
    if (order.dryRun !== true) await refuseDuringTrial();
    // What is tried is tried on both.
    const isTrial = order.trialSeconds !== undefined;
    const whole = isTrial ? { ...order, applyHere: true, applyThere: true } : order;
    return ledger.alone(order.by, async () => {
      const time = new Date(clock()).toISOString();
      const mine = { by: order.by, since: time, steps: [] as PushStep[] };
      current = mine;
      const onStep = (step: PushStep) => {
        mine.steps.push(step);
        order.onStep?.(step);
      };
      try {
        const flow = await link.hold(copyTo, (open) =>
          pushFlow(
            {
              to,
              version,
              sender: { user: order.by, router: host },
              open,
              here,
              last: async () => (await ledger.last(to))?.hash,
              identity: async () => (await engine.wanted()).identity,
              read: readConfig,
              arrived: (text) => ledger.keepLast(to, text),
              engineHere: engine.run,
            },
            { ...whole, onStep },
          ),
        );
        if (flow.hash.there !== null) watch.saw(to, flow.hash.there);
        const what = order.dryRun === true ? 'dry_run' : 'push';
        const { answers, ...rest } = flow;
        const receipt: Receipt = { format: 1, time, by: order.by, from: host, to, what, ...rest };
        return { ...receipt, answers, receiptKept: await isKept(ledger, receipt) };
      } finally {
        current = undefined;
      }
    });
  }

  return {
    state: watch.state,
    running,
    compare,
    theirs,
    inspect,
    push,
    endThere,
    overrideThere,
    seeThere,
    takeTheirs: (order) => taking.takeTheirs(order),
    takeObjects: (order, taken) => taking.takeObjects(order, taken),
    receipts: (most = usualReceipts) => ledger.receipts(most),
    close: () => connection.close(),
  };
}

/** Whether the other router stands by: it does while this one is active. Undefined: nobody can tell. */
async function otherStandsBy(engine: PushNeeds['engine']): Promise<boolean | undefined> {
  try {
    const { state } = await engine.run('state');
    if (state?.vrrp == null) return undefined;
    return state.vrrp.state === 'MASTER';
  } catch (error) {
    // The files can be compared also where nobody may ask this router how it is.
    if (error instanceof ConsoleError) return undefined;
    throw error;
  }
}

/** What was pushed is pushed, also when no room is left to write it down. */
async function isKept(ledger: Ledger, receipt: Receipt): Promise<boolean> {
  try {
    await ledger.keepReceipt(receipt);
    return true;
  } catch (error) {
    if (error instanceof ConsoleError) return false;
    throw error;
  }
}
