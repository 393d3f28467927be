import type { RouterState } from '../core/router/answer.js';
import type { Router } from './router.js';

/** How the engine of this router is. */
export async function engineState({
  control,
  keepalived,
  pulse,
  settings,
}: Router): Promise<RouterState['engine']> {
  const { engine: name } = settings;
  if (name === 'pulse') {
    const status = await pulse.status();
    return { name, status, pid: null, boot: 'unknown', control: 'init', log: [] };
  }
  if (!(await keepalived.isInstalled())) {
    const nothing = { status: 'not_installed', pid: null, boot: 'unknown', log: [] } as const;
    return { name: null, control: settings.control, ...nothing, log: [] };
  }
  const status = await control.status();
  const log = status.status === 'failed' ? await control.log() : [];
  return { name, control: settings.control, ...status, log: [...log] };
}
