import { lastLines, type RunProgram, statusOf } from '../../core/machine/program.js';
import type { Reading } from '../../core/machine/reading.js';

const program = 'arping';

/**
 * Asks the network of an interface who has an address; what answers is told by its hardware address, in small
 * letters. Whoever holds the address asks in nobody's name, and hears the first of the others: asked in its own, no
 * other holder would answer, and all neighbours would take the question for news. Source: arping(8), -D; RFC 5227,
 * sections 1.1 and 3.
 * @param isHeld this machine has the address itself
 */
export async function whoHas(
  run: RunProgram,
  address: string,
  device: string,
  isHeld: boolean,
): Promise<Reading<readonly string[]>> {
  if (isHeld && !(await asksForNobody(run))) return { at: Date.now(), reason: 'absent', path: program };
  const mode = isHeld ? ['-D'] : [];
  const ended = await run(program, [...mode, '-c', '2', '-w', '2', '-I', device, address], { seconds: 4 });
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

/** The other program of this name means something else by `-D`. */
async function asksForNobody(run: RunProgram): Promise<boolean> {
  const { output } = await run(program, ['-V'], { seconds: 4 });
  return output.includes('iputils');
}
