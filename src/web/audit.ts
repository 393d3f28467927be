/**
 * What goes to the audit log: every request that changes something, or would have, once it is answered.
 * Routes add what only they know to `request.audited`.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { reasonOf } from '../core/audit/failure.js';
import type { AuditAction, AuditActor, AuditEntry, AuditFacts, AuditOutcome } from '../core/audit/record.js';
import type { ConsoleError } from '../core/problem.js';

/** The log, as far as it is written. */
export interface Audit {
  /** Adds a line; a log that cannot be written stops nobody. */
  record(entry: AuditEntry): Promise<void>;
  trouble(): AuditTrouble | undefined;
}

/** That the log cannot be written. */
export interface AuditTrouble {
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly error: ConsoleError;
  /** How many lines are missing. */
  readonly missed: number;
}

/**
 * What a route knows of the change that it makes. What it leaves out follows from the request and its answer.
 */
export type Audited = {
  -readonly [Fact in keyof AuditFacts]?: AuditFacts[Fact];
} & {
  /** It only looked, or leads to a form: there is nothing to record. */
  isLook?: boolean;
};

/** Records every change. To be registered before anything refuses a request. */
export function auditChanges(app: FastifyInstance, audit: Audit): void {
  app.decorateRequest('audited');
  app.addHook('onRequest', async (request) => {
    request.audited = {};
  });
  app.addHook('onError', async (request, _reply, error) => {
    request.audited.reason ??= reasonOf(error);
  });
  app.addHook('onSend', async (request, reply) => {
    if (!isRecorded(request)) return;
    const entry = entryOf(request, reply);
    await audit.record(entry);
    const trouble = audit.trouble();
    if (trouble !== undefined) request.log.error({ err: trouble.error, entry }, 'not in the audit log');
  });
}

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request would change something. */
export function isChange(request: FastifyRequest): boolean {
  return !readingMethods.has(request.method) && !request.is404;
}

/** Who is not logged in changes nothing; wrong passwords are told elsewhere. */
function isRecorded(request: FastifyRequest): boolean {
  if (request.user === '' || request.audited.isLook) return false;
  return isChange(request) || request.audited.reason === 'role';
}

/** Who sends a request, for a line that is written later than its answer. */
export function actorOf({ ip, role, user }: FastifyRequest): AuditActor {
  return { user, address: ip, role };
}

function entryOf(request: FastifyRequest, reply: FastifyReply): AuditEntry {
  const { audited, routeOptions } = request;
  const { isLook: _isLook, changes = [], ...facts } = audited;
  const outcome = audited.outcome ?? outcomeOf(reply.statusCode);
  const named: AuditAction = routeOptions.config.audit ?? 'save';
  return {
    ...actorOf(request),
    action: isChange(request) ? named : 'open',
    ...(changes.length > 0 && { changes }),
    // A route that names what was done, or what changed, leaves nothing for the address to tell.
    ...(changes.length === 0 && audited.action === undefined && { object: pathOf(request) }),
    ...(outcome !== 'done' && { reason: codes[reply.statusCode] ?? 'failed' }),
    ...facts,
    outcome,
  };
}

function outcomeOf(status: number): AuditOutcome {
  if (status < 400) return 'done';
  return status < 500 ? 'refused' : 'failed';
}

/** What a refusal is called that nobody threw: a form that is shown again. */
const codes: Readonly<Record<number, string>> = { 403: 'token', 409: 'block_changed', 422: 'invalid' };

/** The address below `/secure/`, which names panel and servers. */
function pathOf({ url }: FastifyRequest): string {
  const [path = ''] = url.split('?', 1);
  try {
    return decodeURIComponent(path).replace(/^\/secure\//, '');
  } catch {
    return path; // no text in UTF-8: as it came
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What its route adds to the line in the audit log. */
    audited: Audited;
  }
  interface FastifyContextConfig {
    /** What its changes are called in the audit log; without it, a save of `lvs.cf`. */
    audit?: AuditAction;
  }
}
