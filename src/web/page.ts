import fastifyView from '@fastify/view';
import { Eta } from 'eta';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Identity } from '../core/keepalived/identity.js';
import { ConsoleError } from '../core/problem.js';
import type { PushState } from '../core/push/api.js';
import type { Overrides } from '../core/push/override-api.js';
import type { Trials } from '../core/push/trial-api.js';
import { remarkOn } from '../core/tls/certificate.js';
import { sentencesOf } from '../text/failure.js';
import { type Language, languages, type Words } from '../text/index.js';
import { momentText } from '../text/moment.js';
import type { Audit } from './audit.js';
import type { Notice, Notices } from './flash.js';
import type { FormTokens } from './form-token.js';
import { type LastChange, lastChangeLine } from './last-change.js';
import type { OtherRouter } from './other-router.js';
import { backupWarning, otherRouterLine, pushOffer } from './other-router-line.js';
import { editLinks, frameOf, type PanelName, tabs, virtualServerHref } from './panel-names.js';
import { shortcutsText } from './shortcuts.js';
import { temporaryLine } from './temporary-line.js';
import type { TlsIdentity } from './tls-server.js';
import { trialLine } from './trial-line.js';

/** One page, as a panel describes it. */
export interface Page {
  readonly panel: PanelName;
  /** The template under `views`, without its ending: `global-settings/form`. */
  readonly template: string;
  /** What the template shows, as `it.view`: finished strings and flags, no decisions left. */
  readonly view: object;
  /** Default 200. A form that is shown again with problems is 422. */
  readonly status?: number;
  /** What is edited, beside the heading and in the title: the name of a server. */
  readonly subject?: string;
  /** Name of the virtual server whose EDIT row (VIRTUAL SERVER | REAL SERVER | ...) is shown. */
  readonly virtualServer?: string;
  /** Where the language switch comes back to; by default this address, or the panel's after a POST. */
  readonly self?: string;
  /** Loads an address again and again, without scripts. */
  readonly refresh?: { readonly seconds: number; readonly href: string };
}

/** What pages are made with. */
export interface PageNeeds {
  readonly viewsFolder: string;
  readonly tokens: FormTokens;
  readonly notices: Notices;
  /** Address of a file in `public`, with its content's fingerprint. */
  readonly assetHref: (file: string) => string;
  readonly version: string;
  /** Whether lvs.cf was changed since it was last applied. */
  readonly isUnapplied: () => Promise<boolean>;
  /** Where changes are recorded: whoever is signed in learns when that fails. */
  readonly audit: Pick<Audit, 'trouble'>;
  /** How things stand with the other router: every page says it. */
  readonly otherRouter: Pick<OtherRouter, 'state'>;
  /** A trial that is pending, or went back: every page says it. */
  readonly trials: Pick<Trials, 'last'>;
  /** Weights that somebody gave for the time being: every page says it. */
  readonly overrides: Pick<Overrides, 'seen'>;
  /** Which router this machine is; nothing where nobody can tell. */
  readonly identity: () => Promise<Identity | undefined>;
  /** The last change of lvs.cf: every page says it. */
  readonly lastChange: () => Promise<LastChange | undefined>;
  /** Whether passwords cross the network for everybody to read. */
  readonly isInClear: () => boolean;
  /** The certificate, if there is one: whoever is signed in learns that it ends. */
  readonly tls: TlsIdentity | undefined;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** Teaches the replies `page` and `done`. */
export async function makePages(app: FastifyInstance, needs: PageNeeds): Promise<void> {
  await app.register(fastifyView, {
    engine: {
      eta: new Eta({ escapeFunction: escapeText, autoEscape: true, cache: true, views: needs.viewsFolder }),
    },
    templates: needs.viewsFolder,
    production: true,
  });
  const kept = keeper();
  app.decorateRequest('notice', undefined);
  app.decorateRequest('isUnapplied', false);
  app.decorateRequest('otherRouter', undefined);
  app.decorateRequest('identity', undefined);
  app.decorateRequest('trial', undefined);
  app.decorateRequest('overrides', undefined);
  app.decorateRequest('lastChange', undefined);
  app.addHook('preHandler', async (request) => {
    request.notice = takeNotice(request, needs.notices);
    if (request.user === '' || request.method !== 'GET') return;
    request.isUnapplied = await needs.isUnapplied();
    request.otherRouter = await standOf(needs.otherRouter);
    request.identity = await needs.identity();
    request.trial = await needs.trials.last();
    request.overrides = await needs.overrides.seen();
    request.lastChange = await needs.lastChange();
  });
  app.decorateReply('page', function (this: FastifyReply, page: Page) {
    const { words } = this.request;
    const view = isViewer(this.request) ? { ...page.view, readOnly: words.frame.viewer } : page.view;
    const data = { frame: frame(this.request, page, needs), words, view, kept };
    return this.code(page.status ?? 200)
      .header('vary', 'Cookie, Accept-Language')
      .view(page.template, data);
  });
  app.decorateReply('done', function (this: FastifyReply, address: string, notice: Notice) {
    const id = needs.notices.leave(this.request.user, notice);
    const [path = '', anchor] = address.split('#');
    const behind = anchor === undefined ? '' : `#${anchor}`;
    return this.redirect(`${path}${path.includes('?') ? '&' : '?'}done=${id}${behind}`, 303);
  });
}

/** What is kept of the connection may be damaged: CONNECTION TO THE BACKUP says so, the other pages go on. */
async function standOf({ state }: Pick<OtherRouter, 'state'>): Promise<PushState | undefined> {
  try {
    return await state();
  } catch (error) {
    if (error instanceof ConsoleError) return undefined;
    throw error;
  }
}

/** Whoever may change nothing sees every form locked. */
function isViewer({ user, role }: FastifyRequest): boolean {
  return user !== '' && role === 'viewer';
}

/**
 * For templates: what is rendered of an object that stays the same from page to page, such as a row of a long
 * list, is rendered once.
 */
function keeper(): (of: object, render: () => string) => string {
  const rendered = new WeakMap<object, string>();
  return (of, render) => {
    const text = rendered.get(of) ?? render();
    rendered.set(of, text);
    return text;
  };
}

function frame(request: FastifyRequest, page: Page, needs: PageNeeds) {
  const { words, user } = request;
  const { heading, tab, editing, bare = false } = frameOf(page.panel);
  const current = page.self ?? ownAddress(request, tab);
  const { notice } = request;
  return {
    panel: page.panel,
    language: request.language,
    bare,
    heading,
    gloss: words.frame.gloss[page.panel],
    subject: page.subject ?? '',
    title: [page.subject, heading, 'LVS Console'].filter(Boolean).join(' – '),
    tabs: tabs.map((item) => ({
      ...item,
      gloss: words.frame.gloss[item.name],
      current: item.name === tab,
    })),
    editLinks: page.virtualServer === undefined ? [] : editRow(page.virtualServer, editing, page.panel),
    languages: languageLinks(request.language, current),
    notice: notice && { ...shown(notice, words), push: pushOffer(request, notice) },
    // CONTROL/MONITORING says it itself, beside APPLY.
    isUnapplied: request.isUnapplied && page.panel !== 'control',
    trial: trialLine(request, current, needs.clock()),
    temporary: temporaryLine(request, page.panel, needs.clock()),
    otherRouter: otherRouterLine(request, page.panel, needs.clock()),
    lastChange: lastChangeLine(request, page.panel),
    onBackup: backupWarning(request, page.panel),
    auditTrouble: user === '' ? undefined : auditTrouble(request, needs),
    warnings: [...inClear(words, needs), ...certificateEnds(request, needs)],
    user,
    role: request.role,
    mayChange: !isViewer(request),
    token: user === '' ? '' : needs.tokens.make(user),
    refresh: page.refresh,
    style: needs.assetHref('console.css'),
    script: needs.assetHref('console.js'),
    keysScript: needs.assetHref('keys.js'),
    icon: needs.assetHref('mark.svg'),
    version: needs.version,
    helpHref: helpHref(page.panel, words),
    keys: shortcutsText,
  };
}

function inClear(words: Words, { isInClear }: PageNeeds): readonly string[] {
  return isInClear() ? [words.frame.inClear] : [];
}

/** What a browser would say too, but only once it is too late. */
function certificateEnds({ user, words }: FastifyRequest, { tls, clock }: PageNeeds): readonly string[] {
  if (tls === undefined || user === '') return [];
  const remark = remarkOn(tls.current().facts, clock());
  return remark === undefined ? [] : [words.frame.certificate[remark.what](remark.day)];
}

/** That changes are not recorded, why, and since when. */
function auditTrouble({ language, words }: FastifyRequest, { audit }: PageNeeds) {
  const trouble = audit.trouble();
  if (trouble === undefined) return undefined;
  const { text, commands } = sentencesOf(trouble.error, words);
  const since = words.audit.trouble.since(momentText(trouble.since, language), trouble.missed);
  return { lines: [since, text], commands };
}

/** Panels that HELP explains with another one. */
const sectionsOf: Readonly<Record<string, string>> = {
  'real-server': 'real-servers',
  probe: 'monitoring-scripts',
  several: 'virtual-servers',
  'copy-virtual-server': 'virtual-servers',
  'same-real-servers': 'real-servers',
};

/** HELP, at the section of the panel one comes from. */
function helpHref(panel: PanelName, { help }: Words): string {
  const named = panel.replace(/^(add|delete)-/, '');
  const section = sectionsOf[named] ?? named;
  return section in help.sections ? `/secure/help#${section}` : '/secure/help';
}

function editRow(virtualServer: string, editing: string | undefined, panel: PanelName) {
  const address = virtualServerHref(virtualServer);
  return editLinks.map(({ name, label, path }) => ({
    label,
    href: address + path,
    current: name === editing,
    // A single real server stands below its list: the item is marked, and leads back to the list.
    here: name === panel,
  }));
}

function languageLinks(current: Language, back: string) {
  const names: Record<Language, string> = { en: 'English', fr: 'Français' };
  return languages.map((language) => ({
    language,
    label: names[language],
    current: language === current,
    href: `/language?to=${language}&back=${encodeURIComponent(back)}`,
  }));
}

function ownAddress(request: FastifyRequest, tab: string | undefined): string {
  if (request.method === 'GET' || request.method === 'HEAD') return request.url.replace(/[?&]done=[^&]*/, '');
  return tab === undefined ? '/' : `/secure/${tab}`;
}

function takeNotice(request: FastifyRequest, notices: Notices): Notice | undefined {
  const id = (request.query as { done?: unknown } | undefined)?.done;
  return typeof id === 'string' && request.method === 'GET' ? notices.take(request.user, id) : undefined;
}

function shown(notice: Notice, words: Words) {
  const { details, isSave = false, kind, offersStart = false, text } = notice;
  return { kind, text: text(words), details: details?.(words) ?? [], isSave, offersStart };
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A misspelt name in a template is a fault to find, not the word "undefined" on a page. */
function escapeText(value: unknown): string {
  if (value === undefined || value === null) throw new TypeError('A template prints a value that is missing');
  const text = String(value);
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => entities[character] ?? '') : text;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The message that a change left for this page, if the address asks for one. */
    notice: Notice | undefined;
    /** What runs is not what lvs.cf says now. */
    isUnapplied: boolean;
    /** How things stand with the other router, as far as anybody knows. */
    otherRouter: PushState | undefined;
    /** Which router this machine is, as far as anybody knows. */
    identity: Identity | undefined;
  }
  interface FastifyReply {
    /** Answers with a page of the console. */
    page(page: Page): FastifyReply;
    /** After a change: 303 to a page (a local address), which shows this message once. */
    done(address: string, notice: Notice): FastifyReply;
  }
}
