import { describe, expect, test } from 'vitest';
import { programRunner } from '../../../src/adapters/programs/run.js';
import { openRouterProgram } from '../../../src/adapters/router/router-program.js';
import { observationWith } from '../../support/observations.js';

const answer = { format: 1, verb: 'stop', ok: true, steps: [], table: [], state: null };

/** A program at the other end that does what this script says, and has the verb as its last word. */
const calling = (script: string, verb: 'stop' | 'start' = 'stop') =>
  openRouterProgram({
    run: programRunner(),
    command: [process.execPath, '-e', script, '--'],
    rightCommands: [],
  }).run(verb);
const printing = (text: unknown) => `process.stdout.write(${JSON.stringify(JSON.stringify(text))})`;

describe('The router program as the console calls it', () => {
  test('is given the verb, and its answer is taken as it is', async () => {
    expect(await calling(printing(answer))).toEqual(answer);
    const echo =
      'process.stdout.write(JSON.stringify({ format: 1, verb: process.argv.at(-1), ok: false, steps: [], table: [], state: null }))';
    expect(await calling(echo, 'start')).toMatchObject({ verb: 'start', ok: false });
  });

  test.each([
    ['nothing', ''],
    ['no JSON', 'process.stdout.write("done")'],
    ['half an answer', `process.stdout.write(${JSON.stringify(JSON.stringify(answer).slice(0, -5))})`],
    ['an answer to another verb', printing({ ...answer, verb: 'start' })],
    ['an answer of another format', printing({ ...answer, format: 2 })],
    ['an answer with more in it', printing({ ...answer, extra: 1 })],
    ['an unknown step', printing({ ...answer, steps: [{ name: 'format disk', ms: 1, outcome: 'done' }] })],
    [
      'a detail with other parameters',
      printing({
        ...answer,
        steps: [
          { name: 'stop', ms: 1, outcome: 'done', detail: { code: 'stopped', params: { a: 1 } }, said: [] },
        ],
      }),
    ],
    [
      'an endless answer',
      'setInterval(() => process.stdout.write("x".repeat(1e6)), 1); setTimeout(() => process.exit(), 400)',
    ],
  ])('is not believed when it gives %s', async (_what, script) => {
    await expect(calling(script)).rejects.toMatchObject({ code: 'engine_refused', reason: 'router_garbled' });
  });

  const looking = (printed: unknown) =>
    openRouterProgram({
      run: programRunner(),
      command: [process.execPath, '-e', printing(printed), '--'],
      rightCommands: [],
    }).look('observe');
  const seen = observationWith();

  test('is told what was looked at, and what was seen is taken as it is', async () => {
    expect(await looking({ format: 1, look: 'observe', seen })).toEqual(seen);
  });

  test.each([
    ['an answer of a verb', answer],
    ['another look', { format: 1, look: 'other', seen }],
    ['less than was asked for', { format: 1, look: 'observe', seen: {} }],
    ['more than was asked for', { format: 1, look: 'observe', seen: { ...seen, extra: 1 } }],
  ])('is not believed when it sees %s', async (_what, printed) => {
    await expect(looking(printed)).rejects.toMatchObject({ reason: 'router_garbled' });
  });

  test('may refuse, and says why', async () => {
    const refusal = { format: 1, refused: 'busy', said: 'locked' };
    await expect(calling(printing(refusal))).rejects.toMatchObject({
      reason: 'router_refused',
      params: { why: 'busy', said: 'locked' },
    });
  });

  test('may be missing', async () => {
    const program = openRouterProgram({
      run: programRunner(),
      command: ['/nowhere/router'],
      rightCommands: [],
    });
    await expect(program.run('state')).rejects.toMatchObject({ reason: 'router_missing' });
  });
});

describe('A program that is run', () => {
  test('is ended with everything that it started when it takes too long', async () => {
    const run = programRunner();
    const from = performance.now();
    const ended = await run('/bin/sh', ['-c', 'echo begun; sleep 30 & sleep 30'], { seconds: 0.3 });
    expect(ended).toMatchObject({ status: null, because: 'timeout', stdout: 'begun\n' });
    expect(performance.now() - from).toBeLessThan(5000);
  });

  test('does not hold us up by what it leaves behind', async () => {
    const from = performance.now();
    const ended = await programRunner()('/bin/sh', ['-c', 'sleep 3 & echo done'], { seconds: 10 });
    expect(ended).toMatchObject({ status: 0, stdout: 'done\n' });
    expect(performance.now() - from).toBeLessThan(2500);
  });

  test('gets nothing of our environment, and nothing to read', async () => {
    const ended = await programRunner('/var/tmp')('/bin/sh', ['-c', 'env; cat'], { seconds: 5 });
    const names = ended.stdout.split('\n').map((line) => line.split('=')[0]);
    expect(names).toEqual(expect.arrayContaining(['LC_ALL', 'PATH', 'TMPDIR']));
    expect(names).not.toContain('HOME');
  });

  test('says how it ended', async () => {
    const run = programRunner();
    expect(await run('/bin/sh', ['-c', 'exit 5'], { seconds: 5 })).toMatchObject({ status: 5 });
    expect(await run('/nowhere', [], { seconds: 5 })).toMatchObject({ status: null, because: 'ENOENT' });
    expect(await run('/bin/sh', ['-c', 'kill -s KILL $$'], { seconds: 5 })).toMatchObject({
      because: 'SIGKILL',
    });
  });
});
