import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AuditReading } from '../../../core/audit/reading.js';
import { auditOutcomes } from '../../../core/audit/record.js';
import { readAsked } from './form.js';
import { createLooks } from './looks.js';
import { auditView } from './view.js';

/** The log, as far as it is read. */
export interface AuditSource extends AuditReading {
  readonly path: string;
}

/** What AUDIT is given. */
export interface AuditPanelNeeds {
  readonly audit: AuditSource;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

const recordsPerPage = 50;

const text = z.string().trim().max(100).catch('');
const query = z.object({
  user: text,
  object: text,
  result: z.enum(auditOutcomes).optional().catch(undefined),
  from: text,
  to: text,
  before: z.coerce.number().int().min(1).optional().catch(undefined),
  verify: z.literal('now').optional().catch(undefined),
});

/** AUDIT: who did what, newest first, and whether the log is as it was written. It changes nothing. */
export function audit(scope: FastifyInstance, { audit: log, clock }: AuditPanelNeeds): void {
  const looks = createLooks(() => log.verify(), clock);

  scope.get('/audit', async (request, reply) => {
    const { words, language } = request;
    const { before, verify, ...fields } = query.parse(request.query);
    const asked = readAsked(fields, clock());
    const [page, look] = await Promise.all([
      log.read({ filter: asked.filter, limit: recordsPerPage, ...(before !== undefined && { before }) }),
      verify === 'now' ? looks.now() : looks.latest(),
    ]);
    const view = auditView({ path: log.path, asked, before, page, look, words, language });
    return reply.page({ panel: 'audit', template: 'audit/audit', view });
  });
}
