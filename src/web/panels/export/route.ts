import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { usualNodeNames } from '../../../core/keepalived/heartbeat.js';
import { roles } from '../../../core/keepalived/obstacles.js';
import type { EnginePlaces } from '../../../core/keepalived/places.js';
import { nodeNames, renderers, type TargetNeeds, targets } from '../../../core/keepalived/targets.js';
import type { Config } from '../../../core/lvscf/config.js';
import type { EditingNeeds } from '../../editing.js';
import { files, tools } from './files.js';
import { type Chosen, chosenQuery, exportView } from './view.js';

/** What EXPORT is given. */
export interface ExportNeeds extends Pick<EditingNeeds, 'configFile'> {
  /** Where this router has what belongs to the engine. */
  readonly enginePlaces: () => Promise<EnginePlaces>;
}

const name = z.string().trim().max(100);
const asked = z.object({
  tool: z.enum(tools).catch('keepalived'),
  role: z.enum(roles).optional().catch(undefined),
  primary: name.catch(usualNodeNames.primary),
  backup: name.catch(usualNodeNames.backup),
});
const wanted = asked.extend({ file: z.enum(targets) });

/** EXPORT: the configuration as the files of other tools. It changes nothing. */
export function exportPanel(scope: FastifyInstance, needs: ExportNeeds): void {
  scope.get('/export', async (request, reply) => {
    const [{ parsed: config }, places] = await Promise.all([needs.configFile.read(), needs.enginePlaces()]);
    const chosen = chosenIn(asked.parse(request.query), request, config);
    const view = exportView(config, chosen, needsOf(chosen, places, request), places, request.words);
    return reply.page({ panel: 'export', template: 'export/export', view });
  });

  scope.get('/export/download', async (request, reply) => {
    const { data } = wanted.safeParse(request.query);
    if (data === undefined) return reply.redirect('/secure/export', 303);
    const [{ parsed: config }, places] = await Promise.all([needs.configFile.read(), needs.enginePlaces()]);
    const chosen = chosenIn(data, request, config);
    const { text } = renderers[data.file](config, needsOf(chosen, places, request));
    // The page says why there is no text, or no file for these names.
    if (text === undefined || chosen.names === undefined)
      return reply.redirect(`/secure/export?${chosenQuery(chosen)}`, 303);
    return reply
      .type('text/plain')
      .header('content-disposition', `attachment; filename="${files[data.file].name}"`)
      .send(Buffer.from(text, 'latin1'));
  });
}

function chosenIn(
  { tool, role, primary, backup }: z.output<typeof asked>,
  { identity }: FastifyRequest,
  { global }: Config,
): Chosen {
  const own = identity !== undefined && 'role' in identity ? identity.role : undefined;
  const usual = global.backup_active === true ? 'primary' : 'single';
  const names = nodeNames(primary, backup);
  return { tool, role: role ?? own ?? usual, typed: { primary, backup }, names };
}

function needsOf(
  { role, names = usualNodeNames }: Chosen,
  { checker }: EnginePlaces,
  { identity }: FastifyRequest,
): TargetNeeds {
  const isOwn = identity !== undefined && 'role' in identity && identity.role === role;
  const secret = () => Buffer.from(crypto.getRandomValues(new Uint8Array(20))).toString('hex');
  return { role, checker, names, secret, ...(isOwn && { ownDevice: identity.device }) };
}
