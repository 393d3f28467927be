import { lastLines, type RunProgram, statusOf } from '../../core/machine/program.js';
import type { Reading } from '../../core/machine/reading.js';

/**
 * Asks the network of an interface who has an address; what answers is told by its hardware address, in small
 * letters. A router that has the address itself hears others only. Source: arping(8).
 */
export async function whoHas(
  run: RunProgram,
  address: string,
  device: string,
): Promise<Reading<readonly string[]>> {
  const program = 'arping';
  const ended = await run(program, ['-c', '2', '-w', '2', '-I', device, address], { seconds: 4 });
  const at = Date.now();
  if (ended.because === 'ENOENT') return { at, reason: 'absent', path: program };
  const answers = [...ended.output.matchAll(/\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/gi)].map(([one]) =>
    one.toLowerCase(),
  );
  // It fails in the same way when nobody answers and when it cannot ask; only then it has not said what it asked.
  if (answers.length === 0 && !/^(?:ARPING|Sent) /m.test(ended.output)) {
    const said = lastLines(ended.output, 1)[0] ?? statusOf(ended);
    return { at, reason: 'failed', path: program, system: said.slice(0, 200) };
  }
  return { at, value: [...new Set(answers)].slice(0, 100) };
}
