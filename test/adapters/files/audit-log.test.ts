import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openAuditLog } from '../../../src/adapters/files/audit-log.js';
import { type Files, machineFiles } from '../../../src/adapters/files/files.js';
import { noHash, printLine } from '../../../src/core/audit/line.js';
import { type AuditEntry, recordOf } from '../../../src/core/audit/record.js';
import { scratchFolder } from './scratch-folder.js';
import { type Fault, shakyFiles } from './shaky-files.js';

const noon = Date.UTC(2026, 10, 20, 12);
const entry = (object: string): AuditEntry => {
  return { user: 'ann', address: '192.0.2.7', role: 'admin', action: 'save', object, outcome: 'done' };
};

function sandbox(files?: Files) {
  const folder = join(scratchFolder(), 'audit');
  let now = noon;
  const clock = () => now;
  const log = openAuditLog({ folder, clock, ...(files && { files }) });
  return {
    folder,
    path: join(folder, 'audit.jsonl'),
    head: join(folder, 'head.json'),
    log,
    /** The same log as the next program finds it. */
    again: () => openAuditLog({ folder, clock }),
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
    lines: () => readFileSync(join(folder, 'audit.jsonl'), 'latin1').split('\n').slice(0, -1),
    objects: async () => {
      const { records } = await openAuditLog({ folder }).read({ limit: 1000 });
      return records.map(({ action, object, reason }) => object ?? `${action} ${reason}`);
    },
  };
}

describe('The audit log', () => {
  test('is empty before the first line, and makes nothing', async () => {
    const { log, folder } = sandbox();
    expect(await log.read({ limit: 10 })).toEqual({ records: [] });
    expect(await log.verify()).toEqual({ lines: 0, torn: [] });
    expect(existsSync(folder)).toBe(false);
  });

  test('keeps a line for each event, newest first when read', async () => {
    const { log, objects, lines } = sandbox();
    for (const object of ['a', 'b', 'c']) await log.record(entry(object));
    expect(await objects()).toEqual(['c', 'b', 'a']);
    expect(lines()).toHaveLength(3);
    expect((await log.read({ limit: 1 })).records).toEqual([
      { number: 3, time: '2026-11-20T12:00:00.000Z', ...entry('c') },
    ]);
    expect(await log.verify()).toEqual({ lines: 3, torn: [] });
    expect(log.trouble()).toBeUndefined();
  });

  test('is for this account only', async () => {
    const { log, folder, path, head } = sandbox();
    await log.record(entry('a'));
    expect([folder, path, head].map((each) => statSync(each).mode & 0o777)).toEqual([0o700, 0o600, 0o600]);
    expect(readdirSync(folder).sort()).toEqual(['audit.jsonl', 'head.json']);
  });

  test('belongs to the account that has the folder above, when root begins it', async () => {
    const { log, folder, path, head, lines } = sandbox();
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) chownSync(join(folder, '..'), 4711, 4712);
    await log.record(entry('a'));
    await log.record(entry('b'));
    const owners = [folder, path, head].map((each) => statSync(each).uid);
    expect(new Set(owners)).toEqual(new Set([isRoot ? 4711 : process.geteuid?.()]));
    expect(lines()).toHaveLength(2);
  });

  test('is only added to: what it held is never touched', async () => {
    const opened: unknown[] = [];
    const open: typeof machineFiles.open = (path, flags, mode) => {
      if (String(path).endsWith('audit.jsonl')) opened.push(flags);
      return machineFiles.open(path, flags, mode);
    };
    const { log } = sandbox({ ...machineFiles, open });
    await log.record(entry('a'));
    await log.record(entry('b'));
    expect(new Set(opened)).toEqual(new Set(['a+']));
  });

  test('takes many at once, each in its own line', async () => {
    const { log, objects } = sandbox();
    const names = Array.from({ length: 30 }, (_, number) => `n${number}`);
    await Promise.all(names.map((name) => log.record(entry(name))));
    expect(await objects()).toEqual(names.toReversed());
    expect((await log.verify()).misfit).toBeUndefined();
  });

  test('is read in pages, and searched', async () => {
    const { log } = sandbox();
    for (let count = 1; count <= 7; count++) await log.record(entry(`n${count}`));
    const first = await log.read({ limit: 3 });
    expect(first.records.map(({ object }) => object)).toEqual(['n7', 'n6', 'n5']);
    const second = await log.read({ limit: 3, before: first.older ?? 0 });
    expect(second.records.map(({ object }) => object)).toEqual(['n4', 'n3', 'n2']);
    const third = await log.read({ limit: 3, before: second.older ?? 0 });
    expect(third).toMatchObject({ records: [{ object: 'n1' }] });
    expect(third.older).toBeUndefined();
    const found = await log.read({ limit: 3, filter: { object: 'N4' } });
    expect(found.records.map(({ object }) => object)).toEqual(['n4']);
  });

  test.each([-1, 0.5, 3, 1e9, Number.NaN])(
    'begins with the newest at %d, where no line begins',
    async (before) => {
      const { log } = sandbox();
      await log.record(entry('a'));
      expect((await log.read({ limit: 1, before })).records).toHaveLength(1);
    },
  );

  test('is written by two programs at once', async () => {
    const { folder, log } = sandbox();
    const program = join(import.meta.dirname, 'audit-writer.ts');
    const writers = ['one', 'other'].map((user) =>
      spawn(process.execPath, ['--import', 'tsx', program, folder, '40', user], {
        cwd: join(import.meta.dirname, '..', '..', '..'),
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    );
    const ended = writers.map((writer) => once(writer, 'exit'));
    await Promise.all(writers.map(({ stdout }) => once(stdout, 'data')));
    for (const { stdin } of writers) stdin.write('begin');
    expect((await Promise.all(ended)).map(([status]) => status)).toEqual([0, 0]);
    const users = (await log.read({ limit: 200 })).records.map(({ user }) => user);
    expect(users.filter((user) => user === 'one')).toHaveLength(40);
    expect(users.filter((user) => user === 'other')).toHaveLength(40);
    // They did take turns.
    expect(users.filter((user, at) => at > 0 && user !== users[at - 1]).length).toBeGreaterThan(5);
    expect(await log.verify()).toEqual({ lines: 80, torn: [] });
  });

  test.each([
    { title: 'how it gets the right', owner: process.geteuid?.() ?? 0, reason: 'no_right' },
    { title: 'only that it has none', owner: 4711, reason: 'disk_failed' },
  ])(
    'tells an account without the right $title, when the folder above is of account $owner',
    async (wanted) => {
      const refusal = Object.assign(new Error('EACCES: no'), { code: 'EACCES', syscall: 'open' });
      const { log, folder } = sandbox({
        ...machineFiles,
        open: () => Promise.reject(refusal),
        stat: (async (path: string) => {
          const stats = await machineFiles.stat(path, { bigint: true });
          return Object.assign(stats, path === join(folder, '..') && { uid: BigInt(wanted.owner) });
        }) as typeof machineFiles.stat,
      });
      await log.record(entry('a'));
      expect(log.trouble()?.error.reason).toBe(wanted.reason);
      await expect(log.read({ limit: 1 })).rejects.toMatchObject({ reason: wanted.reason });
    },
  );

  test('tells when something else lies in its place', async () => {
    const { log, path, folder } = sandbox();
    mkdirSync(path, { recursive: true });
    await log.record(entry('a'));
    expect(log.trouble()?.error.reason).toBe('disk_failed');
    rmSync(path, { recursive: true });
    chmodSync(folder, 0o777);
    await log.record(entry('b'));
    expect(log.trouble()?.error).toMatchObject({ reason: 'unsafe_place', params: { why: 'folder_open' } });
  });
});

describe('Damage of the file is found:', () => {
  test('any single byte of it', async () => {
    const { log, path } = sandbox();
    for (const object of ['a', 'é', 'c\n']) await log.record(entry(object));
    const bytes = readFileSync(path);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, shift) => {
        const edited = Buffer.from(bytes);
        edited[at] = ((bytes[at] ?? 0) + shift) % 256;
        writeFileSync(path, edited);
        const line = bytes.subarray(0, at).toString('latin1').split('\n').length;
        expect((await log.verify()).misfit?.line).toBe(line);
      }),
      { numRuns: 150 },
    );
  });

  test('lines cut off at the end, also once the log has gone on', async () => {
    const { log, path, again, lines, objects } = sandbox();
    for (const object of ['a', 'b', 'c', 'd']) await log.record(entry(object));
    truncateSync(path, lines().slice(0, 2).join('\n').length + 1);
    expect((await log.verify()).misfit).toEqual({ line: 3, fault: 'cut', count: 2 });
    await again().record(entry('e'));
    expect(await objects()).toEqual(['e', 'damage cut', 'b', 'a']);
    expect((await log.verify()).misfit).toEqual({ line: 3, fault: 'missing', count: 2 });
  });

  test('a log that is gone while its head is there', async () => {
    const { log, path, objects } = sandbox();
    await log.record(entry('a'));
    rmSync(path);
    expect((await log.verify()).misfit).toEqual({ line: 1, fault: 'cut', count: 1 });
    await log.record(entry('b'));
    expect(await objects()).toEqual(['b', 'damage cut']);
    expect((await log.verify()).misfit).toEqual({ line: 1, fault: 'missing', count: 1 });
  });

  test.each([
    ['gone', (head: string) => rmSync(head)],
    ['unreadable', (head: string) => writeFileSync(head, '')],
    ['of another log', (head: string) => writeFileSync(head, `{"number":2,"hash":"${'a'.repeat(64)}"}\n`)],
  ])('a head that is %s, also once the log has gone on', async (_title, damage) => {
    const { log, head, objects } = sandbox();
    await log.record(entry('a'));
    await log.record(entry('b'));
    damage(head);
    expect((await log.verify()).misfit).toEqual({ line: 2, fault: 'head' });
    await log.record(entry('c'));
    expect(await objects()).toEqual(['c', 'damage head', 'b', 'a']);
    expect((await log.verify()).misfit).toEqual({ line: 3, fault: 'head' });
  });
});

describe('Half a line, left by a power cut,', () => {
  test.each([
    ['half a line', '{"number":3,"time":"20'],
    ['zeros', '\0'.repeat(5000)],
    ['half a line and its end', '{"number":3\n'],
  ])('is kept and told of: %s', async (_title, torn) => {
    const { log, path, objects, lines } = sandbox();
    await log.record(entry('a'));
    await log.record(entry('b'));
    appendFileSync(path, torn);
    expect(await log.verify()).toEqual({ lines: 3, torn: [3] });
    await log.record(entry('c'));
    expect(await objects()).toEqual(['c', 'damage torn', 'b', 'a']);
    expect(lines()[2]).toBe(torn.replace('\n', ''));
    expect(await log.verify()).toEqual({ lines: 5, torn: [3] });
  });

  test('is none when only its end is missing', async () => {
    const { log, path, objects } = sandbox();
    await log.record(entry('a'));
    truncateSync(path, statSync(path).size - 1);
    await log.record(entry('b'));
    expect(await objects()).toEqual(['b', 'a']);
    expect(await log.verify()).toEqual({ lines: 2, torn: [] });
  });
});

describe('While the log cannot be written', () => {
  test('work goes on, the reason is told, and the next line says how many are missing', async () => {
    let isFull = false;
    const open: typeof machineFiles.open = async (path, flags, mode) => {
      if (isFull && flags === 'a+') {
        throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC', syscall: 'open' });
      }
      return machineFiles.open(path, flags, mode);
    };
    const { log, pass, objects } = sandbox({ ...machineFiles, open });
    await log.record(entry('a'));
    isFull = true;
    pass(60);
    for (const object of ['b', 'c']) {
      await log.record(entry(object));
      pass(60);
    }
    expect(log.trouble()).toMatchObject({
      since: noon + 60_000,
      missed: 2,
      error: { reason: 'disk_failed', params: { system: 'ENOSPC: no space left' } },
    });
    isFull = false;
    await log.record(entry('d'));
    expect(log.trouble()).toBeUndefined();
    expect(await objects()).toEqual(['d', 'missed disk_failed', 'a']);
    const [, missed] = (await log.read({ limit: 3 })).records;
    expect(missed).toMatchObject({ count: 2, since: '2026-11-20T12:01:00.000Z', role: 'console' });
    expect((await log.verify()).misfit).toBeUndefined();
  });
});

describe.each<{ fault: Fault; title: string; least: number }>([
  { fault: 'EIO', title: 'When the n-th file call fails', least: 30 },
  { fault: 'stop', title: 'When the program dies before its n-th file call', least: 30 },
  { fault: 'ENOSPC', title: 'When the disk is full in the middle of the n-th write', least: 2 },
  { fault: 'torn', title: 'When the program dies in the middle of its n-th write', least: 2 },
])('$title', ({ fault, least }) => {
  test('no line is lost that was told to be written, and the log goes on unbroken', async () => {
    let n = 0;
    for (let isHit = true; isHit; ) {
      n += 1;
      const { folder, path, log, again, objects } = sandbox();
      await log.record(entry('before'));
      const shaky = shakyFiles(fault, n);
      const hit = openAuditLog({ folder, files: shaky.files });
      const end = await Promise.race([hit.record(entry('hit')).then(() => 'done' as const), shaky.died]);
      if (existsSync(`${path}.lock`)) utimesSync(`${path}.lock`, 0, 0);
      await again().record(entry('after'));
      const left = (await objects()).filter((object) => !object.startsWith('damage torn'));
      expect(left).toContain('before');
      expect(left.filter((object) => object === 'after')).toHaveLength(1);
      if (end === 'done' && (hit.trouble()?.missed ?? 0) === 0)
        expect(left).toEqual(['after', 'hit', 'before']);
      else
        expect([
          ['after', 'hit', 'before'],
          ['after', 'before'],
        ]).toContainEqual(left);
      expect((await again().verify()).misfit).toBeUndefined();
      expect(readdirSync(folder).sort()).toEqual(['audit.jsonl', 'head.json']);
      isHit = shaky.wasHit();
      await shaky.bury();
    }
    expect(n).toBeGreaterThan(least);
  });
});

describe('A log of 100,000 lines', () => {
  function long(length: number) {
    const { folder, path, head, log } = sandbox();
    mkdirSync(folder, { mode: 0o700 });
    let previous = noHash;
    const lines = Array.from({ length }, (_, index) => {
      const { line, hash } = printLine(recordOf(entry(`n${index + 1}`), index + 1, noon + index), previous);
      previous = hash;
      return line;
    });
    writeFileSync(path, `${lines.join('\n')}\n`);
    writeFileSync(head, `{"number":${length},"hash":"${previous}"}\n`);
    return { folder, log };
  }

  test('is not read as a whole to show its newest page, nor to add a line', async () => {
    const { folder } = long(100_000);
    let bytesRead = 0;
    const open: typeof machineFiles.open = async (...args) => {
      const handle = await machineFiles.open(...args);
      const read = handle.read.bind(handle) as (...rest: unknown[]) => Promise<{ bytesRead: number }>;
      return Object.assign(handle, {
        read: async (...rest: unknown[]) => {
          const result = await read(...rest);
          bytesRead += result.bytesRead;
          return result;
        },
      });
    };
    const log = openAuditLog({ folder, files: { ...machineFiles, open } });
    await log.record(entry('next'));
    const page = await log.read({ limit: 100 });
    expect(page.records.map(({ number }) => number)).toEqual(
      Array.from({ length: 100 }, (_, at) => 100_001 - at),
    );
    expect(bytesRead).toBeLessThanOrEqual(2 * 64 * 1024);
    expect(await log.verify()).toEqual({ lines: 100_001, torn: [] });
  });

  test('is searched in parts, so that nobody waits long', async () => {
    const { log } = long(60_000);
    const first = await log.read({ limit: 10, filter: { object: 'n42', user: 'ann' } });
    expect(first.records).toHaveLength(10);
    const rare = await log.read({ limit: 10, filter: { object: 'n7', until: noon + 7 } });
    expect(rare.records).toEqual([]);
    const rest = await log.read({
      limit: 10,
      filter: { object: 'n7', until: noon + 7 },
      before: rare.older ?? 0,
    });
    expect(rest.records.map(({ number }) => number)).toEqual([7]);
    expect(rest.older).toBeUndefined();
  });
});
