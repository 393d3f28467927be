import { lastLines, type RunProgram, statusOf } from '../../core/machine/program.js';
import { StepFailure } from '../../core/router/details.js';

/** What makes lvs.cf run on old systems, by their own `service` program. */
export interface Pulse {
  status(): Promise<'stopped' | 'running' | 'failed' | 'unknown'>;
  /** @throws StepFailure: command_failed */
  tell(word: 'start' | 'stop' | 'reload'): Promise<void>;
}

/** Where the program lies. */
export interface PulseNeeds {
  readonly run: RunProgram;
  /** Path of the program `service`. */
  readonly service: string;
}

/** Starting lvsd alone may take ten seconds. Source: run-time description, part 1, pulse. */
const limits = { seconds: 60 };

/** Opens pulse; nothing is run before it is asked. */
export function openPulse({ run, service }: PulseNeeds): Pulse {
  return {
    async status() {
      const { status } = await run(service, ['pulse', 'status'], limits);
      // Source: Linux Standard Base, init script actions.
      if (status === 0) return 'running';
      if (status === 3) return 'stopped';
      return status === 1 || status === 2 ? 'failed' : 'unknown';
    },
    async tell(word) {
      const ended = await run(service, ['pulse', word], limits);
      if (ended.status === 0) return;
      const params = { command: `service pulse ${word}`, status: statusOf(ended) };
      throw new StepFailure({ code: 'command_failed', params }, lastLines(ended.output));
    },
  };
}
