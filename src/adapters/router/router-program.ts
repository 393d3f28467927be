import { userInfo } from 'node:os';
import { type ProgramEnded, type RunProgram, statusOf } from '../../core/machine/program.js';
import { ConsoleError } from '../../core/problem.js';
import { type Answer, answerLimit, answerShape, refusalShape } from '../../core/router/answer.js';
import { type LookAnswers, readPrinted } from '../../core/router/look-shapes.js';
import type { Look, Verb } from '../../core/router/verbs.js';

/** Calls the router program of this machine. */
export interface RouterProgram {
  /**
   * Has it do one thing and waits for its answer, which tells what was done and what was not.
   * @param line what the verb is told; most are told nothing
   * @throws ConsoleError engine_refused: router_missing, router_denied, router_refused, router_garbled
   */
  run(verb: Verb, line?: string): Promise<Answer>;
  /**
   * Has it look at something. @param line what the look is told; most are told nothing
   * @throws ConsoleError as `run`
   */
  look<Name extends Look>(look: Name, line?: string): Promise<LookAnswers[Name]>;
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

  /** What it prints when it is called with one word; a failure of everything that `read` does not know. */
  async function called<T>(word: Verb | Look, line: string | undefined, read: (content: unknown) => T) {
    const input = line === undefined ? {} : { input: `${line}\n` };
    const ended = await run(program, [...words, word], { ...limits, ...input });
    if (ended.because === 'ENOENT') throw new ConsoleError('engine_refused', 'router_missing', { program });
    const content = contentOf(ended);
    const known = read(content);
    if (known !== undefined) return known;
    const { data: refusal } = refusalShape.safeParse(content);
    if (refusal !== undefined) {
      const { refused: why, said } = refusal;
      throw new ConsoleError('engine_refused', 'router_refused', { why, said });
    }
    if (program.endsWith('sudo') && /^sudo: /m.test(ended.output)) {
      const missing = /^sudo: (\S+): command not found/m.exec(ended.output)?.[1];
      if (missing !== undefined) {
        throw new ConsoleError('engine_refused', 'router_missing', { program: missing });
      }
      const params = { account: userInfo().username, commands: rightCommands };
      throw new ConsoleError('engine_refused', 'router_denied', params, { cause: ended.output });
    }
    const detail = { cause: ended.output.slice(0, 10_000) };
    throw new ConsoleError('engine_refused', 'router_garbled', { status: statusOf(ended) }, detail);
  }

  return {
    run: (verb, line) =>
      called(verb, line, (content) => {
        const { data } = answerShape.safeParse(content);
        return data?.verb === verb ? data : undefined;
      }),
    look: (look, line) => called(look, line, (content) => readPrinted(look, content)),
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
