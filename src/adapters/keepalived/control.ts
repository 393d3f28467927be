import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { lastLines, type ProgramEnded, type RunProgram, statusOf } from '../../core/machine/program.js';
import { StepFailure } from '../../core/router/details.js';

/** Who starts and stops keepalived on a machine. */
export type ControlKind = 'systemd' | 'init' | 'process';

/** What an engine is doing. */
export interface EngineStatus {
  readonly status: 'stopped' | 'running' | 'failed' | 'unknown';
  readonly pid: number | null;
  readonly boot: 'enabled' | 'disabled' | 'unknown';
}

/** Starts and stops keepalived. */
export interface Control {
  status(): Promise<EngineStatus>;
  /** @throws StepFailure */
  start(): Promise<void>;
  /** @throws StepFailure */
  stop(): Promise<void>;
  /** Returns when it was told; whether it took the new file shows in what it does. @throws StepFailure */
  reload(): Promise<void>;
  /** @throws StepFailure: boot_elsewhere where nothing starts it with the machine */
  setBoot(enabled: boolean): Promise<void>;
  /** Its last log lines; none where nobody keeps them. */
  log(): Promise<readonly string[]>;
}

/** Where keepalived lies and how it is called. */
export interface ControlNeeds {
  readonly run: RunProgram;
  readonly program: string;
  readonly configuration: string;
  readonly pidFile: string;
  /** Further options of the daemon, where no systemd and no init script gives them. */
  readonly options: readonly string[];
}

/** The name of its unit, of its init script, and of its process. */
const unit = 'keepalived';
const initScript = `/etc/init.d/${unit}`;
const limits = { seconds: 40 };

/** How long a daemon may take to begin, on a busy machine. */
const startingMilliseconds = 5000;

/** How long a daemon may take to end: its checks and its farewell to the other router. */
const endingMilliseconds = 15_000;

/** The control of this kind. */
export function openControl(kind: ControlKind, needs: ControlNeeds): Control {
  if (kind === 'systemd') return systemdControl(needs);
  return kind === 'init' ? initControl(needs) : processControl(needs);
}

function systemdControl({ run }: ControlNeeds): Control {
  async function log(): Promise<readonly string[]> {
    const asked = ['-u', unit, '-n', '20', '--no-pager', '-o', 'short-iso'];
    const { status, stdout } = await run('journalctl', asked, limits);
    return status === 0 ? lastLines(stdout, 20) : [];
  }
  const systemctl = (...words: string[]) => command(run, 'systemctl', ['--no-ask-password', ...words]);
  return {
    async status() {
      const asked = ['show', '-p', 'ActiveState', '-p', 'MainPID', '-p', 'UnitFileState', `${unit}.service`];
      const { stdout } = await run('systemctl', asked, limits);
      const values = new Map<string, string>();
      for (const line of stdout.split('\n')) {
        const [name = '', value = ''] = line.split('=', 2);
        values.set(name, value);
      }
      const pid = Number(values.get('MainPID') ?? 0);
      const boot = values.get('UnitFileState');
      return {
        status: systemdStates[values.get('ActiveState') ?? ''] ?? 'unknown',
        pid: pid > 0 ? pid : null,
        boot: boot === 'enabled' || boot === 'disabled' ? boot : 'unknown',
      };
    },
    async start() {
      try {
        await systemctl('start', unit);
      } catch (error) {
        if (!(error instanceof StepFailure)) throw error;
        // systemctl itself only says where to look.
        throw new StepFailure(error.detail, await log(), error);
      }
    },
    stop: () => systemctl('stop', unit),
    reload: () => systemctl('reload', unit),
    setBoot: (enabled) => systemctl(enabled ? 'enable' : 'disable', unit),
    log,
  };
}

/** Source: systemctl(1), is-active; systemd(1), unit states. */
const systemdStates: Readonly<Record<string, EngineStatus['status']>> = {
  active: 'running',
  reloading: 'running',
  refreshing: 'running',
  activating: 'running',
  deactivating: 'running',
  inactive: 'stopped',
  failed: 'failed',
};

function initControl(needs: ControlNeeds): Control {
  const { run } = needs;
  const script = (word: string) => command(run, initScript, [word]);
  return {
    ...processControl(needs),
    async start() {
      await script('start');
      await started(processControl(needs));
    },
    async stop() {
      const { pid } = await processControl(needs).status();
      await script('stop');
      // The script has only told it to.
      if (pid !== null) await ended(pid);
    },
    reload: () => script('reload'),
    async setBoot(enabled) {
      // Red Hat's old systems have chkconfig, Debian's have update-rc.d.
      const chkconfig = await run('chkconfig', [unit, enabled ? 'on' : 'off'], limits);
      if (chkconfig.because !== 'ENOENT') return accept(chkconfig, 'chkconfig');
      // Links that were taken away would come back with the next version of its package.
      if (enabled) await command(run, 'update-rc.d', [unit, 'defaults']);
      await command(run, 'update-rc.d', [unit, enabled ? 'enable' : 'disable']);
    },
  };
}

function processControl({ run, program, configuration, pidFile, options }: ControlNeeds): Control {
  async function status(): Promise<EngineStatus> {
    const named = await pidIn(pidFile);
    if (named === undefined) return { status: 'stopped', pid: null, boot: 'unknown' };
    const isThere = await isKeepalived(named);
    // A file without its process: it did not end as it should, which would have removed the file.
    return { status: isThere ? 'running' : 'failed', pid: isThere ? named : null, boot: 'unknown' };
  }
  return {
    status,
    async start() {
      await command(run, program, ['-f', configuration, '-p', pidFile, ...options]);
      await started({ status });
    },
    async stop() {
      const { pid } = await status();
      if (pid === null) return;
      process.kill(pid, 'SIGTERM');
      await ended(pid);
    },
    async reload() {
      const { pid } = await status();
      if (pid === null) throw new StepFailure({ code: 'ended', params: {} });
      process.kill(pid, 'SIGHUP');
    },
    async setBoot() {
      throw new StepFailure({ code: 'boot_elsewhere', params: {} });
    },
    log: async () => [],
  };
}

/** Waits for a daemon that went into the background to say its number; one that ended never does. */
async function started({ status }: Pick<Control, 'status'>): Promise<void> {
  const giveUpAt = performance.now() + startingMilliseconds;
  while ((await status()).status !== 'running' && performance.now() < giveUpAt) await pause(50);
}

/** Waits until a process that was told to end has ended. @throws StepFailure: still_running */
async function ended(pid: number): Promise<void> {
  const giveUpAt = performance.now() + endingMilliseconds;
  while (await isKeepalived(pid)) {
    if (performance.now() > giveUpAt) throw new StepFailure({ code: 'still_running', params: {} });
    await pause(50);
  }
}

async function pidIn(file: string): Promise<number | undefined> {
  const text = await contentOf(file);
  return text !== undefined && /^[1-9]\d{0,9}\n?$/.test(text) ? Number(text) : undefined;
}

/** Numbers of processes are given again: the name must be right too. A zombie does nothing any more. */
async function isKeepalived(pid: number): Promise<boolean> {
  const stat = (await contentOf(`/proc/${pid}/stat`)) ?? '';
  return /^\d+ \(keepalived[^)]*\) [^ZX]/.test(stat);
}

async function contentOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // ESRCH: the process ended while it was looked at.
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}

async function command(run: RunProgram, program: string, args: readonly string[]): Promise<void> {
  accept(
    await run(program, args, limits),
    [program, ...args.filter((word) => !word.startsWith('--'))].join(' '),
  );
}

function accept(ended: ProgramEnded, words: string): void {
  if (ended.status === 0) return;
  const params = { command: words, status: statusOf(ended) };
  throw new StepFailure({ code: 'command_failed', params }, lastLines(ended.output));
}
