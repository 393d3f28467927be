import basicAuth from '@fastify/basic-auth';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Address } from '../core/access/address.js';
import { type Role, roleOf } from '../core/access/roles.js';
import { ConsoleError, errorStatus } from '../core/problem.js';
import { type Allowlists, addressOf, allowlistCheck, doors } from './allowlist.js';
import { requireNoForm } from './api/content.js';
import { isChange } from './audit.js';
import type { FormTokens } from './form-token.js';
import { type HostNeeds, hostCheck } from './host.js';
import { createLoginNotes, type LoginNoteNeeds } from './login-notes.js';
import {
  type Answer,
  createPasswordCheck,
  type PasswordCheck,
  type PasswordNeeds,
} from './password-check.js';
import { type GroupSource, mayAsk } from './roles.js';
import { isEncrypted, type TlsIdentity } from './tls-server.js';

/** What access is decided with. */
export interface AccessNeeds extends HostNeeds, PasswordNeeds, LoginNoteNeeds {
  readonly allowlists: Allowlists;
  readonly groups: GroupSource;
  readonly tokens: FormTokens;
  /** With a certificate, nothing is answered that was asked in clear text. */
  readonly tls: TlsIdentity | undefined;
}

/** Nobody, or somebody with a wrong password, asked for a protected page. */
class PasswordWanted extends Error {
  readonly statusCode = 401;
}

/** Too many wrong passwords came from there: for so many seconds none is looked at. */
class TooManyTries extends ConsoleError {
  readonly statusCode = 429;
  constructor(seconds: number) {
    super('slow_down', 'too_many_tries', { seconds });
  }
}

/** So many passwords are being looked at that no other one is taken in. */
class PasswordsBusy extends ConsoleError {
  readonly statusCode = errorStatus.overloaded;
  constructor() {
    super('overloaded', 'passwords_busy', { seconds: busySeconds });
  }
}

/** After which time those who wait now have had their turn. */
const busySeconds = 5;

/** How the plugin says that a header is missing or holds no name and password. */
const unreadHeader = 'FST_BASIC_AUTH_MISSING_OR_BAD_AUTHORIZATION_HEADER';

/**
 * Stands before every route, whatever the method: address, then known Host, then TLS if there is a certificate, then
 * password, then role, then, for a change, a request that comes from one of our own forms. Closed unless opened: only
 * the routes of a scope given to `openToAll` are reached without a password. Returns the check, for a page that asks
 * for a password once more.
 */
export async function guard(app: FastifyInstance, needs: AccessNeeds): Promise<PasswordCheck> {
  const checkAddress = allowlistCheck(needs.allowlists);
  const checkHost = hostCheck(needs);
  const passwords = await createPasswordCheck(needs);
  const note = createLoginNotes(needs);

  app.decorateRequest('user', '');
  app.decorateRequest('role', 'viewer');
  app.decorateRequest('isStillLetIn', async () => false);
  await app.register(basicAuth, {
    authenticate: { realm: 'LVS Console' },
    validate: async (user, password, request, reply) => {
      const from = whereFrom(request);
      const answer = await passwords.check(from, user, password);
      await note(request, from, user, answer);
      requireRight(answer, reply);
      request.user = user;
      request.role = roleOf((await needs.groups.read())?.parsed, user);
      request.isStillLetIn = async () =>
        (await passesDoors(request)) && (await passwords.isStillRight(user, password));
    },
  });

  async function passesDoors(request: FastifyRequest): Promise<boolean> {
    try {
      for (const door of doors) await checkAddress(request, door);
      return true;
    } catch (error) {
      if (error instanceof ConsoleError) return false;
      throw error;
    }
  }

  // 1. Where the request comes from. Whoever is refused here is asked nothing.
  app.addHook('onRequest', async (request) => {
    await checkAddress(request, 'site');
    if (!isOpen(request)) await checkAddress(request, 'secure');
  });
  // 2. The name the browser used for us.
  app.addHook('onRequest', async (request) => checkHost(request));
  // 3. With a certificate: a connection that nobody else reads.
  app.addHook('onRequest', async (request, reply) => {
    if (needs.tls === undefined || isEncrypted(request.raw.socket) || isFileOfPages(request)) return;
    reply.header('connection', 'close');
    throw new ConsoleError('not_encrypted', 'plain_request', { address: encryptedAddress(request) });
  });
  // 4. The password.
  app.addHook('onRequest', (request, reply, done) => {
    if (isOpen(request)) return done();
    app.basicAuth(request, reply, (error) => {
      const { authorization } = request.headers;
      const isUnread = error !== undefined && 'code' in error && error.code === unreadHeader;
      if (!isUnread || !authorization) return done(error);
      // A header that is no name and password counts as a try, and gets the same answer.
      const from = whereFrom(request);
      const counted = async () => {
        const answer = await passwords.malformed(from, authorization);
        await note(request, from, '', answer);
        requireRight(answer, reply);
      };
      counted().then(() => done(error), done);
    });
  });
  // 5. What this user may do.
  app.addHook('onRequest', async (request) => {
    if (!isOpen(request) && !mayAsk(request.role, request, isChange(request))) refuse('role');
  });
  // 6. For a change: sent by a page of ours, as far as the browser tells ...
  app.addHook('onRequest', async (request) => {
    if (isChange(request) && !comesFromHere(request)) refuse('origin');
  });
  // 7. ... and with the token of this user, which needs the body; or as no form can be sent.
  app.addHook('preValidation', async (request, reply) => {
    if (!isChange(request)) return;
    if (request.routeOptions.config.api !== undefined) return requireNoForm(request);
    const { _csrf: token, ...fields } = formFields(request);
    const verdict = needs.tokens.judge(request.user, token);
    request.body = fields;
    if (verdict === 'wrong' || (verdict === 'old' && holdsSecrets(request))) refuse('token');
    if (verdict === 'old') return offerAgain(request, reply, fields);
  });
  return passwords;
}

/** Goes on only with the right password. @throws PasswordWanted, TooManyTries, PasswordsBusy */
export function requireRight(answer: Answer, reply: FastifyReply): void {
  if (answer === 'right') return;
  if (answer === 'wrong') throw new PasswordWanted();
  reply.header('retry-after', answer === 'busy' ? busySeconds : answer);
  if (answer === 'busy') throw new PasswordsBusy();
  throw new TooManyTries(answer);
}

/** Where a request comes from that was let in: the door lets nobody pass whose address it cannot read. */
export function whereFrom(request: FastifyRequest): Address {
  const address = addressOf(request);
  if (address === undefined) throw new PasswordWanted();
  return address;
}

/** Makes every route of a scope reachable without a password. */
export function openToAll(scope: FastifyInstance): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, open: true };
  });
}

/** Style and script, which hold nothing: the page that says where to go looks like one of ours. */
function isFileOfPages(request: FastifyRequest): boolean {
  return request.routeOptions.url === '/public/*';
}

/** The same page over TLS; the name is one of ours, since the Host was checked. */
function encryptedAddress({ url, headers }: FastifyRequest): string {
  return `https://${headers.host}${url.startsWith('/') ? url : '/'}`;
}

function isOpen(request: FastifyRequest): boolean {
  if (request.routeOptions.config.open === true) return true;
  // A page that does not exist holds nothing. One that looks like a way into /secure/ or /api/ asks first.
  return request.is404 && !/secure|api\/v/i.test(unfolded(request.raw.url ?? ''));
}

function unfolded(url: string): string {
  let text = url;
  for (let times = 0; times < 5; times += 1) {
    const decoded = text.replace(/%([0-9a-f]{2})/gi, (_, code) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
    if (decoded === text) break;
    text = decoded;
  }
  return text;
}

/**
 * What the browser says about the page that sent a form. Text browsers say nothing: then the token alone decides.
 * Source: Fetch Metadata Request Headers, section 2.4; RFC 6454, section 7.
 */
function comesFromHere(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = request.headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const { host, protocol } = new URL(origin);
  // A page that came in clear text may be anybody's. One that came encrypted did so by a proxy, listed or not.
  const isAsSafe = request.protocol !== 'https' || protocol === 'https:';
  return isAsSafe && host === request.headers.host?.toLowerCase();
}

function holdsSecrets(request: FastifyRequest): boolean {
  return request.routeOptions.config.secret === true;
}

function formFields(request: FastifyRequest): Record<string, unknown> {
  return typeof request.body === 'object' && request.body !== null ? { ...request.body } : {};
}

/** The form was ours but lay open too long: what was typed comes back, ready to be sent once more. */
function offerAgain(request: FastifyRequest, reply: FastifyReply, fields: Record<string, unknown>) {
  const typed = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((text) => ({ name, value: String(text) })),
  );
  const view = { action: request.url, typed };
  return reply.page({ panel: 'error', template: 'parts/old-form', view, status: 403 });
}

function refuse(why: 'token' | 'origin' | 'role'): never {
  throw new ConsoleError('denied', 'request_refused', { why });
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who logged in; empty on a page that needs no password. */
    user: string;
    /** What that user may do; on a page that needs no password, nothing. */
    role: Role;
    /** Whether the same request would pass now: an answer that goes on for long asks again and again. */
    isStillLetIn: () => Promise<boolean>;
  }
  interface FastifyContextConfig {
    /** Reachable without a password. */
    open?: boolean;
    /** Its form holds what no page may show again. */
    secret?: boolean;
  }
}
