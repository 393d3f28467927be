import type { MeasuredLine, Sample } from './series.js';
import type { Snapshot } from './snapshot.js';
import type { LiveServer, LiveService } from './table.js';

/** What a look at the kernel's table of this router measured; nothing when it saw nothing. */
export function samplesOf({ services, trouble }: Snapshot): Sample[] {
  if (trouble !== undefined) return [];
  return services.flatMap((service) => [
    serviceSample(service),
    ...service.servers.map((server) => serverSample(service, server)),
  ]);
}

function serviceSample({ key: service, servers, state, virtual, ...live }: LiveService): Sample {
  const line: MeasuredLine = { side: 'here', service, destination: '', virtual, server: '' };
  // The kernel does not have it: then nothing was measured, which is not the same as 0.
  if (state === 'missing') return { line, values: {} };
  const weight = servers.reduce((sum, server) => sum + (server.live?.weight ?? 0), 0);
  return { line, values: { active: live.activeConnections, inactive: live.inactiveConnections, weight } };
}

function serverSample(
  { key: service, virtual }: LiveService,
  { destination, live, server }: LiveServer,
): Sample {
  const line: MeasuredLine = { side: 'here', service, destination, virtual, server };
  if (live === undefined) return { line, values: {} };
  const { activeConnections: active, inactiveConnections: inactive, weight } = live;
  return { line, values: { active, inactive, weight } };
}
