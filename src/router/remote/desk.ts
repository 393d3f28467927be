/** What the other router can have done here. */

import {
  type LookedInto,
  type Offer,
  type OfferedFile,
  OtherFile,
} from '../../adapters/files/offered-file.js';
import type { Answers } from '../../core/push/answers.js';
import { packed, packing, unpacked } from '../../core/push/packed.js';
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

  async function fetch(asked: Asked<'fetch'>): Promise<Reply> {
    // Whoever asks for the file may offer another one next: the rules are loaded while the answer is on its way.
    loadSoon(() => import('./check.js'));
    const found = await file.read();
    if (found === undefined) return { head: { answer: 'fetch', file: null } };
    const head = { answer: 'fetch', file: farFile(found) };
    const bytes = Buffer.from(found.text, 'latin1');
    const fewer = asked.packed && (await packed(bytes));
    return fewer ? { head: { ...head, packed: packing }, payload: fewer } : { head, payload: bytes };
  }

  async function offer(asked: Asked<'offer'>, payload: Uint8Array): Promise<Answers['offer']> {
    const { replaces, sha256, size } = asked;
    await forget();
    // What a talk that was cut off left here goes when somebody comes to write.
    if (!isSwept) await file.sweep();
    isSwept = true;
    const bytes = asked.packed ? await unpacked(payload, size) : payload;
    if (bytes === undefined) throw new OfferLost('other_bytes');
    const staging = file.offer(bytes);
    try {
      // The rules are loaded while the disk works.
      const [staged, present, { checked }] = await Promise.all([staging, file.read(), import('./check.js')]);
      if (staged.hash !== sha256) throw new OfferLost('other_bytes');
      if (present?.hash !== (replaces ?? undefined)) throw new OtherFile(present);
      const from = performance.now();
      const text = latin1(bytes);
      const problems = checked(present?.text, text);
      const checkMs = Math.round(performance.now() - from);
      loadSoon(() => import('./keep.js'));
      waiting = { token: token(), offer: staged, sha256, replaces: replaces ?? undefined, text };
      return { answer: 'offer', token: waiting.token, problems: [...problems], checkMs };
    } catch (error) {
      // Where it could not even be put beside the file, that is the error, or there is an earlier one.
      await staging.then(({ discard }) => discard()).catch(() => undefined);
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

  async function look(asked: Asked<'look'>): Promise<Reply> {
    const { seenByEngine } = await import('./engine.js');
    const seen = JSON.stringify(await seenByEngine(verbCommand, asked.look, asked.line));
    const bytes = Buffer.from(seen, 'utf8');
    const head = { answer: 'look', look: asked.look, size: bytes.length };
    const fewer = asked.packed && (await packed(bytes));
    return fewer ? { head: { ...head, packed: packing }, payload: fewer } : { head, payload: bytes };
  }

  const work: {
    readonly [Ask in Request['ask']]: (asked: Asked<Ask>, payload: Uint8Array) => Promise<Reply>;
  } = {
    async hash() {
      const found = await file.look();
      return { head: { answer: 'hash', file: found === undefined ? null : farFile(found) } };
    },
    fetch,
    look,
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

/** Loads what is wanted next; whoever wants it then is told what went wrong. */
function loadSoon(load: () => Promise<unknown>): void {
  setImmediate(() => load().catch(() => undefined));
}

/** One character for each byte, without another copy of them. */
function latin1({ buffer, byteLength, byteOffset }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
}
