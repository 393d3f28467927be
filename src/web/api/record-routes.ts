/** What happened, in the JSON interface: the time line of both routers, the audit log. It changes nothing. */

import { z } from 'zod';
import type { AuditReading } from '../../core/audit/reading.js';
import { auditOutcomes, visibleRecord } from '../../core/audit/record.js';
import type { EventLog } from '../../core/live/event-log.js';
import { type Entry, entryKinds } from '../../core/live/timeline.js';
import { entryText } from '../../text/events.js';
import { type ApiRoute, apiRoute } from './route.js';
import { apiWords } from './told.js';
import { toldTrouble, troubleShape } from './told-steps.js';

/** What these routes are given. */
export interface RecordRoutesNeeds {
  readonly audit: AuditReading;
  readonly eventLog: EventLog;
}

const limit = z.coerce.number().int().min(1).max(1000).default(50);
const moment = z.coerce.number().int().min(0).max(8_640_000_000_000_000).optional();

const eventQuery = z.strictObject({
  kind: z.enum(entryKinds).optional(),
  router: z.enum(['here', 'there']).optional(),
  virtual: z.string().max(1000).optional().meta({ description: 'Name of a virtual server.' }),
  since: moment.meta({ description: 'From this moment on, in milliseconds since 1970.' }),
  until: moment.meta({ description: 'Before this moment.' }),
  limit,
});

const eventShape = z.object({
  at: z.number().meta({ description: 'Milliseconds since 1970.' }),
  id: z.string(),
  kind: z.enum(entryKinds),
  router: z.enum(['here', 'there']),
  what: z.string().meta({ description: 'up, down, master, backup, began ...; of a change, its action.' }),
  virtual: z.string().optional(),
  server: z.string().optional(),
  service: z.string().optional(),
  destination: z.string().optional(),
  word: z.string().optional().meta({ description: 'Why a real server went down, as its check put it.' }),
  message: z.string(),
  details: z.array(z.string()),
});

const auditQuery = z.strictObject({
  user: z.string().max(100).optional(),
  object: z.string().max(100).optional(),
  outcome: z.enum(auditOutcomes).optional(),
  since: moment,
  until: moment,
  before: z.coerce.number().int().min(1).optional().meta({ description: 'The older of the answer before.' }),
  limit,
});

const recordShape = z.looseObject({
  number: z.int(),
  time: z.string(),
  user: z.string(),
  action: z.string(),
  outcome: z.enum(auditOutcomes),
});

/** Whoever asks waits so long for the routers. */
const patienceMs = 3000;

/** These routes. */
export function recordRoutes({ audit, eventLog }: RecordRoutesNeeds): readonly ApiRoute[] {
  return [
    apiRoute({
      method: 'GET',
      path: '/events',
      tag: 'live',
      summary: 'What happened on both routers and who changed what, the last first',
      query: eventQuery,
      answers: {
        name: 'Events',
        shape: z.object({ events: z.array(eventShape), more: z.boolean(), trouble: troubleShape.optional() }),
      },
      answer: async ({ query }) => {
        await eventLog.soon(patienceMs);
        const { kind, limit: most, router, since, until, virtual } = query;
        const page = await eventLog.page({
          filter: {
            ...(kind !== undefined && { kind }),
            ...(router !== undefined && { side: router }),
            ...(virtual !== undefined && { virtual }),
          },
          limit: most,
          ...(since !== undefined && { since }),
          ...(until !== undefined && { until }),
        });
        return {
          json: {
            events: page.entries.map(toldEntry),
            more: page.hasOlder,
            ...(page.trouble && { trouble: toldTrouble(page.trouble) }),
          },
        };
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/audit',
      tag: 'audit',
      summary: 'Who did what, the last first',
      query: auditQuery,
      answers: {
        name: 'AuditPage',
        shape: z.object({ records: z.array(recordShape), older: z.int().optional() }),
      },
      answer: async ({ query: { before, limit: most, ...filter } }) => {
        const given = Object.entries(filter).filter(([, value]) => value !== undefined);
        const { older, records } = await audit.read({
          filter: Object.fromEntries(given),
          limit: most,
          ...(before !== undefined && { before }),
        });
        return { json: { records: records.map(visibleRecord), ...(older !== undefined && { older }) } };
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/audit/verify',
      tag: 'audit',
      summary: 'Reads the whole log, and says whether it is as it was written',
      answers: {
        name: 'AuditVerified',
        shape: z.object({
          ok: z.boolean(),
          lines: z.int(),
          torn: z.array(z.int()).meta({ description: 'Lines that a crash cut off.' }),
          misfit: z.looseObject({ line: z.int(), fault: z.string() }).optional(),
        }),
      },
      answer: async () => {
        const found = await audit.verify();
        return { json: { ok: found.misfit === undefined, ...found } };
      },
    }),
  ];
}

function toldEntry(entry: Entry): z.input<typeof eventShape> {
  const { details, what: message } = entryText(entry, apiWords, 'en');
  const { at, id, kind, side: router } = entry;
  const told = { at, id, kind, router, message, details: [...details] };
  if (entry.kind === 'change') return { ...told, what: entry.record.action };
  const { destination, server, service, virtual, what, word } = entry;
  const named = Object.entries({ virtual, server, service, destination, word });
  return { ...told, what, ...Object.fromEntries(named.filter(([, text]) => text !== '')) };
}
