/** Weights that real servers have for the time being, in the JSON interface. */

import { z } from 'zod';
import { namedServer, namedService } from '../../core/keepalived/named-servers.js';
import { destinationKey, serviceKey } from '../../core/keepalived/wanted-table.js';
import { readable } from '../../core/lvscf/bytes.js';
import type { Config } from '../../core/lvscf/config.js';
import { ConsoleError } from '../../core/problem.js';
import {
  isTaken,
  overrideRouters,
  type PlacedOverride,
  placedOverrides,
} from '../../core/push/override-api.js';
import { largestReportedWeight } from '../../core/router/check-weight.js';
import type { OverrideTarget } from '../../core/router/override.js';
import { endSentence, overrideText } from '../../text/overrides.js';
import { type OverrideNeeds, requireMeant } from '../override-meant.js';
import { type ApiRoute, apiRoute } from './route.js';
import { apiWords } from './told.js';
import { confirmQuery, ended, endShape, toldEnd, toldTrouble, troubleShape } from './told-steps.js';

const tag = 'overrides';

const listShape = z.object({
  overrides: z.array(
    z.looseObject({
      virtual: z.string(),
      server: z.string(),
      service: z.string().meta({ description: 'As the kernel names it: TCP 10.0.0.100:80.' }),
      destination: z.string(),
      weight: z.union([z.literal('drain'), z.int()]),
      until: z
        .number()
        .nullable()
        .meta({ description: 'Milliseconds since 1970; null: until it is put back.' }),
      by: z.string(),
      place: z.enum(['both', 'here', 'other', 'alone', 'unknown']),
      message: z.string(),
    }),
  ),
  hereKnown: z.boolean(),
  trouble: troubleShape.optional().meta({ description: 'Why the other router does not tell.' }),
});

/** A week: whoever needs a weight for longer writes it into lvs.cf. */
const mostMinutes = 10_080;

const orderShape = z.strictObject({
  virtual: z.string().min(1).max(1000).meta({ description: "A name in lvs.cf, or the kernel's word." }),
  server: z.string().min(1).max(1000).meta({ description: 'The same.' }),
  weight: z
    .union([z.literal('drain'), z.int().min(0).max(largestReportedWeight)])
    .nullable()
    .meta({ description: 'drain: no new clients. Null: the weight of lvs.cf again.' }),
  minutes: z
    .int()
    .min(1)
    .max(mostMinutes)
    .optional()
    .meta({ description: 'It ends by itself after so long.' }),
  routers: z.enum(overrideRouters).default('both'),
});

/** These routes. */
export function overrideRoutes(needs: OverrideNeeds): readonly ApiRoute[] {
  const { clock, configFile, overrides } = needs;
  return [
    apiRoute({
      method: 'GET',
      path: '/overrides',
      tag,
      summary: 'The temporary weights of both routers',
      answers: { name: 'Overrides', shape: listShape },
      answer: async () => {
        const seen = await overrides.look();
        return {
          json: {
            overrides: placedOverrides(seen, clock()).map(toldOverride),
            hereKnown: seen.here !== undefined,
            ...(seen.there?.trouble && { trouble: toldTrouble(seen.there.trouble) }),
          } satisfies z.input<typeof listShape>,
        };
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/overrides',
      tag,
      summary: 'Gives a real server another weight for the time being, or puts it back, without a reload',
      detail: 'The routers report it from their next check on.',
      query: confirmQuery,
      body: { name: 'Override', shape: orderShape },
      answers: {
        name: 'OverrideTaken',
        shape: z.object({
          ok: z.boolean(),
          message: z.string(),
          here: endShape.optional(),
          there: endShape.optional(),
        }),
      },
      audit: 'override',
      answer: async ({ body, request }) => {
        const { minutes, routers, server, virtual, weight } = body;
        const target = targetIn((await configFile.read()).parsed, virtual, server);
        const until = weight === null || minutes === undefined ? null : clock() + minutes * 60_000;
        const order = { ...target, weight, until, by: request.user.slice(0, 200) };
        const { destination, service } = target;
        request.audited.object = `${service} ${destination}: ${weight ?? 'put back'}, ${routers}`;
        await requireMeant(request, needs, order);
        const end = await overrides.set(order, routers);
        const ok = isTaken(end);
        request.audited.outcome = ok ? 'done' : 'failed';
        const [here, there] = [toldEnd(end.here), toldEnd(end.there)];
        const message = endSentence(end, apiWords);
        return ended({ ok, message, ...(here && { here }), ...(there && { there }) });
      },
    }),
  ];
}

function toldOverride(one: PlacedOverride) {
  const { id: _id, server, virtual, ...rest } = one;
  const message = overrideText(one, apiWords, 'en');
  return { ...rest, virtual: readable(virtual), server: readable(server), message };
}

/** The real server, in the kernel's words. @throws ConsoleError not_found */
function targetIn(config: Config, virtual: string, server: string): OverrideTarget {
  const service = namedService(config, virtual);
  if (service === undefined) throw new ConsoleError('not_found', 'no_such_virtual_server', { name: virtual });
  const realServer = namedServer(service, server);
  if (realServer !== undefined) {
    return { service: serviceKey(service), destination: destinationKey(service, realServer) };
  }
  throw new ConsoleError('not_found', 'no_such_real_server', { name: server, virtual });
}
