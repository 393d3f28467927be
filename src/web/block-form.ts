/** The one way in which a panel edits one block: show it, read what was sent, save it, say what happened. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { BlockChange } from '../core/lvscf/change.js';
import type { Config } from '../core/lvscf/config.js';
import { type Difference, renamedSince } from '../core/lvscf/diff.js';
import type { FormSource, Typed } from '../core/lvscf/form.js';
import type { Keyword, Stanza } from '../core/lvscf/stanza.js';
import { ConsoleError, errorStatus, type Problem, type Scope } from '../core/problem.js';
import type { RestoreObject } from '../core/versions/object.js';
import type { Words } from '../text/index.js';
import { conflictView, openMark, typedBefore, undecided } from './block-conflict.js';
import { answerGone } from './block-gone.js';
import { type NamedBlock, requireFreeName } from './block-name.js';
import { baseIn, read, typedIn, unsaved, without, withUnsaved } from './block-typed.js';
import { type Again, type BlockFormView, fieldsOf, formView, offersOf } from './block-view.js';
import {
  type EditingNeeds,
  type LoadedConfig,
  requireRevision,
  revisionOf,
  save,
  savedNotice,
} from './editing.js';
import type { Notice } from './flash.js';
import { byWhom, type Meanwhile, meanwhile } from './meanwhile.js';
import type { Page } from './page.js';

/** The parts of an address that name a block. */
export type Params = Readonly<Record<string, string>>;

/** What stands behind the question mark of an address. */
export type Query = Readonly<Record<string, unknown>>;

/** A block that was found in the file, or a new one that is not there yet. */
export interface Located<S extends Stanza> {
  readonly source: FormSource<S>;
  /** The keys that have inputs on this page. */
  readonly keywords: readonly Keyword<S>[];
  /** Whether a problem of the block is this panel's to show; without it those of its keys and of the whole are. */
  readonly concerns?: (problem: Problem) => boolean;
  /** The block's own lines, to notice that somebody else changed them; empty for a new block. */
  readonly ownText: string;
  /** Virtual servers and real servers have a name to edit, the head of the file has none. */
  readonly named?: NamedBlock;
  readonly page?: Pick<Page, 'subject' | 'virtualServer'>;
  /** Where to go after saving; with a name when it has another one now. */
  readonly after: (name: string | undefined) => string;
}

/** A panel that edits one block of the file. */
export interface BlockPanel<S extends Stanza> {
  readonly panel: Page['panel'];
  readonly template: string;
  /** Its route below `/secure`, for GET and POST. */
  readonly path: string;
  /** The names of its inputs in the order of the page, where that is not the order of the keys. */
  readonly order?: readonly string[];
  /** Finds the block. @throws ConsoleError `not_found` */
  readonly locate: (config: Config, params: Params) => Located<S>;
  /** Texts that the form begins with instead of the file's, when the address asks for them. */
  readonly begin?: (query: Query, located: Located<S>, config: Config, params: Params) => Typed | undefined;
  /** The text with the change made. @throws ConsoleError */
  readonly change: (config: Config, change: BlockChange<S>, params: Params) => string;
  /** Its scope, when it is not the head of the file: names what was typed when the block itself is gone. */
  readonly scope?: Scope;
  /** Keys that a button named `_blank` takes out at once, without touching what else was typed. */
  readonly blanks?: readonly Keyword<S>[];
  /** The message after a save, where it says more than what was written. */
  readonly notice?: (changes: readonly Difference[], located: Located<S>) => Notice;
  /** What is brought back when somebody else deleted the block; `name` is the one that was typed. */
  readonly object?: (params: Params, config: Config, name?: string) => RestoreObject;
  /** What else ACCEPT does, where somebody else changed the block meanwhile. */
  readonly remark?: (config: Config, words: Words) => string | undefined;
  /**
   * What is tried in place of a save, where the button for that was pressed: it is shown with the form, which keeps
   * what was typed.
   */
  readonly attempt?: {
    readonly isWanted: (body: unknown) => boolean;
    readonly make: (request: FastifyRequest, located: Located<S>, typed: Typed) => Promise<object>;
  };
  /** What else its template shows, which is not known at once. */
  readonly aside?: (request: FastifyRequest, config: Config) => Promise<object>;
  /** What its template shows besides the fields, or in place of what every form shows. */
  readonly view?: (config: Config, located: Located<S>, words: Words, form: BlockFormView) => object;
}

type BlockRequest = FastifyRequest<{ Params: Params; Querystring: Query }>;

/** Registers the GET and the POST of a block form. */
export function editBlock<S extends Stanza>(
  scope: FastifyInstance,
  needs: EditingNeeds,
  panel: BlockPanel<S>,
): void {
  scope.get(panel.path, async (request: BlockRequest, reply) => {
    return show(request, reply, await needs.configFile.read());
  });

  scope.post(panel.path, async (request: BlockRequest, reply) => {
    const { params } = request;
    const loaded = await needs.configFile.read();
    const located = find(loaded.parsed, params);
    if (located instanceof ConsoleError) return gone(request, reply, loaded, located);
    const typed = typedIn(located, request.body);
    if (panel.attempt?.isWanted(request.body)) return attempt(request, reply, loaded, located);
    const blank = panel.blanks?.find((keyword) => keyword === typed['_blank']);
    const status = undecided(typed).length > 0 ? errorStatus.invalid : errorStatus.conflict;
    const isStale = typed['_revision'] !== revisionOf(located.ownText);
    if (isStale || status === errorStatus.invalid) return choose(request, reply, { params, status });
    const { change, problems } = blank === undefined ? read(located, typed) : without<S>(blank);
    if (problems.length > 0) return show(request, reply, loaded, { typed, problems, status: 422 });
    try {
      const changes = await save(request, needs, panel.panel, (config) => {
        const now = panel.locate(config, params);
        requireRevision(now.ownText, typed['_revision']);
        if (blank === undefined) requireFreeName(now.named, typed['name']);
        return panel.change(config, change, params);
      });
      const notice = panel.notice?.(changes, located) ?? savedNotice(changes);
      const rest = blank === undefined ? undefined : unsaved(located, blank, typed);
      return reply.done(located.after(change.name), rest === undefined ? notice : withUnsaved(notice, rest));
    } catch (error) {
      if (!(error instanceof ConsoleError)) throw error;
      if (error.reason === 'block_changed') return choose(request, reply, { params, status });
      const now = await needs.configFile.read();
      if (error.code === 'not_found') return gone(request, reply, now, error);
      const { problems: added, code } = error;
      return show(request, reply, now, { typed, problems: added, error, status: errorStatus[code] });
    }
  });

  /** Nothing is saved, whatever comes of it. */
  async function attempt(
    request: BlockRequest,
    reply: FastifyReply,
    loaded: LoadedConfig,
    located: Located<S>,
  ) {
    request.audited.isLook = true;
    const typed = typedIn(located, request.body);
    const { problems } = read(located, typed);
    if (problems.length > 0) return show(request, reply, loaded, { typed, problems, status: 422 });
    const tried = await panel.attempt?.make(request, located, typed);
    return show(request, reply, loaded, { typed, problems, status: 200, ...(tried && { tried }) });
  }

  function find(config: Config, params: Params): Located<S> | ConsoleError {
    try {
      return panel.locate(config, params);
    } catch (error) {
      if (error instanceof ConsoleError) return error;
      throw error;
    }
  }

  /** What others did since the form was made that this request sends. */
  function since({ body }: BlockRequest, params: Params, hash = baseIn(body)): Promise<Meanwhile> {
    return meanwhile(needs.configFile, hash, (config) => {
      const then = find(config, params);
      return then instanceof ConsoleError ? undefined : then.ownText;
    });
  }

  /** Somebody else changed the block: both versions side by side, under the name that it has now. */
  async function choose(request: BlockRequest, reply: FastifyReply, { params, status }: Conflict) {
    const { words, body } = request;
    const { hash, parsed } = await needs.configFile.read();
    const now = panel.locate(parsed, params);
    const sent = typedIn(now, body);
    const isOpen = undecided(sent).length > 0;
    const from = sent[isOpen ? '_from' : '_base'];
    const past = await since(request, params, from);
    const base = past.base && find(past.base, request.params);
    const offers = offersOf(await needs.devices(), parsed);
    const fields = (located: Located<S>, typed?: Typed) =>
      fieldsOf({ panel, located, words, offers }, [], typed);
    const typed = isOpen ? typedBefore(sent) : sent;
    const blank = panel.blanks?.find((keyword) => keyword === typed['_blank']);
    const forms = {
      base: base === undefined || base instanceof ConsoleError ? undefined : fields(base),
      theirs: fields(now),
      mine: fields(now, blank === undefined ? typed : { ...typed, [blank]: '' }),
    };
    const action = addressOf(panel.path, params);
    const { gloss } = words.lists;
    return reply.page({
      panel: panel.panel,
      template: 'parts/conflict',
      view: {
        ...conflictView(forms, isOpen ? sent : {}, words),
        by: byWhom(past, request),
        also: panel.remark?.(parsed, words),
        action,
        revision: revisionOf(now.ownText),
        open: openMark(revisionOf(now.ownText)),
        base: hash,
        from,
        accept: { label: 'ACCEPT', gloss: gloss.accept },
        cancel: { label: 'CANCEL', gloss: gloss.cancel, href: action },
      },
      status,
      ...now.page,
    });
  }

  /** The block is not there any more: it has another name by now, or what was typed is shown, to bring it back. */
  async function gone(request: BlockRequest, reply: FastifyReply, now: LoadedConfig, error: ConsoleError) {
    const { params } = request;
    const past = await since(request, params);
    const renamed = past.base && renamedSince(past.base, now.parsed, params);
    if (renamed !== undefined && !(find(now.parsed, renamed) instanceof ConsoleError)) {
      return choose(request, reply, { params: renamed, status: errorStatus.conflict });
    }
    return answerGone(request, reply, { panel, needs, past, error });
  }

  async function show(request: BlockRequest, reply: FastifyReply, loaded: LoadedConfig, again?: Again) {
    const { words, params, query } = request;
    const { hash, parsed: config } = loaded;
    const located = panel.locate(config, params);
    const begun =
      request.method === 'POST'
        ? undefined
        : (request.notice?.typed ?? panel.begin?.(query, located, config, params));
    const offers = offersOf(await needs.devices(), config);
    const form = formView({ panel, located, config, hash, words, offers, again, begun });
    const action = request.url.split('?', 1)[0];
    return reply.page({
      panel: panel.panel,
      template: panel.template,
      view: {
        ...form,
        ...panel.view?.(config, located, words, form),
        ...(await panel.aside?.(request, config)),
        ...again?.tried,
        action,
      },
      status: again?.status ?? 200,
      ...located.page,
    });
  }
}

/** A conflict as it is shown. */
interface Conflict {
  /** Where the block is by now. */
  readonly params: Params;
  readonly status: number;
}

/** The address of a panel for a block. */
function addressOf(path: string, params: Params): string {
  return `/secure${path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))}`;
}
