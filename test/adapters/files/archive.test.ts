import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readArchive } from '../../../src/adapters/files/archive-read.js';
import { type ArchiveSource, writeArchive } from '../../../src/adapters/files/archive-write.js';
import { machineFiles } from '../../../src/adapters/files/files.js';
import { hashOf } from '../../../src/adapters/files/reader.js';
import { ArchiveRefused, archiveLimits } from '../../../src/core/archive/contents.js';
import { printTarHeader } from '../../../src/core/archive/tar-header.js';
import { fileNameOf, printVersion } from '../../../src/core/history/index-line.js';
import { scratchFolder } from './scratch-folder.js';

const from = { version: '0.1.0', host: 'router1', time: '2026-01-02T12:00:00.000Z' };
const bytes = Buffer.from('deadtime = 6 # \xff\n', 'latin1');
const version = {
  number: 1,
  time: from.time,
  user: 'ann',
  address: '::1',
  panel: 'file',
  note: '',
  pinned: false,
  hash: hashOf(bytes),
  bytes: bytes.length,
  previous: '',
};
const contents: Readonly<Record<string, Buffer>> = {
  'lvs.cf': bytes,
  'history/index.jsonl': Buffer.from(printVersion(version)),
  [`history/${fileNameOf(version)}`]: bytes,
  'access/htpasswd': Buffer.alloc(0),
};

const sourcesOf = (all: Readonly<Record<string, Buffer>>): ArchiveSource[] =>
  Object.entries(all).map(([name, content]) => ({ name, read: async () => content }));

async function written(all = contents): Promise<string> {
  const path = join(scratchFolder(), 'console.tar.gz');
  await writeArchive(machineFiles, path, sourcesOf(all), from);
  return path;
}

async function filesOf(path: string): Promise<Record<string, Buffer>> {
  const archive = await readArchive(machineFiles, path);
  const found: Record<string, Buffer> = {};
  for await (const file of archive.files()) found[file.name] = Buffer.from(file.bytes);
  return found;
}

/** An archive of blocks as they are given, with the manifest that fits these files. */
function crafted(
  all: Readonly<Record<string, Buffer>>,
  blocks: readonly Uint8Array[],
  manifest?: object,
): string {
  const files = Object.entries(all).map(([name, content]) => ({
    name,
    bytes: content.length,
    sha256: hashOf(content),
  }));
  const head = Buffer.from(JSON.stringify(manifest ?? { format: 1, ...from, files }));
  const path = join(scratchFolder(), 'crafted.tar.gz');
  const end = Buffer.alloc(1024);
  writeFileSync(path, gzipSync(Buffer.concat([...entry('manifest.json', head), ...blocks, end])));
  return path;
}

function entry(name: string, content: Buffer, change: (header: Buffer) => void = () => {}): Buffer[] {
  const header = Buffer.from(printTarHeader(name, content.length, 0));
  change(header);
  header.fill(' ', 148, 156);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return [header, content, Buffer.alloc(-content.length & 511)];
}

const entries = (all: Readonly<Record<string, Buffer>>) =>
  Object.entries(all).flatMap(([name, content]) => entry(name, content));

async function refusal(path: string) {
  const error: unknown = await readArchive(machineFiles, path).then(
    () => 'taken',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ArchiveRefused);
  return (error as ArchiveRefused).why;
}

describe('An archive', () => {
  test('gives back every byte, and says where it came from', async () => {
    const path = await written();
    const { 'manifest.json': _, ...found } = await filesOf(path);
    expect(found).toEqual(contents);
    expect((await readArchive(machineFiles, path)).manifest).toMatchObject(from);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('can be opened with tar, by whoever has no console', async () => {
    const path = await written();
    const run = (...words: readonly string[]) => execFileSync('tar', words, { encoding: 'latin1' });
    expect(run('-tzf', path).trim().split('\n')).toEqual(['manifest.json', ...Object.keys(contents)]);
    const folder = scratchFolder();
    run('-xzf', path, '-C', folder);
    for (const [name, content] of Object.entries(contents)) {
      expect(readFileSync(join(folder, name))).toEqual(content);
    }
  });

  test.each(['gnu', 'ustar'])(
    'is taken as tar packs the same files again, in its format %s',
    async (format) => {
      const folder = scratchFolder();
      execFileSync('tar', ['-xzf', await written(), '-C', folder]);
      const path = join(scratchFolder(), 'again.tar.gz');
      const words = [
        '--format',
        format,
        '-C',
        folder,
        '-czf',
        path,
        './manifest.json',
        './lvs.cf',
        'history',
        'access',
      ];
      execFileSync('tar', words);
      const { 'manifest.json': _, ...found } = await filesOf(path);
      expect(found).toEqual(contents);
    },
  );

  test('replaces no file', async () => {
    const path = await written();
    const before = readFileSync(path);
    await expect(writeArchive(machineFiles, path, sourcesOf({}), from)).rejects.toMatchObject({
      reason: 'file_exists',
    });
    expect(readFileSync(path)).toEqual(before);
  });
});

describe('A crafted archive', () => {
  const link = (type: string, target: string) => (header: Buffer) => {
    header.write(type, 156, 'latin1');
    header.write(target, 157, 'latin1');
  };

  test.each([
    ['/etc/passwd'],
    ['../lvs.cf'],
    ['history/../../lvs.cf'],
    ['history/000001-0123456789ab.cf/../../x'],
    ['other'],
    ['lvs.cf/'],
    ['ssh/id_ed25519'],
    ['constructor'],
    [''],
  ])('has no file %j', async (name) => {
    expect(await refusal(crafted({ [name]: bytes }, entry(name, bytes)))).toMatchObject({ fault: 'name' });
  });

  test.each([
    ['a symbolic link', link('2', '/etc/passwd')],
    ['a hard link', link('1', '/etc/passwd')],
    ['a device', link('3', '')],
    ['a pipe', link('6', '')],
    ['a file with holes', link('S', '')],
    ['a header of pax', link('x', '')],
    ['a long name of GNU', link('L', '')],
    ['a file that names another', link('0', '/etc/passwd')],
  ])('has no %s', async (_, change) => {
    expect(await refusal(crafted({ 'lvs.cf': bytes }, entry('lvs.cf', bytes, change)))).toMatchObject({
      fault: 'kind',
      name: 'lvs.cf',
    });
  });

  test('has no folder of another name', async () => {
    const folder = (name: string) =>
      entry(name, Buffer.alloc(0), (header) => header.write('5', 156, 'latin1'));
    expect(await refusal(crafted(contents, folder('../up/')))).toMatchObject({ fault: 'name' });
    expect(await filesOf(crafted(contents, [...folder('history/'), ...entries(contents)]))).toMatchObject(
      contents,
    );
  });

  test('has no name in two parts, and no size that is not a plain number', async () => {
    const prefixed = entry('lvs.cf', bytes, (header) => header.write('/etc', 345, 'latin1'));
    expect(await refusal(crafted({ 'lvs.cf': bytes }, prefixed))).toMatchObject({ fault: 'name' });
    const huge = entry('lvs.cf', bytes, (header) => header.fill(0x80, 124, 136));
    expect(await refusal(crafted({ 'lvs.cf': bytes }, huge))).toMatchObject({ fault: 'name' });
    const large = entry('lvs.cf', bytes, (header) => header.write('00777777777', 124, 'latin1'));
    expect(await refusal(crafted({ 'lvs.cf': bytes }, large))).toEqual({ fault: 'too_large' });
  });

  test('has each file once, and exactly those that it lists', async () => {
    const twice = [...entries(contents), ...entry('lvs.cf', bytes)];
    expect(await refusal(crafted(contents, twice))).toEqual({ fault: 'twice', name: 'lvs.cf' });
    const again = entry('manifest.json', bytes);
    expect(await refusal(crafted(contents, again))).toEqual({ fault: 'twice', name: 'manifest.json' });
    expect(await refusal(crafted({}, entry('lvs.cf', bytes)))).toEqual({ fault: 'unlisted', name: 'lvs.cf' });
    expect(await refusal(crafted(contents, []))).toEqual({ fault: 'missing', name: 'lvs.cf' });
    const other = entry('lvs.cf', Buffer.from('other'));
    expect(await refusal(crafted({ 'lvs.cf': bytes }, other))).toEqual({
      fault: 'other_bytes',
      name: 'lvs.cf',
    });
  });

  test('has only versions that its index knows, with the bytes they had', async () => {
    const name = `history/${fileNameOf(version)}`;
    const { 'history/index.jsonl': _, ...without } = contents;
    expect(await refusal(crafted(without, entries(without)))).toEqual({ fault: 'no_version', name });
    const forged = { ...contents, [name]: Buffer.from('forged') };
    expect(await refusal(crafted(forged, entries(forged)))).toEqual({ fault: 'no_version', name });
  });

  test('begins with its manifest, which this program understands', async () => {
    const path = join(scratchFolder(), 'x.tar.gz');
    writeFileSync(path, gzipSync(Buffer.concat([...entries(contents), Buffer.alloc(1024)])));
    expect(await refusal(path)).toEqual({ fault: 'no_manifest' });
    for (const manifest of [
      {},
      { format: 2, ...from, files: [] },
      { format: 1, ...from, files: [], more: 1 },
    ]) {
      expect(await refusal(crafted({}, [], manifest))).toEqual({ fault: 'no_manifest' });
    }
  });

  test('has nothing behind its end', async () => {
    expect(await refusal(crafted({}, [Buffer.alloc(1024), ...entry('lvs.cf', bytes)]))).toEqual({
      fault: 'behind_end',
    });
  });

  test('is no pipe, no folder and no file of another kind', async () => {
    const folder = scratchFolder();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await refusal(join(folder, 'pipe'))).toEqual({ fault: 'no_gzip' });
    writeFileSync(join(folder, 'text'), 'not packed');
    expect(await refusal(join(folder, 'text'))).toEqual({ fault: 'no_gzip' });
    writeFileSync(join(folder, 'empty'), '');
    expect(await refusal(join(folder, 'empty'))).toMatchObject({ fault: 'no_gzip' });
    writeFileSync(join(folder, 'other.gz'), gzipSync(Buffer.alloc(600, 'x')));
    expect(await refusal(join(folder, 'other.gz'))).toMatchObject({ fault: 'no_tar' });
    await expect(readArchive(machineFiles, folder)).rejects.toMatchObject({ why: { fault: 'no_gzip' } });
  });

  test('that is cut off anywhere is refused', async () => {
    const path = await written();
    const whole = readFileSync(path);
    for (let length = whole.length - 1; length > 0; length -= 7) {
      truncateSync(path, length);
      expect(['cut', 'no_gzip', 'no_manifest']).toContain((await refusal(path)).fault);
    }
  });

  test('that unpacks to more than any console has is refused before all of it is unpacked', async () => {
    const limits = { ...archiveLimits, unpacked: 1024 * 1024 };
    const zeros = crafted({}, [Buffer.alloc(8 * 1024 * 1024)]);
    const error: unknown = await readArchive(machineFiles, zeros, limits).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ why: { fault: 'too_large' } });
    expect(await filesOf(zeros)).toMatchObject({ 'manifest.json': expect.anything() });
    for (const limit of [{ packed: 10 }, { file: 5 }, { files: 3 }]) {
      const path = await written();
      const refused: unknown = await readArchive(machineFiles, path, { ...archiveLimits, ...limit }).catch(
        (reason: unknown) => reason,
      );
      expect(refused).toMatchObject({ why: { fault: expect.stringMatching(/^too_/) } });
    }
  });

  test('is taken whole or refused, whatever byte of it is another', async () => {
    const tar = gunzipSync(readFileSync(await written()));
    const folder = scratchFolder();
    await fc.assert(
      fc.asyncProperty(fc.nat(tar.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const other = Buffer.from(tar);
        other[at] = (other[at] ?? 0) ^ by;
        const path = join(folder, 'mutated.tar.gz');
        writeFileSync(path, gzipSync(other, { level: 1 }));
        const found = await filesOf(path).catch((error: unknown) => {
          expect(error).toBeInstanceOf(ArchiveRefused);
          return undefined;
        });
        if (found === undefined) return;
        const { 'manifest.json': _, ...rest } = found;
        expect(rest).toEqual(contents);
      }),
      { numRuns: 100 },
    );
  });

  test('is read through no link that leads elsewhere than to a file', async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'inner'));
    symlinkSync('inner', join(folder, 'link'));
    expect(await refusal(join(folder, 'link'))).toEqual({ fault: 'no_gzip' });
  });
});
