import { lastLines, type ProgramEnded, type RunProgram, statusOf } from '../../core/machine/program.js';
import { type OurTable, readTable, restoreInput } from '../../core/packet-filter/table.js';
import { StepFailure } from '../../core/router/details.js';

/** What is ours in the packet filter of this machine; everything else in it is left alone. */
export interface Iptables {
  /** @throws StepFailure: iptables_missing, command_failed */
  read(): Promise<OurTable>;
  /** Has iptables look whether it could make this table, without making it. @throws as `read` */
  test(wanted: OurTable): Promise<void>;
  /** Makes this table in one step. @throws as `read`; then everything is as it was */
  put(wanted: OurTable): Promise<void>;
}

/** Where iptables lies. */
export interface IptablesNeeds {
  readonly run: RunProgram;
  /** Path of `iptables`; beside it are `iptables-save` and `iptables-restore`. */
  readonly program: string;
}

/** A table with thousands of rules takes seconds. */
const seconds = 30;

/** Others may hold the lock of the older kind of iptables for a moment. Source: iptables-restore(8), --wait. */
const restore = ['--noflush', '--wait', '10'];

/** Opens iptables; nothing is run before it is asked. */
export function openIptables({ run, program }: IptablesNeeds): Iptables {
  async function runOne(name: string, args: readonly string[], input?: string): Promise<ProgramEnded> {
    const path = `${program}-${name}`;
    const ended = await run(path, args, input === undefined ? { seconds } : { seconds, input });
    if (ended.status === 0) return ended;
    if (ended.because === 'ENOENT') {
      throw new StepFailure({ code: 'iptables_missing', params: { program: path } });
    }
    const params = { command: [path, ...args].join(' '), status: statusOf(ended) };
    throw new StepFailure({ code: 'command_failed', params }, lastLines(ended.output));
  }

  async function read(): Promise<OurTable> {
    return readTable((await runOne('save', ['-t', 'mangle'])).stdout);
  }

  return {
    read,
    async test(wanted) {
      await runOne('restore', ['--test', ...restore], restoreInput(await read(), wanted));
    },
    async put(wanted) {
      await runOne('restore', restore, restoreInput(await read(), wanted));
    },
  };
}
