/** The processes that LVS is made of, as `/proc` shows them and as `ps` prints them. */

/** One running program. */
export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  /** Account name, or its number when it has no name here. */
  readonly user: string;
  /** State letter, such as `R`, `S` or `Z`. Source: proc_pid_stat(5). */
  readonly state: string;
  /** Name of the program, at most 15 characters. */
  readonly name: string;
  /** The program and its arguments, without any character that could not be printed. */
  readonly commandLine: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly elapsedSeconds: number;
  readonly cpuSeconds: number;
}

/** The processes of LVS, by number. */
export interface ProcessList {
  readonly processes: readonly RunningProcess[];
  /** False where this account sees its own processes only, so that one missing here may well run. */
  readonly complete: boolean;
}

/** What `/proc/PID/stat` says. Times are in ticks of 1/100 second. */
export interface ProcessStat {
  readonly name: string;
  readonly state: string;
  readonly parent: number;
  readonly cpuTicks: number;
  /** Since the machine started. */
  readonly startTicks: number;
}

/** The list of the original tool; `keepalived` and its checker have come in addition. */
const PROGRAMS = new Set(['pulse', 'lvsd', 'nanny', 'send_arp', 'fos', 'ipvsadm', 'lvs-check', 'lvs-notify']);

/** keepalived may name its children `keepalived_vrrp`; the kernel's own threads are `ipvs-m:0:0` and the like. */
const PREFIXES = ['keepalived', 'ipvs'];

/**
 * Whether a process belongs to LVS. The name must be equal, where the original looked for it anywhere in the line of
 * ps, and so took `pulseaudio` for the daemon.
 */
export function isOfLvs(name: string): boolean {
  return PROGRAMS.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix));
}

/** Whether it still does anything: a zombie only waits for its parent. */
export function isAlive(process: RunningProcess): boolean {
  return process.state !== 'Z' && process.state !== 'X';
}

/**
 * Reads `/proc/PID/stat`; undefined when the text has not its form.
 * Source: proc_pid_stat(5).
 */
export function parseStat(text: string): ProcessStat | undefined {
  // The name may hold blanks and parentheses itself, so the last one closes it.
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (open < 0 || close < open) return undefined;
  const [state, parent, ...numbers] = text
    .slice(close + 1)
    .trim()
    .split(' ');
  const [userTicks, systemTicks, startTicks] = [numbers[9], numbers[10], numbers[17]];
  const all = [parent, userTicks, systemTicks, startTicks];
  if (state === undefined || !all.every((number) => /^\d+$/.test(number ?? ''))) return undefined;
  return {
    name: printable(text.slice(open + 1, close)),
    state,
    parent: Number(parent),
    cpuTicks: Number(userTicks) + Number(systemTicks),
    startTicks: Number(startTicks),
  };
}

/**
 * Reads `/proc/PID/cmdline`, whose words end in NUL. A process without one, such as a thread of the kernel, has its name
 * in brackets, as ps shows it.
 */
export function commandLineOf(cmdline: string, name: string): string {
  const words = cmdline.replace(/\0+$/, '');
  return words === '' ? `[${name}]` : printable(words.replaceAll('\0', ' '));
}

/** The processes as ps prints them, one line each under a head line; empty without any. */
export function processText(processes: readonly RunningProcess[]): string {
  if (processes.length === 0) return '';
  const rows = processes.map((process) => [
    process.user,
    String(process.pid),
    clockDuration(process.elapsedSeconds),
    clockDuration(process.cpuSeconds),
  ]);
  const table = [['USER', 'PID', 'ELAPSED', 'TIME'], ...rows];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = table.map((row, index) => {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    return [...cells, processes[index - 1]?.commandLine ?? 'COMMAND'].join(' ');
  });
  return `${lines.join('\n')}\n`;
}

/** `[[days-]hours:]minutes:seconds`, as ps gives an elapsed time. */
export function clockDuration(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const whole = Math.floor(seconds);
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor(whole / 3600) % 24;
  const clock = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  if (days > 0) return `${days}-${two(hours)}:${clock}`;
  return hours > 0 ? `${two(hours)}:${clock}` : clock;
}

/** Anyone on the machine may choose a name that clears the screen or turns the line around: ps writes `?` too. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/gu, '?');
}
