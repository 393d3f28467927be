import type { FastifyInstance } from 'fastify';
import { type ApiRoute, apiPrefix } from '../../api/route.js';
import { examplesAt } from './examples.js';

/** What the page is given. */
export interface ApiPanelNeeds {
  /** The table of the interface. */
  readonly routes: readonly ApiRoute[];
}

/** What most refusals are, in the order of their status. */
const failures = [
  [401, 'password'],
  [403, 'role'],
  [403, 'origin'],
  [409, 'locked'],
  [412, 'revision_stale'],
  [415, 'media_type'],
  [422, 'body_refused'],
  [422, 'adds_problems'],
  [422, 'dangerous'],
  [422, 'structure_wrong'],
  [428, 'revision_wanted'],
  [429, 'too_many_tries'],
] as const;

/** JSON INTERFACE: what programs can ask this console, and how. */
export function apiPanel(scope: FastifyInstance, { routes }: ApiPanelNeeds): void {
  const groups = new Map<string, ApiRoute[]>();
  for (const route of routes) groups.set(route.tag, [...(groups.get(route.tag) ?? []), route]);

  scope.get('/api', async (request, reply) => {
    const { host, protocol, words } = request;
    const { api: say } = words;
    const view = {
      examples: examplesAt(`${protocol}://${host}`).map(({ code, name }) => ({
        code,
        title: say.examples[name],
      })),
      failures: failures.map(([status, code]) => ({ status, code, text: say.failures[code] })),
      groups: [...groups].map(([tag, ofGroup]) => ({
        tag,
        id: `routes-${tag.replaceAll(' ', '-')}`,
        rows: ofGroup.map(({ adminOnly, method, path, summary }) => ({
          method,
          path: apiPrefix + path,
          summary,
          who: method === 'GET' && adminOnly !== true ? '' : say.adminOnly,
        })),
      })),
    };
    return reply.page({ panel: 'api', template: 'api/api', view });
  });
}
