import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wildCorpus } from './corpus.js';

let beside: string;
let project: string;

beforeEach(() => {
  beside = mkdtempSync(join(tmpdir(), 'lvs-console-corpus-'));
  project = join(beside, 'project');
  mkdirSync(project);
});
afterEach(() => rmSync(beside, { recursive: true }));

function writeCorpus(folder: string): void {
  mkdirSync(join(folder, 'wild'), { recursive: true });
  mkdirSync(join(folder, 'dumps'));
  writeFileSync(join(folder, 'wild/a.cf'), 'serial_no = 1\r\n');
  writeFileSync(join(folder, 'dumps/wild-a.txt'), 'serial_no 1\n');
  writeFileSync(
    join(folder, 'verdicts.tsv'),
    'file\tverdict\terror_code\tline\tnote\nwild/a.cf\tok\t0\t\t[misread] CR\n',
  );
}

const fileA = {
  name: 'wild/a.cf',
  bytes: Buffer.from('serial_no = 1\r\n'),
  verdict: 'ok',
  errorCode: 0,
  line: 0,
  note: '[misread] CR',
  dump: 'serial_no 1\n',
};

describe('The files of real users', () => {
  test('are found in the folder beside the project', () => {
    writeCorpus(join(beside, 'shared/data/lvs-cf'));
    expect(wildCorpus(project, undefined).files).toEqual([fileA]);
  });

  test('are found where LVS_CONSOLE_CORPUS says', () => {
    writeCorpus(join(beside, 'elsewhere'));
    expect(wildCorpus(project, join(beside, 'elsewhere')).files).toEqual([fileA]);
  });

  test("are missed aloud, without a failure, in a stranger's clone", () => {
    const { files, missing } = wildCorpus(project, undefined);
    expect(files).toEqual([]);
    expect(missing).toContain('Not tested here: the lvs.cf files of real users');
    expect(missing).not.toContain('\n');
  });

  test('fail the tests when they were promised and are not there', () => {
    expect(() => wildCorpus(project, join(beside, 'nowhere'))).toThrow('verdicts.tsv');
    mkdirSync(join(beside, 'shared'));
    expect(() => wildCorpus(project, undefined)).toThrow('verdicts.tsv');
  });
});
