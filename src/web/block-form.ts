/** The one way in which a panel edits one block: show it, read what was sent, save it, say what happened. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { BlockChange } from '../core/lvscf/change.js';
import type { Config } from '../core/lvscf/config.js';
import { type FormReading, type FormSource, inputNames, readForm, type Typed } from '../core/lvscf/form.js';
import type { Keyword, Stanza } from '../core/lvscf/stanza.js';
import { ConsoleError, type Problem } from '../core/problem.js';
import type { Words } from '../text/index.js';
import { sentence } from '../text/sentence.js';
import { type NamedBlock, nameField, readName } from './block-name.js';
import { type EditingNeeds, requireRevision, revisionOf, save, savedNotice } from './editing.js';
import { type FieldView, type SummaryLine, summaryOf } from './field.js';
import type { Page } from './page.js';
import { fieldViews } from './stanza-form.js';

/** The parts of an address that name a block. */
export type Params = Readonly<Record<string, string>>;

/** A block that was found in the file, or a new one that is not there yet. */
export interface Located<S extends Stanza> {
  readonly source: FormSource<S>;
  readonly keywords: readonly Keyword<S>[];
  /** The block's own lines, to notice that somebody else changed them; empty for a new block. */
  readonly ownText: string;
  /** Virtual servers and real servers have a name to edit, the head of the file has none. */
  readonly named?: NamedBlock;
  readonly page?: Pick<Page, 'subject' | 'virtualServer'>;
  /** Where to go after saving under this name. */
  readonly after: (name: string) => string;
}

/** A panel that edits one block of the file. */
export interface BlockPanel<S extends Stanza> {
  readonly panel: Page['panel'];
  readonly template: string;
  /** Its route below `/secure`, for GET and POST. */
  readonly path: string;
  /** Finds the block. @throws ConsoleError `not_found` */
  readonly locate: (config: Config, params: Params) => Located<S>;
  /** The text with the change made. @throws ConsoleError */
  readonly change: (config: Config, change: BlockChange<S>, params: Params) => string;
  /** What its template shows besides the fields. */
  readonly view?: (config: Config, located: Located<S>, words: Words) => object;
}

/** A form that is shown again, and why. */
interface Again {
  readonly typed: Typed;
  readonly problems: readonly Problem[];
  readonly status: 409 | 422;
}

/** What every template of a block form is given. */
export interface BlockFormView {
  readonly action: string;
  readonly revision: string;
  readonly fields: readonly FieldView[];
  readonly summary: readonly SummaryLine[];
  readonly readOnly?: string;
  readonly alert: boolean;
  readonly conflict: readonly { readonly label: string; readonly yours: string; readonly theirs: string }[];
}

/** Registers the GET and the POST of a block form. */
export function editBlock<S extends Stanza>(
  scope: FastifyInstance,
  needs: EditingNeeds,
  panel: BlockPanel<S>,
): void {
  scope.get<{ Params: Params }>(panel.path, async (request, reply) => {
    const { parsed } = await needs.configFile.read();
    return show(request, reply, panel, parsed);
  });

  scope.post<{ Params: Params }>(panel.path, async (request, reply) => {
    const { parsed } = await needs.configFile.read();
    const located = panel.locate(parsed, request.params);
    const typed = typedIn(located, request.body);
    const { change, problems } = read(located, typed);
    if (problems.length > 0) return show(request, reply, panel, parsed, { typed, problems, status: 422 });
    try {
      const changes = await save(request, needs, panel.panel, (config) => {
        requireRevision(panel.locate(config, request.params).ownText, typed['_revision']);
        return panel.change(config, change, request.params);
      });
      return reply.done(located.after(change.name ?? located.named?.name ?? ''), savedNotice(changes));
    } catch (error) {
      const again = errorAsForm(error, typed);
      if (again === undefined) throw error;
      const now = await needs.configFile.read();
      return show(request, reply, panel, now.parsed, again);
    }
  });

  async function show(
    request: FastifyRequest<{ Params: Params }>,
    reply: FastifyReply,
    { template, view, ...of }: BlockPanel<S>,
    config: Config,
    again?: Again,
  ): Promise<FastifyReply> {
    const { words } = request;
    const located = of.locate(config, request.params);
    const form = formView(located, config, words, await needs.devices(), again);
    return reply.page({
      panel: of.panel,
      template,
      view: { ...form, ...view?.(config, located, words), action: request.url.split('?', 1)[0] },
      status: again?.status ?? 200,
      ...located.page,
    });
  }
}

function errorAsForm(error: unknown, typed: Typed): Again | undefined {
  if (!(error instanceof ConsoleError)) return undefined;
  if (error.reason === 'block_changed') return { typed, problems: [], status: 409 };
  if (error.reason === 'adds_problems') return { typed, problems: error.problems, status: 422 };
  return undefined;
}

interface Read<S extends Stanza> {
  readonly change: BlockChange<S>;
  readonly problems: readonly Problem[];
}

function read<S extends Stanza>(located: Located<S>, typed: Typed): Read<S> {
  const { patch, problems }: FormReading<S> = readForm(located.source, located.keywords, typed);
  if (located.named === undefined) return { change: { values: patch }, problems };
  const name = readName(located.named, typed['name']);
  return { change: { values: patch, name: name.name }, problems: [...name.problems, ...problems] };
}

/** Only the inputs of this form, each one short text; anything else in the request is passed over. */
function typedIn<S extends Stanza>({ source, keywords }: Located<S>, body: unknown): Typed {
  const text = z.string().max(4096).optional();
  const names = keywords.flatMap((keyword) => {
    const field = source.stanza[keyword];
    return field === undefined ? [] : inputNames(keyword, field.kind);
  });
  const schema = z.object(Object.fromEntries(['_revision', 'name', ...names].map((name) => [name, text])));
  const result = schema.safeParse(body);
  if (!result.success) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
  return result.data as Typed;
}

function formView<S extends Stanza>(
  located: Located<S>,
  config: Config,
  words: Words,
  devices: readonly string[],
  again: Again | undefined,
): BlockFormView {
  const { source, keywords, named } = located;
  const problems = again?.status === 422 ? again.problems : problemsOf(config, located);
  const common = { source, keywords, words, devices };
  const fieldsOf = (typed: Typed | undefined): FieldView[] => [
    ...(named === undefined ? [] : [nameField(named, typed?.['name'], problems, words)]),
    ...fieldViews({ ...common, problems, ...(typed === undefined ? {} : { typed }) }),
  ];
  const fields = fieldsOf(again?.typed);
  const shown = new Set(fields.flatMap(({ problems: remarks }) => remarks.map(({ text }) => text)));
  const others = problems
    .map((problem): SummaryLine => ({ severity: problem.severity, text: sentence(words, problem) }))
    .filter(({ text }) => !shown.has(text));
  return {
    action: '',
    revision: revisionOf(located.ownText),
    fields,
    summary: [...others, ...summaryOf(fields)],
    alert: again !== undefined,
    conflict: again?.status === 409 ? conflictRows(fields, fieldsOf(undefined), words) : [],
    ...(config.readOnly === undefined ? {} : { readOnly: words.saving.readOnly[config.readOnly] }),
  };
}

/** The problems of this block itself; those of the blocks in it are shown on their own panels. */
function problemsOf<S extends Stanza>(config: Config, { source, ownText }: Located<S>): readonly Problem[] {
  return ownText === '' ? [] : config.problemsOf(source.subject);
}

function conflictRows(yours: readonly FieldView[], theirs: readonly FieldView[], words: Words) {
  const text = ({ value, control }: FieldView) =>
    (control.type === 'select' || control.type === 'radio'
      ? control.options.find(({ selected }) => selected)?.text
      : value) || words.saving.conflict.blank;
  return yours.flatMap((field, index) => {
    const other = theirs[index];
    if (other === undefined || other.value === field.value) return [];
    return [{ label: field.label, yours: text(field), theirs: text(other) }];
  });
}
