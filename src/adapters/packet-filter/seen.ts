import { lastLines, type ProgramEnded, type RunProgram, statusOf } from '../../core/machine/program.js';
import type { Unknown } from '../../core/machine/reading.js';

/** What the kernel's packet filter has, as its two tools print it. */
export interface FilterSeen {
  /** Blank: nothing of it is in the kernel. */
  readonly iptables: string | Unknown;
  readonly nft: string | Unknown;
}

/** What a look at it needs. */
export interface FilterNeeds {
  readonly run: RunProgram;
  /** Path of `iptables`. */
  readonly iptables: string;
  /** Names of modules of the packet filter that are loaded or part of the kernel; nothing where nobody can tell. */
  readonly modules: readonly string[] | undefined;
  /** In characters; a longer text is not told. */
  readonly limit: number;
}

const seconds = 10;

/** Modules that one of the two tools would have the kernel load when it is only asked to print. */
export const filterModules = /^(?:ip_tables|iptable_\w+|nf_tables)$/;

/**
 * Looks at it without loading anything into the kernel: a tool whose module is not there has nothing to print.
 * Without the name of a table `iptables-save` prints only tables that are there. Both kinds of iptables may have
 * rules at the same time. Source: iptables-save(8), xtables-nft(8).
 */
export async function readPacketFilter({ iptables, limit, modules, run }: FilterNeeds): Promise<FilterSeen> {
  const has = (name: string) => modules === undefined || modules.includes(name);
  const print = async (program: string, args: readonly string[] = []) =>
    textOf(program, await run(program, args, { seconds }), limit);
  const [hasOld, hasNew] = [has('ip_tables'), has('nf_tables')];
  const version = hasOld || hasNew ? await run(iptables, ['--version'], { seconds }) : undefined;
  const isNew = version?.stdout.includes('nf_tables') === true;
  const old = isNew ? iptables.replace(/iptables$/, 'iptables-legacy') : iptables;
  const [byOld, byNew, nft] = await Promise.all([
    hasOld ? print(`${old}-save`) : '',
    hasNew && isNew ? print(`${iptables}-save`) : '',
    hasNew ? print('nft', ['-j', 'list', 'ruleset']) : '',
  ]);
  if (typeof byOld !== 'string') return { iptables: byOld, nft };
  return { iptables: typeof byNew === 'string' ? `${byOld}${byNew}` : byNew, nft };
}

function textOf(program: string, ended: ProgramEnded, limit: number): string | Unknown {
  const at = Date.now();
  if (ended.because === 'ENOENT') return { at, reason: 'absent', path: program };
  if (ended.status !== 0) {
    const said = lastLines(ended.output, 1)[0] ?? '';
    const system = `${statusOf(ended)}${said === '' ? '' : `: ${said}`}`.slice(0, 200);
    return { at, reason: 'failed', path: program, system };
  }
  return ended.stdout.length > limit
    ? { at, reason: 'failed', path: program, system: 'EFBIG' }
    : ended.stdout;
}
