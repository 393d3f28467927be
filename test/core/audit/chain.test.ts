import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noHash, printLine, recordIn, sha256 } from '../../../src/core/audit/line.js';
import { type AuditEntry, auditActions, auditOutcomes, recordOf } from '../../../src/core/audit/record.js';
import { type Head, verify } from '../../../src/core/audit/verify.js';

const noon = Date.UTC(2026, 10, 20, 12);
const entry: AuditEntry = {
  user: 'piranha',
  address: '192.0.2.7',
  role: 'admin',
  action: 'save',
  panel: 'global-settings',
  changes: [{ what: 'changed', scope: 'global', keyword: 'primary', from: '192.0.2.1', to: '192.0.2.2' }],
  version: 3,
  outcome: 'done',
};

/** A log of so many lines, and its head. */
function log(length: number, from: (number: number) => AuditEntry = () => entry) {
  const lines: string[] = [];
  let head: Head = { number: 0, hash: noHash };
  for (let number = 1; number <= length; number++) {
    const { line, hash } = printLine(recordOf(from(number), number, noon + number), head.hash);
    lines.push(line);
    head = { number, hash };
  }
  return { lines, head };
}

const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({
    unit: fc.constantFrom('\n', '\r', '\u2028', '\u2029', '\x1b[2J', '\x85', '\0', '"', '\\', '\ud800', 'é'),
  }),
);

const anyEntry: fc.Arbitrary<AuditEntry> = fc.record(
  {
    user: oddText,
    address: oddText,
    role: fc.constantFrom('admin', 'viewer', 'nobody', 'command line', 'console'),
    sudo: oddText,
    action: fc.constantFrom(...auditActions),
    panel: oddText,
    object: oddText,
    changes: fc.array(
      fc.record(
        {
          what: fc.constantFrom('added', 'removed', 'renamed', 'changed', 'comments'),
          scope: fc.constantFrom('global', 'virtual', 'failover', 'server', 'site', 'secure'),
          virtual: oddText,
          server: oddText,
          keyword: oddText,
          from: oddText,
          to: oddText,
        },
        { requiredKeys: ['what', 'scope'] },
      ),
      { minLength: 1, maxLength: 3 },
    ),
    outcome: fc.constantFrom(...auditOutcomes),
    reason: oddText,
    count: fc.integer({ min: 1 }),
  },
  { requiredKeys: ['user', 'address', 'role', 'action', 'outcome'] },
);

describe('A line of the audit log', () => {
  test('is one line of printable ASCII, and gives back what went in, whatever that was', () => {
    fc.assert(
      fc.property(anyEntry, (any) => {
        const { line } = printLine(recordOf(any, 1, noon), noHash);
        expect(line).toMatch(/^[\x20-\x7e]+$/);
        expect(recordIn(line)).toEqual({ number: 1, time: '2026-11-20T12:00:00.000Z', ...any });
      }),
    );
  });

  test('is short however much is told', () => {
    const change = {
      what: 'changed',
      scope: 'global',
      keyword: 'k'.repeat(9999),
      to: 'v'.repeat(9999),
    } as const;
    const { line } = printLine(
      recordOf({ ...entry, user: 'u'.repeat(99_999), changes: Array(5000).fill(change) }, 1, noon),
      noHash,
    );
    expect(line.length).toBeLessThan(200_000);
    const record = recordIn(line);
    expect(record).toMatchObject({ leftOut: 4900 });
    expect(record?.user).toMatch(/^u{511}…$/);
  });

  test.each(['', '{}', 'null', '[]', '{"number":1}', '{"number":1,"previous":"","hash":""}'])(
    'is not %j',
    (text) => expect(recordIn(text)).toBeUndefined(),
  );
});

describe('A log that is as it was written', () => {
  test.each([0, 1, 2, 50])('of %i lines has nothing wrong', async (length) => {
    const { lines, head } = log(length);
    expect(await verify(lines, length === 0 ? 'missing' : head)).toEqual({ lines: length, torn: [] });
  });

  test('may be ahead of its head, which is written after each line', async () => {
    expect((await verify(log(5).lines, log(4).head)).misfit).toBeUndefined();
    expect((await verify(log(1).lines, 'missing')).misfit).toBeUndefined();
  });
});

describe('Damage is found:', () => {
  const { lines, head } = log(6, (number) => ({ ...entry, object: String(number) }));
  const found = async (changed: readonly string[], at: Head | 'missing' | 'unreadable' = head) =>
    (await verify(changed, at)).misfit;
  const [first = '', second = '', third = '', fourth = '', fifth = '', sixth = ''] = lines;

  test('any single byte that is another one, with the line it is in', async () => {
    const text = lines.map((line) => `${line}\n`).join('');
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.integer({ min: 1, max: 255 }), async (at, shift) => {
        const byte = String.fromCharCode((text.charCodeAt(at) + shift) % 256);
        const edited = text.slice(0, at) + byte + text.slice(at + 1);
        const pieces = edited.endsWith('\n') ? edited.slice(0, -1) : edited;
        const misfit = await found(pieces.split('\n'));
        expect(misfit?.line).toBe(text.slice(0, at).split('\n').length);
      }),
      { numRuns: 400 },
    );
  });

  test('a line that holds something else', async () => {
    expect(
      await found([first, second.replace('192.0.2.7', '192.0.2.8'), third, fourth, fifth, sixth]),
    ).toEqual({
      line: 2,
      fault: 'edited',
    });
  });

  test('a line that was made anew, at the line behind it', async () => {
    const anew = printLine(recordOf({ ...entry, user: 'eve' }, 2, noon), JSON.parse(first).hash).line;
    expect(await found([first, anew, third, fourth, fifth, sixth])).toEqual({ line: 3, fault: 'previous' });
  });

  test('lines that are gone', async () => {
    expect(await found([first, fourth, fifth, sixth])).toEqual({ line: 2, fault: 'missing', count: 2 });
    expect(await found(lines.slice(1))).toEqual({ line: 1, fault: 'missing', count: 1 });
  });

  test('lines in another order, and a line that stands twice', async () => {
    expect(await found([first, third, second, fourth, fifth, sixth])).toEqual({
      line: 2,
      fault: 'moved',
    });
    expect(await found([first, second, second, third, fourth, fifth, sixth])).toEqual({
      line: 3,
      fault: 'repeated',
    });
  });

  test('something that is no line', async () => {
    expect(await found([first, 'looked at on Monday', second, third])).toEqual({
      line: 2,
      fault: 'unreadable',
    });
    expect(await found([first, '', second, third])).toEqual({ line: 2, fault: 'unreadable' });
    expect(await found([...lines.slice(0, 5), '{"number":6'])).toEqual({ line: 6, fault: 'unreadable' });
  });

  test('an end that is cut off, by the head', async () => {
    expect(await found(lines.slice(0, 4))).toEqual({ line: 5, fault: 'cut', count: 2 });
    expect(await found([])).toEqual({ line: 1, fault: 'cut', count: 6 });
  });

  test('a head that is gone, unreadable, or of another log', async () => {
    expect(await found(lines, 'missing')).toEqual({ line: 6, fault: 'head' });
    expect(await found(lines, 'unreadable')).toEqual({ line: 6, fault: 'head' });
    expect(await found(lines, { number: 4, hash: sha256('x') })).toEqual({ line: 4, fault: 'head' });
  });
});

describe('A line that was cut off in the middle of a write', () => {
  const { lines, head } = log(3);
  const cut = '{"number":4,"time":"2026';
  const note = (...torn: string[]) => {
    const record = { ...recordOf({ ...entry, action: 'damage', reason: 'torn' }, 4, noon), torn };
    return printLine(record, head.hash).line;
  };

  test('is no damage at the end, and none before the line that tells of it', async () => {
    expect(await verify([...lines, cut], head)).toEqual({ lines: 4, torn: [4] });
    expect(await verify([...lines, cut, note(sha256(cut))], head)).toEqual({ lines: 5, torn: [4] });
    expect(await verify([...lines, cut, 'x', note(sha256(cut), sha256('x'))], head)).toEqual({
      lines: 6,
      torn: [4, 5],
    });
  });

  test('may not be changed afterwards either', async () => {
    const changed = await verify([...lines, `${cut}x`, note(sha256(cut))], head);
    expect(changed.misfit).toEqual({ line: 4, fault: 'unreadable' });
  });

  test('that nobody told of is damage', async () => {
    const other = printLine(recordOf(entry, 4, noon), head.hash).line;
    expect((await verify([...lines, cut, other], head)).misfit).toEqual({ line: 4, fault: 'unreadable' });
  });
});
