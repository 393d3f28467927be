import { describe, expect, test } from 'vitest';
import { programRunner } from '../../../src/adapters/programs/run.js';

const run = programRunner();

describe('A program that is run', () => {
  test('reads what it is given, and nothing where it is given nothing', async () => {
    const input = `${'x'.repeat(300_000)}\n`;
    expect(await run('/bin/cat', [], { seconds: 10, input })).toMatchObject({ status: 0, stdout: input });
    expect(await run('/bin/cat', [], { seconds: 10 })).toMatchObject({ status: 0, stdout: '' });
  });

  test('says by its status what it thinks of what it did not read', async () => {
    const input = 'x'.repeat(1_000_000);
    const ended = await run('/bin/sh', ['-c', 'echo no; exit 3'], { seconds: 10, input });
    expect(ended).toMatchObject({ status: 3, stdout: 'no\n' });
    expect(await run('/nowhere/program', [], { seconds: 10, input })).toMatchObject({
      status: null,
      because: 'ENOENT',
    });
  });
});
