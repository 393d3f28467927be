import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEngineLog } from '../../../src/adapters/keepalived/engine-log.js';
import type { ProgramEnded } from '../../../src/core/machine/program.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engine-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ended = (how: Partial<ProgramEnded>): ProgramEnded => ({
  status: 0,
  because: undefined,
  output: '',
  stdout: '',
  ...how,
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const nowhere = async () => ended({ status: null, because: 'ENOENT' });
const line = (program: string, text: string) => `Nov 21 10:00:00 lb1 ${program}[77]: ${text}`;

describe('The last log lines of the engine', () => {
  it('come from the journal where there is one', async () => {
    const asked: unknown[] = [];
    const run = async (program: string, words: readonly string[]) => {
      asked.push([program, ...words]);
      return ended({ stdout: 'one\ntwo\n' });
    };
    const systemFiles = [file('syslog', `${line('Keepalived', 'other')}\n`)];
    const found = await readEngineLog({ run, journal: true, ownFile: undefined, systemFiles });
    expect(found).toEqual({ from: 'journalctl -u keepalived', lines: ['one', 'two'] });
    expect(asked).toEqual([
      ['journalctl', '-q', '-u', 'keepalived', '-n', '200', '--no-pager', '-o', 'short-iso'],
    ]);
  });

  it('come from the system’s log file elsewhere, without the lines of other programs', async () => {
    const text = [
      line('Keepalived_vrrp', '(LVS) Entering MASTER STATE'),
      line('sshd', 'Keepalived: [1]: is what somebody typed as a name'),
      line('nanny', 'server down'),
      'Nov 21 10:00:00 lb1 kernel: IPVS: ipvs loaded.',
      '2026-11-21T10:00:00.000+00:00 lb1 Keepalived[8]: Stopping',
      '',
    ];
    const systemFiles = [join(folder, 'missing'), file('messages', text.join('\n'))];
    const found = await readEngineLog({ run: nowhere, journal: false, ownFile: undefined, systemFiles });
    expect(found).toEqual({ from: systemFiles[1], lines: [text[0], text[2], text[4]] });
  });

  it('come from the engine’s own file where the settings name one, every line of it', async () => {
    const ownFile = file('keepalived.log', 'Starting Keepalived v2.2.7\n');
    const found = await readEngineLog({ run: nowhere, journal: true, ownFile, systemFiles: [] });
    expect(found).toEqual({ from: ownFile, lines: ['Starting Keepalived v2.2.7'] });
  });

  it('are the last ones, whole, and not too many, however long the file is', async () => {
    const lines = Array.from({ length: 40_000 }, (_, index) => line('Keepalived', `message ${index}`));
    const ownFile = file('long.log', `${lines.join('\n')}\n`);
    const found = await readEngineLog({ run: nowhere, journal: false, ownFile, systemFiles: [] });
    expect(found).toEqual({ from: ownFile, lines: lines.slice(-200) });
  });

  it('hold nothing that a terminal would obey, and no line without an end', async () => {
    const ownFile = file('odd.log', `\u001b[2J\u202Eevil\n${'x'.repeat(5000)}\n`);
    const found = await readEngineLog({ run: nowhere, journal: false, ownFile, systemFiles: [] });
    expect(found).toEqual({ from: ownFile, lines: ['?[2J?evil', 'x'.repeat(1000)] });
  });

  it('are said to be nowhere with the places that were looked at', async () => {
    const empty = file('syslog', 'nothing of ours\n');
    const systemFiles = [empty, join(folder, 'missing'), folder];
    const found = await readEngineLog({ run: nowhere, journal: true, ownFile: undefined, systemFiles });
    expect(found).toEqual({
      looked: [
        { from: 'journalctl -u keepalived', found: 'ENOENT' },
        { from: empty, found: 'nothing' },
        { from: systemFiles[1], found: 'ENOENT' },
        { from: folder, found: 'nothing' },
      ],
    });
  });
});
