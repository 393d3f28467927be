/** What the other router can have done here. */

import {
  type LookedInto,
  type Offer,
  type OfferedFile,
  OtherFile,
} from '../../adapters/files/offered-file.js';
import { hashOf } from '../../adapters/files/reader.js';
import type { Answers } from '../../core/push/answers.js';
import type { Request } from '../../core/push/requests.js';
import { farFile, OfferLost, type Reply } from './reply.js';
import type { Desk } from './talk.js';

/** What is known of this router. */
export interface DeskNeeds {
  readonly file: OfferedFile;
  /** The place of the file, as it is named. */
  readonly path: string;
  /** The state folder of a console here, which need not exist. */
  readonly state: string;
  readonly version: string;
  /** The router program with rights, and its words before the verb. */
  readonly verbCommand: readonly string[];
  /** Makes a name that nobody can guess. */
  readonly token: () => string;
}

/** What lies beside the file and waits. */
interface Waiting {
  readonly token: string;
  readonly offer: Offer;
  readonly sha256: string;
  readonly replaces: string | undefined;
  readonly text: string;
}

type Asked<Ask extends Request['ask']> = Extract<Request, { ask: Ask }>;

/** Opens the desk; nothing is read before it is asked. Whatever is slow to load is loaded when it is needed. */
export function openDesk(needs: DeskNeeds): Desk {
  const { file, state, token, verbCommand } = needs;
  let waiting: Waiting | undefined;
  let isSwept = false;

  async function forget(): Promise<void> {
    const left = waiting;
    waiting = undefined;
    await left?.offer.discard();
  }

  async function fetch(): Promise<Reply> {
    const found = await file.read();
    if (found === undefined) return { head: { answer: 'fetch', file: null } };
    return { head: { answer: 'fetch', file: farFile(found) }, payload: Buffer.from(found.text, 'latin1') };
  }

  async function offer({ replaces, sha256 }: Asked<'offer'>, bytes: Uint8Array): Promise<Answers['offer']> {
    if (hashOf(bytes) !== sha256) throw new OfferLost('other_bytes');
    await forget();
    // What a talk that was cut off left here goes when somebody comes to write.
    if (!isSwept) await file.sweep();
    isSwept = true;
    const present = await file.read();
    if (present?.hash !== (replaces ?? undefined)) throw new OtherFile(present);
    // The rules are loaded while the disk works.
    const rules = import('./check.js');
    const staged = await file.offer(bytes);
    try {
      const { checked } = await rules;
      const from = performance.now();
      const text = Buffer.from(bytes).toString('latin1');
      const problems = checked(present?.text, text);
      const checkMs = Math.round(performance.now() - from);
      waiting = { token: token(), offer: staged, sha256, replaces: replaces ?? undefined, text };
      return { answer: 'offer', token: waiting.token, problems: [...problems], checkMs };
    } catch (error) {
      await staged.discard();
      throw error;
    }
  }

  async function commit({ by, token: given }: Asked<'commit'>): Promise<Answers['commit']> {
    const { keepVersion } = await import('./keep.js');
    const offered = waiting;
    if (offered?.token !== given) throw new OfferLost('offer_gone');
    waiting = undefined;
    const { offer: staged, replaces, sha256: hash, text } = offered;
    const from = performance.now();
    let keepMs = 0;
    const keep = async (before: LookedInto | undefined) => {
      const kept = await keepVersion({ by, state, file }, { text, hash }, before);
      keepMs = Math.round(performance.now() - from);
      return kept;
    };
    const { file: now, kept } = await staged.commit(replaces, keep);
    const replaceMs = Math.round(performance.now() - from) - keepMs;
    return { answer: 'commit', file: farFile(now), kept, keepMs, replaceMs };
  }

  const work: {
    readonly [Ask in Request['ask']]: (asked: Asked<Ask>, payload: Uint8Array) => Promise<Reply>;
  } = {
    async hash() {
      const found = await file.look();
      return { head: { answer: 'hash', file: found === undefined ? null : farFile(found) } };
    },
    fetch,
    offer: async (asked, bytes) => ({ head: await offer(asked, bytes) }),
    commit: async (asked) => ({ head: await commit(asked) }),
    async discard({ token: given }) {
      if (waiting?.token === given) await forget();
      return { head: { answer: 'discard' } };
    },
    async inspect() {
      const { inspected } = await import('./inspect.js');
      return { head: await inspected(needs) };
    },
    async engine({ line, verb }) {
      const { askedOfEngine } = await import('./engine.js');
      return { head: { answer: 'engine', given: await askedOfEngine(verbCommand, verb, line) } };
    },
  };

  return {
    answer(request, payload) {
      // What is asked and what does it belong together; TypeScript does not follow that through the index.
      const doIt = work[request.ask] as (asked: Request, bytes: Uint8Array) => Promise<Reply>;
      return doIt(request, payload);
    },
    leave: forget,
  };
}
