import { userInfo } from 'node:os';
import { type ProgramEnded, type RunProgram, statusOf } from '../../core/machine/program.js';
import { ConsoleError } from '../../core/problem.js';
import { type Answer, answerLimit, answerShape, refusalShape } from '../../core/router/answer.js';
import type { Verb } from '../../core/router/verbs.js';

/** Calls the router program of this machine. */
export interface RouterProgram {
  /**
   * Has it do one thing and waits for its answer, which tells what was done and what was not.
   * @param line what the verb is told; most are told nothing
   * @throws ConsoleError engine_refused: router_missing, router_denied, router_refused, router_garbled
   */
  run(verb: Verb, line?: string): Promise<Answer>;
}

/** How it is called. */
export interface RouterProgramNeeds {
  readonly run: RunProgram;
  /** The program and the words before the verb. */
  readonly command: readonly string[];
  /** What gives this account the right to call it. */
  readonly rightCommands: readonly string[];
}

/** Longer than the program gives itself. */
const limits = { seconds: 200 };

/** Opens the router program; it is not run before it is asked. */
export function openRouterProgram({ run, command, rightCommands }: RouterProgramNeeds): RouterProgram {
  const [program = '', ...words] = command;
  return {
    async run(verb, line) {
      const input = line === undefined ? {} : { input: `${line}\n` };
      const ended = await run(program, [...words, verb], { ...limits, ...input });
      if (ended.because === 'ENOENT') throw new ConsoleError('engine_refused', 'router_missing', { program });
      const content = contentOf(ended);
      const { data } = answerShape.safeParse(content);
      if (data?.verb === verb) return data;
      const { data: refusal } = refusalShape.safeParse(content);
      if (refusal !== undefined) {
        const { refused: why, said } = refusal;
        throw new ConsoleError('engine_refused', 'router_refused', { why, said });
      }
      if (program.endsWith('sudo') && /^sudo: /m.test(ended.output)) {
        const missing = /^sudo: (\S+): command not found/m.exec(ended.output)?.[1];
        if (missing !== undefined)
          throw new ConsoleError('engine_refused', 'router_missing', { program: missing });
        const params = { account: userInfo().username, commands: rightCommands };
        throw new ConsoleError('engine_refused', 'router_denied', params, { cause: ended.output });
      }
      const detail = { cause: ended.output.slice(0, 10_000) };
      throw new ConsoleError('engine_refused', 'router_garbled', { status: statusOf(ended) }, detail);
    },
  };
}

/** The one line of JSON; undefined for whatever else came. */
function contentOf({ stdout }: ProgramEnded): unknown {
  if (stdout.length > answerLimit) return undefined;
  try {
    return JSON.parse(stdout);
  } catch {
    // Said as `router_garbled`, with what came in the log.
    return undefined;
  }
}
