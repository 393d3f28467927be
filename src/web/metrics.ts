import type { FastifyInstance } from 'fastify';
import { exposition, expositionType } from '../core/live/exposition.js';
import { type Measured, metricFamilies } from '../core/live/metrics.js';

/** What the page is given. */
export interface MetricsNeeds {
  /** Measures once; nothing where the settings do not let anybody ask. */
  readonly measured: (() => Promise<Measured>) | undefined;
}

/**
 * `/metrics` for Prometheus. Like every page it is behind the allowlists and a password, for which that of a viewer
 * is enough; there is no page without the setting.
 */
export function metrics(scope: FastifyInstance, { measured }: MetricsNeeds): void {
  if (measured === undefined) return;
  scope.get('/metrics', async (_request, reply) => {
    return reply.type(expositionType).send(exposition(metricFamilies(await measured())));
  });
}
