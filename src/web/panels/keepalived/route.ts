import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Role, roles } from '../../../core/keepalived/obstacles.js';
import type { EnginePlaces } from '../../../core/keepalived/places.js';
import type { Reading } from '../../../core/machine/reading.js';
import type { EditingNeeds } from '../../editing.js';
import { keepalivedView } from './view.js';

/** What KEEPALIVED is given. */
export interface KeepalivedNeeds extends Pick<EditingNeeds, 'configFile' | 'devices'> {
  /** What keepalived has to run on this machine, whoever wrote it; a byte string. */
  readonly keepalivedFile: (path: string) => Promise<Reading<string>>;
  /** Where this router has it. */
  readonly enginePlaces: () => Promise<EnginePlaces>;
}

const query = z.object({
  role: z
    .enum(roles as [Role, ...Role[]])
    .optional()
    .catch(undefined),
});

/** KEEPALIVED: what runs in place of the original daemons, before anybody applies it. It changes nothing. */
export function keepalived(scope: FastifyInstance, needs: KeepalivedNeeds): void {
  scope.get('/keepalived', async (request, reply) => {
    const { words } = request;
    const [{ parsed: config }, devices, places] = await Promise.all([
      needs.configFile.read(),
      needs.devices(),
      needs.enginePlaces(),
    ]);
    const installed = await needs.keepalivedFile(places.configuration);
    const role = query.parse(request.query).role ?? (config.global.backup_active ? 'primary' : 'single');
    const view = keepalivedView({ config, role, devices, installed, places, words });
    return reply.page({ panel: 'keepalived', template: 'keepalived/keepalived', view });
  });
}
