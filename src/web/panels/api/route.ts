import type { FastifyInstance } from 'fastify';
import { ConsoleError } from '../../../core/problem.js';
import { type ApiRoute, apiPrefix } from '../../api/route.js';
import type { ConfigSource } from '../../editing.js';
import { examplesAt } from './examples.js';

/** What the page is given. */
export interface ApiPanelNeeds {
  readonly configFile: Pick<ConfigSource, 'read'>;
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
export function apiPanel(scope: FastifyInstance, { configFile, routes }: ApiPanelNeeds): void {
  const groups = new Map<string, ApiRoute[]>();
  for (const route of routes) groups.set(route.tag, [...(groups.get(route.tag) ?? []), route]);

  scope.get('/api', async (request, reply) => {
    const { host, hostname, protocol, user, words } = request;
    const address = `${protocol}://${host}`;
    const { api: say } = words;
    const view = {
      netrc: `machine ${hostname} login ${user} password ...\n`,
      examples: examplesAt({ address, user, virtual: await firstIn(configFile) }).map(({ code, name }) => ({
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

/** A virtual server that there is, to try the examples on; of plain letters, so that no shell reads it otherwise. */
async function firstIn(configFile: ApiPanelNeeds['configFile']): Promise<string> {
  try {
    const { parsed } = await configFile.read();
    return parsed.virtualServers.find(({ ref }) => /^[\w.~-]+$/.test(ref))?.ref ?? 'web';
  } catch (error) {
    // The page explains the interface also where there is no file to read yet.
    if (error instanceof ConsoleError) return 'web';
    throw error;
  }
}
