/** lvs.cf as the files of other tools. */

import { z } from 'zod';
import { usualNodeNames } from '../../core/keepalived/heartbeat.js';
import type { Identity } from '../../core/keepalived/identity.js';
import { roles } from '../../core/keepalived/obstacles.js';
import type { EnginePlaces } from '../../core/keepalived/places.js';
import { nodeNames, renderers, type Target, targets } from '../../core/keepalived/targets.js';
import { readable } from '../../core/lvscf/bytes.js';
import type { Config } from '../../core/lvscf/config.js';
import { ConsoleError } from '../../core/problem.js';
import { noteSentence, obstacleSentence } from '../../text/rendering.js';
import type { ConfigSource } from '../editing.js';
import { bodyRefused, requireShape } from './faults.js';
import { etagOfFile } from './file-routes.js';
import { type ApiRoute, apiRoute } from './route.js';
import { apiWords } from './told.js';

/** What they are given. */
export interface RenderRoutesNeeds {
  readonly configFile: Pick<ConfigSource, 'read'>;
  readonly enginePlaces: () => Promise<EnginePlaces>;
  /** Which router this machine is; nothing where nobody can tell. */
  readonly identity: () => Promise<Identity | undefined>;
}

/** All but the secret of heartbeat, which is made anew each time: no secret is told here. */
const offered = targets.filter((target): target is Exclude<Target, 'authkeys'> => target !== 'authkeys');

const targetShape = z.strictObject({ target: z.enum(offered) });
const query = z.strictObject({
  role: z
    .enum(roles)
    .optional()
    .meta({ description: 'The router that keepalived.conf is for; without it, this one.' }),
  nodes: z.string().max(200).optional().meta({
    description: 'The names of the routers for heartbeat: PRIMARY,BACKUP, as uname -n prints them.',
  }),
});

const renderedShape = {
  name: 'Rendered',
  shape: z.object({
    target: z.enum(offered),
    text: z.string(),
    notes: z
      .array(z.object({ code: z.string(), message: z.string() }))
      .meta({ description: 'What it cannot say, or says differently.' }),
  }),
};

/** The route. */
export function renderRoutes(needs: RenderRoutesNeeds): readonly ApiRoute[] {
  return [
    apiRoute({
      method: 'GET',
      path: '/render/{target}',
      tag: 'other tools',
      summary: 'The file as keepalived, ipvsadm, heartbeat or the original tool read it',
      detail: `The targets: ${offered.join(', ')}. What cannot run as it is, is refused (422, not_rendered).`,
      adminOnly: true,
      query,
      answers: renderedShape,
      answer: async ({ params, query: asked }) => {
        const { target } = requireShape(targetShape, params, 'query');
        const { parsed } = await needs.configFile.read();
        const {
          text,
          notes = [],
          obstacles = [],
        } = renderers[target](parsed, await targetNeeds(parsed, asked));
        if (text === undefined) {
          const because = obstacles.map((obstacle) => obstacleSentence(apiWords, obstacle));
          throw new ConsoleError('invalid', 'not_rendered', { target, because });
        }
        const said = notes.map((note) => ({ code: note.code, message: noteSentence(apiWords, note) }));
        return { json: { target, text: readable(text), notes: said }, etag: etagOfFile(parsed) };
      },
    }),
  ];

  async function targetNeeds({ global }: Config, { nodes, role: wanted }: z.output<typeof query>) {
    const names = nodes === undefined ? usualNodeNames : namesIn(nodes);
    const [identity, { checker }] = await Promise.all([needs.identity(), needs.enginePlaces()]);
    const own = identity !== undefined && 'role' in identity ? identity : undefined;
    const role = wanted ?? own?.role ?? (global.backup_active === true ? 'primary' : 'single');
    return { role, checker, names, secret, ...(own?.role === role && { ownDevice: own.device }) };
  }
}

function secret(): never {
  throw new RangeError('no secret is rendered for programs');
}

/** @throws ConsoleError body_refused */
function namesIn(nodes: string) {
  const [primary = '', backup = '', more] = nodes.split(',');
  const names = more === undefined ? nodeNames(primary, backup) : undefined;
  if (names !== undefined) return names;
  throw bodyRefused('query', [{ field: 'nodes', fault: 'wrong_value' }]);
}
