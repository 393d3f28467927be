import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Io } from './command.js';

/**
 * Asks in a terminal, without showing what is typed.
 * @param to where the questions are written
 * @throws Error when whoever was asked stops
 */
export async function askUnseen(
  io: Pick<Io, 'stdin'>,
  to: NodeJS.WritableStream,
  questions: readonly string[],
): Promise<readonly string[]> {
  // The line editor writes what is typed to a place where nobody sees it.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const editor = createInterface({ input: io.stdin, output: nowhere, terminal: true });
  editor.on('SIGINT', () => editor.close());
  const lines = editor[Symbol.asyncIterator]();
  const answers: string[] = [];
  try {
    for (const question of questions) {
      to.write(question);
      const { value, done } = await lines.next();
      to.write('\n');
      if (done) throw new Error('stopped; nothing was changed');
      answers.push(value);
    }
    return answers;
  } finally {
    editor.close();
  }
}
