import type { FastifyInstance } from 'fastify';
import { isPending } from '../../../core/router/trial.js';
import { alarmLines } from '../../alarm-lines.js';
import type { Engine } from '../../engine.js';
import { type EngineNeeds, engineActions } from './engine.js';
import { readMonitor } from './form.js';
import { type LiveNeeds, liveSection } from './live.js';
import { controlView, type MachineSeen } from './view.js';

/** What CONTROL/MONITORING is given. */
export interface ControlNeeds extends EngineNeeds, LiveNeeds {
  /** Looks at this machine once, apart from its routing table. What cannot be read is unknown with its reason; the look does not fail. */
  readonly lookAtMachine: () => Promise<MachineSeen>;
  /** What `service` says in lvs.cf; `lvs` when the file cannot be read. */
  readonly serviceInFile: () => Promise<'lvs' | 'fos'>;
  readonly engine: Engine;
}

/** CONTROL/MONITORING, the first panel after the login. Looking changes nothing; its buttons change what runs. */
export function control(scope: FastifyInstance, needs: ControlNeeds): void {
  const engineSection = engineActions(scope, needs);
  const live = liveSection(scope, needs);

  scope.get<{ Querystring: Record<string, unknown> }>('/control', async (request, reply) => {
    const { words, language } = request;
    const monitor = readMonitor(request.query);
    const { autoUpdate, seconds } = monitor;
    const [machine, service, snapshot] = await Promise.all([
      needs.lookAtMachine(),
      needs.serviceInFile(),
      needs.liveTable.now(),
    ]);
    const engine = await engineSection(request, machine.engines);
    const href = `/secure/control?auto_update=1&rate=${seconds}`;
    return reply.page({
      panel: 'control',
      template: 'control/control',
      view: {
        ...controlView({ machine, table: snapshot.table, service, monitor, words, language }),
        engine,
        alarms: alarmLines(needs.routers.latest(), words),
        canTry: engine.canTry && !(request.trial && isPending(request.trial.trial)),
        ...(service === 'lvs' && { live: await live(request, snapshot, monitor.followSeconds) }),
      },
      ...(autoUpdate && { refresh: { seconds, href } }),
    });
  });
}
