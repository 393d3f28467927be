import { reasonOf } from '../../../core/live/packed.js';
import { clockDuration } from '../../../core/machine/processes.js';
import { ConsoleError } from '../../../core/problem.js';
import { areKnown, type EngineLog, type ToldProcess } from '../../../core/router/engine-log.js';
import { sentencesOf } from '../../../text/failure.js';
import type { Language, Words } from '../../../text/index.js';
import { momentText } from '../../../text/moment.js';
import { unknownSentence } from '../../../text/unknown.js';
import type { LogSide } from './route.js';

/** What the template shows. */
export function engineLogView(
  side: LogSide,
  seen: EngineLog | ConsoleError,
  words: Words,
  language: Language,
) {
  const say = words.engineLog;
  const sides = (['here', 'other'] as const).map((each) => ({
    text: say.sides[each],
    href: hrefOf(each),
    isCurrent: each === side,
  }));
  const frame = { sides, anewHref: hrefOf(side), title: say.sides[side] };
  if (seen instanceof ConsoleError) return { ...frame, failure: sentencesOf(seen, words) };
  const at = { machine: new Date(seen.at).toISOString(), text: momentText(seen.at, language) };
  return { ...frame, at, processes: processesView(seen.processes, words), log: logView(seen.log, words) };
}

function hrefOf(side: LogSide): string {
  return side === 'here' ? '/secure/engine-log' : '/secure/engine-log?router=other';
}

function processesView(processes: EngineLog['processes'], words: Words) {
  const say = words.engineLog;
  if (!areKnown(processes)) {
    return { rows: [], remarks: [unknownSentence(words.control, reasonOf(processes))] };
  }
  const { complete, listed, more } = processes;
  return {
    rows: listed.map((process) => row(process, say)),
    remarks: [
      ...(listed.length === 0 ? [words.control.processList.none] : []),
      ...(more > 0 ? [say.more(more)] : []),
      ...(complete ? [] : [words.control.processList.ownOnly]),
    ],
  };
}

function row(
  { commandLine, cpuSeconds, elapsedSeconds, pid, state, user }: ToldProcess,
  say: Words['engineLog'],
) {
  const states: Readonly<Record<string, string>> = say.states;
  return {
    pid,
    user,
    state: states[state] ?? state,
    age: clockDuration(elapsedSeconds),
    cpu: clockDuration(cpuSeconds),
    commandLine,
  };
}

function logView(log: EngineLog['log'], { engineLog: say }: Words) {
  if ('lines' in log) return { text: log.lines.join('\n'), remarks: [say.from(log.from, log.lines.length)] };
  const looked = log.looked.map(({ found, from }) =>
    say.place(from, found === 'nothing' ? say.nothing : found),
  );
  return { text: '', remarks: [say.none, ...looked] };
}
