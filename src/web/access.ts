import basicAuth from '@fastify/basic-auth';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ConsoleError } from '../core/problem.js';
import { type Allowlists, allowlistCheck } from './allowlist.js';
import type { FormTokens } from './form-token.js';
import { type HostNeeds, hostCheck } from './host.js';
import { createPasswordCheck, type Users } from './password-check.js';

/** What access is decided with. */
export interface AccessNeeds extends HostNeeds {
  readonly allowlists: Allowlists;
  readonly users: Users;
  readonly tokens: FormTokens;
}

/** Nobody, or somebody with a wrong password, asked for a protected page. */
class PasswordWanted extends Error {
  readonly statusCode = 401;
}

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Stands before every route, whatever the method: address, then known Host, then password, then, for a change, a
 * request that comes from one of our own forms. Closed unless opened: only the routes of a scope given to
 * `openToAll` are reached without a password.
 */
export async function guard(app: FastifyInstance, needs: AccessNeeds): Promise<void> {
  const checkAddress = allowlistCheck(needs.allowlists);
  const checkHost = hostCheck(needs);
  const isPassword = createPasswordCheck(needs.users);

  app.decorateRequest('user', '');
  await app.register(basicAuth, {
    authenticate: { realm: 'LVS Console' },
    validate: async (user, password, request) => {
      if (!(await isPassword(user, password))) throw new PasswordWanted();
      request.user = user;
    },
  });

  // 1. Where the request comes from. Whoever is refused here is asked nothing.
  app.addHook('onRequest', async (request) => {
    await checkAddress(request, 'site');
    if (!isOpen(request)) await checkAddress(request, 'secure');
  });
  // 2. The name the browser used for us.
  app.addHook('onRequest', async (request) => checkHost(request));
  // 3. The password.
  app.addHook('onRequest', (request, reply, done) => {
    if (isOpen(request)) done();
    else app.basicAuth(request, reply, done);
  });
  // 4. For a change: sent by a page of ours, as far as the browser tells ...
  app.addHook('onRequest', async (request) => {
    if (isChange(request) && !comesFromHere(request)) refuse('origin');
  });
  // 5. ... and with the token of this user. Needs the body.
  app.addHook('preValidation', async (request, reply) => {
    if (!isChange(request)) return;
    const { _csrf: token, ...fields } = formFields(request);
    const verdict = needs.tokens.judge(request.user, token);
    request.body = fields;
    if (verdict === 'wrong') refuse('token');
    if (verdict === 'old') return offerAgain(request, reply, fields);
  });
}

/** Makes every route of a scope reachable without a password. */
export function openToAll(scope: FastifyInstance): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, open: true };
  });
}

function isOpen(request: FastifyRequest): boolean {
  if (request.routeOptions.config.open === true) return true;
  // A page that does not exist holds nothing. One that looks like a way into /secure/ asks first.
  return request.is404 && !/secure/i.test(unfolded(request.raw.url ?? ''));
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

function isChange(request: FastifyRequest): boolean {
  return !readingMethods.has(request.method) && !request.is404;
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
  return URL.canParse(origin) && new URL(origin).host === request.headers.host?.toLowerCase();
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

function refuse(why: 'token' | 'origin'): never {
  throw new ConsoleError('denied', 'request_refused', { why });
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who logged in; empty on a page that needs no password. */
    user: string;
  }
  interface FastifyContextConfig {
    /** Reachable without a password. */
    open?: boolean;
  }
}
