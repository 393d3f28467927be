/** keepalived's own test of its configuration, in a network of its own that has the interfaces of the files. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from '../support/system-packages.js';

const run = promisify(execFile);

/** A file, and what it is called when it does not pass. */
export interface Candidate {
  readonly name: string;
  readonly text: string;
}

/** What keepalived said about a file that it does not take. */
export interface Refusal {
  readonly name: string;
  readonly status: number;
  readonly said: string;
  readonly text: string;
}

/** One process for all files: a private network costs more than many tests in it. */
const script = `
for card in $CARDS; do ip link add "$card" type veth peer name "p-$card" && ip link set "$card" up || exit 1; done
for file in "$FOLDER"/*.conf; do
  keepalived --config-test --use-file "$file" >"$file.said" 2>&1
  echo "$? $file"
done >"$FOLDER/statuses"`;

/**
 * Tests files with the keepalived of this machine, and returns those that it does not take: 0 is the only good
 * status. Without root it takes a user namespace.
 */
export async function refusals(
  candidates: readonly Candidate[],
  cards: readonly string[],
): Promise<Refusal[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lvs-console-keepalived-'));
  try {
    const files = candidates.map(({ text }, index) => {
      const file = join(folder, `${index}.conf`);
      writeFileSync(file, text, 'latin1');
      return file;
    });
    const unshare = process.getuid?.() === 0 ? ['--net'] : ['--net', '--user', '--map-root-user'];
    const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin`, FOLDER: folder };
    await run('unshare', [...unshare, 'sh', '-c', script], { env: { ...env, CARDS: cards.join(' ') } });
    const statuses = new Map(
      readFileSync(join(folder, 'statuses'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => [line.slice(line.indexOf(' ') + 1), Number.parseInt(line, 10)]),
    );
    return candidates.flatMap(({ name, text }, index) => {
      const file = files[index] ?? '';
      // A file without a status was not tested at all.
      const status = statuses.get(file) ?? -1;
      return status === 0 ? [] : [{ name, status, said: readFileSync(`${file}.said`, 'latin1'), text }];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The version that is tested with, so that a report says it. */
export async function keepalivedVersion(): Promise<string> {
  const { stderr } = await run(findProgram('keepalived') ?? 'keepalived', ['--version']);
  return /v[0-9.]+/.exec(stderr)?.[0] ?? '';
}
