/** The one way in which a panel lists blocks of the file, and lets one be edited, deleted or (de)activated. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readable } from '../core/lvscf/bytes.js';
import { type Config, type RealServer, readConfig, type VirtualServer } from '../core/lvscf/config.js';
import { entryOf } from '../core/lvscf/document.js';
import type { Way } from '../core/lvscf/order.js';
import { ConsoleError, errorStatus } from '../core/problem.js';
import type { Words } from '../text/index.js';
import type { Params } from './block-form.js';
import { type EditingNeeds, save, savedNotice } from './editing.js';
import type { SummaryLine } from './field.js';
import {
  arranged,
  headsOf,
  type ListHead,
  type ListQuery,
  listAddress,
  readListQuery,
} from './list-query.js';
import type { ListColumn, ListRow } from './list-row.js';
import { byWhom, meanwhile } from './meanwhile.js';
import type { Page } from './page.js';
import { problemLines } from './problem-lines.js';

/** A block that can be chosen. */
export type ListedBlock = VirtualServer | RealServer;

/** What the flag `active` says, in the original's words; `undef` when its line cannot be read. */
export type Status = 'up' | 'down' | 'undef';

/** A panel that lists blocks. */
export interface BlockList {
  readonly panel: Page['panel'];
  readonly template: string;
  /** Its route below `/secure`, for GET and POST. */
  readonly path: string;
  /** The blocks in the order of the file. @throws ConsoleError `not_found` */
  readonly blocks: (config: Config, params: Params) => readonly ListedBlock[];
  /** The block of this reference. @throws ConsoleError `not_found` */
  readonly find: (config: Config, params: Params, ref: string) => ListedBlock;
  readonly listHref: (params: Params) => string;
  /** The address of a block's form. */
  readonly formHref: (params: Params, ref: string) => string;
  /** The text with another flag. @throws ConsoleError */
  readonly setActive: (config: Config, params: Params, ref: string, active: boolean) => string;
  /** The text with a block one place further in the order of the file. @throws ConsoleError */
  readonly move: (config: Config, params: Params, ref: string, way: Way) => string;
  /** Where a copy of a block is made. */
  readonly copyHref: (params: Params, ref: string) => string;
  /** What its template shows besides `ListView`. */
  readonly view: (config: Config, params: Params, words: Words) => ListTable;
  readonly page?: (config: Config, params: Params) => Pick<Page, 'subject' | 'virtualServer'>;
}

/** All of a list, in the order of the file, and whatever else its template shows. */
export interface ListTable {
  readonly columns: readonly ListColumn[];
  readonly rows: readonly ListRow[];
}

/** What every template of a list is given. */
export interface ListView {
  readonly action: string;
  /** The list without a question mark. */
  readonly listHref: string;
  readonly columns: readonly ListHead[];
  readonly rows: readonly ListRow[];
  readonly filter: string;
  /** By which column it is sorted, as the address says it; empty for the order of the file. */
  readonly sort: string;
  /** How many rows there are, where some are not shown. */
  readonly remark: string;
  /** The list is shown as it stands in the file, and has an order to change. */
  readonly canMove: boolean;
  /** The file has no such block at all. */
  readonly isEmpty: boolean;
  /** Reference of the row that is chosen at first. */
  readonly selected?: string;
  readonly refusal?: Refusal;
  /** Why the file cannot be changed from any panel. */
  readonly readOnly?: string;
}

/** Why a button did nothing. */
export interface Refusal {
  readonly text: string;
  readonly lines: readonly SummaryLine[];
}

/** What is said above the list. */
interface Around {
  /** The row that is chosen, in place of the one that the address names. */
  readonly selected?: string | undefined;
  readonly status?: number;
  readonly refusal?: Refusal;
}

type ListRequest = FastifyRequest<{ Params: Params }>;

/** The radio button says which row it is and which status the person saw. */
const choice = z
  .string()
  .regex(/^(?:up|down|undef):/)
  .transform((value) => {
    const colon = value.indexOf(':');
    return { shown: value.slice(0, colon) as Status, ref: value.slice(colon + 1) };
  });

const form = z.object({
  selected: choice.optional(),
  action: z.enum(['edit', 'delete', 'toggle', 'copy', 'up', 'down']).default('edit'),
  /** (DE)ACTIVATE beside one block, on its form. */
  toggle: choice.optional(),
});

/** The status of a block. */
export function statusOf({ values, block }: Pick<ListedBlock, 'values' | 'block'>): Status {
  if (values.active !== undefined) return values.active ? 'up' : 'down';
  return entryOf(block, 'active') === undefined ? 'down' : 'undef';
}

/** The value of a row's radio button. */
export function choiceOf(status: Status, ref: string): string {
  return `${status}:${ref}`;
}

/** Registers the GET and the POST of a list. */
export function listBlocks(scope: FastifyInstance, needs: EditingNeeds, list: BlockList): void {
  scope.get(list.path, async (request: ListRequest, reply) => {
    return show(request, reply, {});
  });

  scope.post(list.path, async (request: ListRequest, reply) => {
    const { data } = form.safeParse(request.body);
    if (data === undefined) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
    const { selected = data.toggle, action } = data;
    if (selected === undefined) {
      const refusal = { text: request.words.lists.chooseFirst, lines: [] };
      return show(request, reply, { status: 422, refusal });
    }
    const { shown, ref } = selected;
    if (action === 'toggle' || data.toggle !== undefined) return toggle(request, reply, ref, shown);
    if (action === 'up' || action === 'down') return move(request, reply, ref, action);
    request.audited.isLook = true;
    if (action === 'copy') return reply.redirect(list.copyHref(request.params, ref), 303);
    const address = list.formHref(request.params, ref);
    return reply.redirect(action === 'edit' ? address : `${address}/delete`, 303);
  });

  /** Turns what the person saw into its opposite; an unreadable flag becomes 0, as in the original. */
  async function toggle(request: ListRequest, reply: FastifyReply, ref: string, shown: Status) {
    const { params } = request;
    const active = shown === 'down';
    try {
      const changes = await save(request, needs, list.panel, (config) => {
        if (statusOf(list.find(config, params, ref)) !== shown)
          throw new ConsoleError('conflict', 'block_changed', {});
        return list.setActive(config, params, ref, active);
      });
      const notice = { ...savedNotice(changes), text: switched(ref, active) };
      return reply.done(addressIn(request, ref), notice);
    } catch (error) {
      const isAboutBlock =
        error instanceof ConsoleError && ['block_changed', 'adds_problems'].includes(error.reason);
      if (!isAboutBlock) throw error;
      return refuse(request, reply, ref, error);
    }
  }

  /** One place up or down in the order of the file; the row stays chosen, whatever its reference is there. */
  async function move(request: ListRequest, reply: FastifyReply, ref: string, way: Way) {
    const { params } = request;
    let moved = ref;
    const changes = await save(request, needs, list.panel, (config) => {
      const text = list.move(config, params, ref, way);
      const place = list.blocks(config, params).findIndex((block) => block.ref === ref);
      const there = list.blocks(readConfig(text), params)[place + (way === 'up' ? -1 : 1)];
      if (text !== String(config.document) && there !== undefined) moved = there.ref;
      return text;
    });
    const name = readable(ref);
    const text = ({ lists: { moved: say } }: Words) =>
      changes.length === 0 ? say.atEnd(name) : say[way](name);
    const isSave = changes.length > 0;
    return reply.done(`${addressIn(request, moved)}#chosen`, { kind: 'done', isSave, text });
  }

  /** The list as it was looked at, with a row chosen. */
  function addressIn({ params, query }: ListRequest, selected: string): string {
    return listAddress(list.listHref(params), { ...readListQuery(query), selected });
  }

  /** The list again, with the reason and the pages on which it can be put right. */
  async function refuse(request: ListRequest, reply: FastifyReply, ref: string, error: ConsoleError) {
    const { words, params } = request;
    const { lists } = words;
    const { parsed } = await needs.configFile.read();
    const now = list.find(parsed, params, ref);
    const name = readable(now.name);
    const lines = problemLines(parsed, error.problems, words);
    const isStale = error.reason === 'block_changed';
    const text = isStale
      ? `${lists.stale(name, lists.status[statusOf(now)].text)} ${await switchedBy(request, ref)}`.trimEnd()
      : lists.notActivated(name);
    return show(request, reply, { selected: ref, status: errorStatus[error.code], refusal: { text, lines } });
  }

  async function switchedBy(request: ListRequest, ref: string): Promise<string> {
    const past = await meanwhile(needs.configFile, undefined, (config) => {
      const then = list.blocks(config, request.params).find((block) => block.ref === ref);
      return then && statusOf(then);
    });
    return byWhom(past, request);
  }

  async function show(request: ListRequest, reply: FastifyReply, around: Around): Promise<FastifyReply> {
    const { words, params } = request;
    const { parsed } = await needs.configFile.read();
    const { refusal, status = 200 } = around;
    const query = readListQuery(request.query);
    const { selected = query.selected } = around;
    const table = list.view(parsed, params, words);
    const looked = lookedAt(table, list.listHref(params), query, words);
    const chosen = looked.rows.find(({ ref }) => ref === selected) ?? looked.rows[0];
    const view: ListView = {
      ...looked,
      ...(chosen && { selected: chosen.ref }),
      ...(refusal && { refusal }),
      ...(parsed.readOnly && { readOnly: words.saving.readOnly[parsed.readOnly] }),
    };
    return reply.page({
      panel: list.panel,
      template: list.template,
      view: { ...table, ...view },
      status,
      ...list.page?.(parsed, params),
    });
  }
}

/** A table as somebody looks at it. */
function lookedAt(
  { columns, rows }: ListTable,
  listHref: string,
  { filter, sort }: ListQuery,
  { lists }: Words,
): Omit<ListView, 'selected'> {
  const found = arranged(rows, columns, { filter, sort });
  return {
    action: listAddress(listHref, { filter, sort }),
    listHref,
    columns: headsOf(columns, listHref, { filter, sort }),
    rows: found,
    filter,
    sort: sort === undefined ? '' : `${sort.isDown ? '-' : ''}${sort.column}`,
    remark: filter === '' ? '' : lists.found(found.length, rows.length),
    canMove: filter === '' && sort === undefined && rows.length > 1,
    isEmpty: rows.length === 0,
  };
}

function switched(ref: string, active: boolean) {
  const name = readable(ref);
  return (words: Words) => words.lists.switched(name, words.lists.status[active ? 'up' : 'down'].text);
}
