import { z } from 'zod';
import type { ConsoleAnswer } from '../core/client/client.js';
import { type ProblemTold, placeOf, problemShape } from '../core/client/outcome.js';
import { plain } from './plain.js';

/** A console refused; its sentences, which a person reads, are the message. */
export class ConsoleRefused extends Error {
  /** What has to be typed before it does it all the same. */
  readonly confirm: string | undefined;
  constructor(message: string, confirm?: string) {
    super(message);
    this.confirm = confirm;
  }
}

const text = z.string().catch('');

/** What the JSON interface says of a refusal. Source: RFC 9457, section 3. */
const refusalShape = z.object({
  title: text,
  detail: text,
  commands: z.array(z.string()).catch([]),
  problems: z.array(problemShape).catch([]),
  steps: z
    .array(
      z.object({
        name: z.string(),
        outcome: z.string(),
        detail: z.object({ message: z.string() }),
        said: z.array(z.string()),
      }),
    )
    .catch([]),
});

const confirmShape = z.object({ confirm: z.object({ name: z.string() }) });

/** The answer, when it is none of a refusal. @throws ConsoleRefused */
export function accepted(answer: ConsoleAnswer): ConsoleAnswer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  const { data } = confirmShape.safeParse(jsonOf(answer));
  throw new ConsoleRefused(refusalOf(answer).join('\n'), data?.confirm.name);
}

/** What a refusal says, line by line: what happened, what helps, and each problem with the name of its field. */
export function refusalOf({ body, status, type }: ConsoleAnswer): readonly string[] {
  const isJson = type === 'application/problem+json' || type === 'application/json';
  const said = isJson ? refusalShape.safeParse(jsonOf({ body })).data : undefined;
  if (said === undefined) return otherLines(body, status, type);
  const { commands, detail, problems, steps, title } = said;
  return [
    [title, withoutProblems(detail, problems)].filter((part) => part !== '').join('. ') ||
      `refused with status ${status}`,
    ...commands.map((line) => `  ${line}`),
    ...problems.map((problem) => {
      const place = placeOf(problem);
      return place === '' ? `  ${problem.message}` : `  ${place}: ${problem.message}`;
    }),
    ...steps.flatMap((step) => [
      `  ${step.name} ${step.outcome}: ${step.detail.message}`,
      ...step.said.map((line) => `    ${line}`),
    ]),
  ].map(plain);
}

/** What is wrong with each field is told below, once. */
function withoutProblems(detail: string, problems: readonly ProblemTold[]): string {
  return problems.reduce((text, { message }) => text.replace(`${message} `, ''), detail);
}

/** What stands before the console, such as a proxy, may say it in its own words. */
function otherLines(body: Buffer, status: number, type: string): readonly string[] {
  const lines = type === 'text/plain' ? body.toString('utf8').trim().split('\n').slice(0, 20) : [];
  return [`refused with status ${status}`, ...lines].map(plain);
}

/** What an answer says in JSON; nothing where it is none. */
export function jsonOf({ body }: Pick<ConsoleAnswer, 'body'>): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined; // then its status has to be enough
  }
}
