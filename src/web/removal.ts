/** The one way in which a block is deleted: a page of its own asks, and says what goes with it. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readable, visible } from '../core/lvscf/bytes.js';
import { type Config, readConfig } from '../core/lvscf/config.js';
import { differences } from '../core/lvscf/diff.js';
import { type Block, commentsIn, textOfBlock } from '../core/lvscf/document.js';
import { ConsoleError, errorStatus } from '../core/problem.js';
import type { Words } from '../text/index.js';
import type { Params } from './block-form.js';
import { baseIn } from './block-typed.js';
import { type EditingNeeds, requireRevision, revisionOf, save, savedNotice } from './editing.js';
import { dangersOf, isDangerous, type NameWanted, nameWanted } from './guard-rail.js';
import { byWhom, meanwhile } from './meanwhile.js';
import type { Page } from './page.js';

/** Deleting one kind of block. */
export interface Removal {
  readonly panel: Page['panel'];
  /** Its route below `/secure`, for GET and POST. */
  readonly path: string;
  /** The block. @throws ConsoleError `not_found` */
  readonly find: (config: Config, params: Params) => { readonly name: string; readonly block: Block };
  /** The text without it. @throws ConsoleError */
  readonly remove: (config: Config, params: Params) => string;
  /** What is asked, and what goes with it or depends on it: a sentence each. */
  readonly view: (config: Config, params: Params, words: Words) => RemovalText;
  /** Where CANCEL leads. */
  readonly backHref: (params: Params) => string;
  /** The list it is taken from. */
  readonly listHref: (params: Params) => string;
  readonly page?: (params: Params) => Pick<Page, 'virtualServer'>;
}

/** What the page says. */
export interface RemovalText {
  readonly question: string;
  readonly facts: readonly string[];
}

type RemovalRequest = FastifyRequest<{ Params: Params }>;

const form = z.object({ _revision: z.string().max(64) });

/** Registers the page that asks, and the POST that deletes. */
export function removeBlock(scope: FastifyInstance, needs: EditingNeeds, removal: Removal): void {
  scope.get(removal.path, async (request: RemovalRequest, reply) => show(request, reply, 200));

  scope.post(removal.path, async (request: RemovalRequest, reply) => {
    const { params } = request;
    const { data } = form.safeParse(request.body);
    try {
      const changes = await save(request, needs, removal.panel, (config) => {
        requireRevision(textOf(config, params), data?._revision);
        return removal.remove(config, params);
      });
      return reply.done(removal.listHref(params), savedNotice(changes));
    } catch (error) {
      if (isDangerous(error)) return show(request, reply, errorStatus.invalid);
      if (!(error instanceof ConsoleError) || error.reason !== 'block_changed') throw error;
      return show(request, reply, errorStatus.conflict, await refusalOf(request));
    }
  });

  /** All its lines, comments and the blocks in it too: whoever deletes it has seen them as they are. */
  function textOf(config: Config, params: Params): string {
    return textOfBlock(config.document, removal.find(config, params).block);
  }

  /** Why nothing was deleted: who changed it since, and what. */
  async function refusalOf(request: RemovalRequest): Promise<readonly string[]> {
    const { body, params, words } = request;
    const past = await meanwhile(needs.configFile, baseIn(body), (config) => textIfThere(config, params));
    const { parsed } = await needs.configFile.read();
    const { scope, name } = removal.find(parsed, params).block;
    const isIt = scope === 'server' ? ('server' as const) : ('virtual' as const);
    const changes = past.base === undefined ? [] : differences(past.base, parsed);
    const own = changes.filter((change) => change[isIt] === visible(readable(name)));
    const lines = [words.removal.changed, byWhom(past, request), ...own.map(words.saving.difference)];
    return lines.filter((line) => line !== '');
  }

  function textIfThere(config: Config, params: Params): string | undefined {
    try {
      return textOf(config, params);
    } catch (error) {
      if (error instanceof ConsoleError) return undefined;
      throw error;
    }
  }

  /** The name is asked for at once: the page asks anyway. */
  function wantedName(request: RemovalRequest, config: Config): NameWanted | undefined {
    const after = readConfig(removal.remove(config, request.params));
    return nameWanted(dangersOf(request, config, after), request.body, request.words, 'DELETE');
  }

  async function show(
    request: RemovalRequest,
    reply: FastifyReply,
    status: number,
    refusal?: readonly string[],
  ) {
    const { words, params } = request;
    const { hash, parsed } = await needs.configFile.read();
    const { name } = removal.find(parsed, params);
    const text = textOf(parsed, params);
    const { question, facts } = removal.view(parsed, params, words);
    const nameIsWanted = parsed.readOnly === undefined ? wantedName(request, parsed) : undefined;
    const comments = commentsIn(text);
    const { gloss } = words.lists;
    return reply.page({
      panel: removal.panel,
      template: 'parts/removal',
      view: {
        question,
        facts: [...facts, ...(comments === 0 ? [] : [words.removal.comments(comments)])],
        action: request.url.split('?', 1)[0],
        revision: revisionOf(text),
        base: hash,
        text: readable(text),
        accept: { label: 'DELETE', gloss: gloss.delete },
        cancel: { label: 'CANCEL', gloss: gloss.cancel, href: removal.backHref(params) },
        ...(nameIsWanted && { nameWanted: nameIsWanted }),
        ...(refusal && { refusal }),
        ...(parsed.readOnly && { readOnly: words.saving.readOnly[parsed.readOnly] }),
      },
      status,
      subject: readable(name),
      ...removal.page?.(params),
    });
  }
}
