/** What is seen now, in the JSON interface: kernel, connections, both routers. It changes nothing. */

import { z } from 'zod';
import type { IpvsConnection } from '../../core/ipvs/parse-conn.js';
import { alarmsOf } from '../../core/live/alarms.js';
import { type ConnectionNames, searchConnections } from '../../core/live/connections.js';
import { activityOf, floatingOn, type RouterSeen, type RoutersSeen } from '../../core/live/routers.js';
import type { Snapshot } from '../../core/live/snapshot.js';
import type { LiveServer, LiveService } from '../../core/live/table.js';
import { readable } from '../../core/lvscf/bytes.js';
import { isKnown, type Reading } from '../../core/machine/reading.js';
import { alarmSentence } from '../../text/alarm.js';
import { type ApiRoute, apiRoute } from './route.js';
import { apiWords } from './told.js';
import { toldTrouble, troubleShape } from './told-steps.js';

/** What these routes are given. */
export interface LiveRoutesNeeds {
  readonly liveTable: { now(): Promise<Snapshot> };
  readonly routers: { soon(ms: number): Promise<RoutersSeen> };
  /** Tells of the connections that are balanced now, one after the other. */
  readonly connections: (take: (connection: IpvsConnection) => void) => Promise<Reading<void>>;
  /** What lvs.cf calls the ends of a connection; no names when it cannot be read. */
  readonly connectionNames: () => Promise<ConnectionNames>;
}

const tag = 'live';

const moment = z.number().meta({ description: 'Milliseconds since 1970.' });
const count = z.int();

const serverShape = z.object({
  name: z.string().meta({ description: 'In lvs.cf; empty where the file does not know it.' }),
  destination: z.string().meta({ description: 'As the kernel names it: 10.0.0.11:80.' }),
  state: z.string(),
  wantedWeight: count.optional(),
  weight: count.optional().meta({ description: 'Missing where the kernel does not have it.' }),
  forwarding: z.string().optional(),
  activeConnections: count.optional(),
  inactiveConnections: count.optional(),
});

const serviceShape = z.object({
  name: z.string(),
  service: z.string().meta({ description: 'As the kernel names it: TCP 10.0.0.100:80, FWM 80.' }),
  state: z.string(),
  scheduler: z.string(),
  persistenceSeconds: count.optional(),
  activeConnections: count,
  inactiveConnections: count,
  servers: z.array(serverShape),
});

const tableShape = z.object({
  at: moment,
  readAt: moment.optional().meta({ description: 'When what is told was read; missing where nothing was.' }),
  trouble: z.looseObject({ reason: z.string() }).optional().meta({ description: 'Why it is not newer.' }),
  wantedKnown: z.boolean().meta({ description: 'False: lvs.cf could not be read.' }),
  services: z.array(serviceShape),
});

const routerShape = z.object({
  activity: z.enum(['active', 'idle', 'unknown']),
  at: moment.optional().meta({ description: 'When it told what is told here; missing where it never did.' }),
  trouble: troubleShape.optional().meta({ description: 'Why it tells nothing newer.' }),
  engine: z.looseObject({ name: z.string().nullable(), status: z.string() }).optional(),
  version: z.string().optional().meta({ description: 'Of the engine.' }),
  vrrp: z.union([z.string(), z.looseObject({ state: z.string() })]).optional(),
  file: z.string().nullable().optional().meta({ description: 'SHA-256 of its lvs.cf.' }),
  applied: z.looseObject({ hash: z.string() }).nullable().optional(),
  floating: z.array(
    z.object({ address: z.string(), device: z.string(), on: z.array(z.string()).optional() }),
  ),
});

const routersShape = z.object({
  here: routerShape,
  there: routerShape.nullable().meta({ description: 'Null without a connection to the other router.' }),
  alarms: z.array(z.object({ code: z.string(), tone: z.enum(['bad', 'unsure']), message: z.string() })),
});

const searchQuery = z.strictObject({
  text: z.string().max(100).default('').meta({ description: 'Part of an address or of a name.' }),
  state: z.string().max(30).default('').meta({ description: 'As the kernel names it: ESTABLISHED.' }),
  from: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

const connectionsShape = z.object({
  at: moment,
  trouble: z.looseObject({ reason: z.string() }).optional().meta({ description: 'Why none can be seen.' }),
  all: count,
  fitting: count.meta({ description: 'How many fit the search.' }),
  byState: z.record(z.string(), count),
  connections: z.array(
    z.object({
      protocol: z.string(),
      client: z.string(),
      virtual: z.string(),
      destination: z.string(),
      state: z.string(),
      expiresInSeconds: z.number(),
      virtualServer: z.string().meta({ description: 'In lvs.cf; empty where the file does not know it.' }),
      realServer: z.string(),
    }),
  ),
});

/** Nobody is kept waiting longer for a router that does not answer. */
const patienceMs = 3000;

/** These routes. */
export function liveRoutes(needs: LiveRoutesNeeds): readonly ApiRoute[] {
  const { connectionNames, connections, liveTable, routers } = needs;
  return [
    apiRoute({
      method: 'GET',
      path: '/live',
      tag,
      summary: "The kernel's table beside what lvs.cf wants of it",
      answers: { name: 'LiveTable', shape: tableShape },
      answer: async () => ({ json: toldTable(await liveTable.now()) }),
    }),
    apiRoute({
      method: 'GET',
      path: '/connections',
      tag,
      summary: 'The connections that are balanced now, searched and counted',
      query: searchQuery,
      answers: { name: 'Connections', shape: connectionsShape },
      answer: async ({ query }) => {
        const { found, take } = searchConnections(query, await connectionNames());
        const reading = await connections(take);
        const { all, byState, fitting, shown } = found();
        return {
          json: {
            at: reading.at,
            ...(!isKnown(reading) && { trouble: reading }),
            all,
            fitting,
            byState: Object.fromEntries(byState),
            connections: shown.map((one) => ({
              ...one,
              virtualServer: readable(one.virtualServer),
              realServer: readable(one.realServer),
            })),
          } satisfies z.input<typeof connectionsShape>,
        };
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/routers',
      tag,
      summary: 'Both routers, and what is wrong with them',
      answers: { name: 'Routers', shape: routersShape },
      answer: async () => {
        const seen = await routers.soon(patienceMs);
        return {
          json: {
            here: toldRouter(seen.here),
            there: seen.there === undefined ? null : toldRouter(seen.there),
            alarms: alarmsOf(seen).map((alarm) => ({
              code: alarm.code,
              tone: alarm.tone,
              message: alarmSentence(alarm, apiWords),
            })),
          } satisfies z.input<typeof routersShape>,
        };
      },
    }),
  ];
}

function toldTable({ at, isWantedKnown, readAt, services, trouble }: Snapshot): z.input<typeof tableShape> {
  return {
    at,
    ...(readAt !== undefined && { readAt }),
    ...(trouble !== undefined && { trouble }),
    wantedKnown: isWantedKnown,
    services: services.map(toldService),
  };
}

function toldService(service: LiveService): z.input<typeof serviceShape> {
  const {
    activeConnections,
    inactiveConnections,
    key,
    persistenceSeconds,
    scheduler,
    servers,
    state,
    virtual,
  } = service;
  return {
    name: readable(virtual),
    service: key,
    state,
    scheduler,
    ...(persistenceSeconds !== undefined && { persistenceSeconds }),
    activeConnections,
    inactiveConnections,
    servers: servers.map(toldServer),
  };
}

function toldServer({
  destination,
  live,
  server,
  state,
  wantedWeight,
}: LiveServer): z.input<typeof serverShape> {
  return {
    name: readable(server),
    destination,
    state,
    ...(wantedWeight !== undefined && { wantedWeight }),
    ...live,
  };
}

function toldRouter(router: RouterSeen): z.input<typeof routerShape> {
  const { at, details, observation, trouble } = router;
  return {
    activity: activityOf(router),
    ...(at !== undefined && { at }),
    ...(trouble && { trouble: toldTrouble(trouble) }),
    ...(observation && {
      engine: observation.engine,
      vrrp: observation.vrrp,
      file: observation.file,
      applied: observation.applied,
    }),
    ...(details && { version: details.version }),
    floating: floatingOn(router).map(({ address, device, on }) => ({
      address,
      device,
      ...(on && { on: [...on] }),
    })),
  };
}
