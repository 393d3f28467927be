import { deepEqual, equal, notEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Config, readConfig, type VirtualServer } from '../../../src/core/lvscf/config.js';
import { copyVirtualServer, takeRealServers } from '../../../src/core/lvscf/copy.js';
import { type Block, textOfBlock } from '../../../src/core/lvscf/document.js';
import { moveRealServer, moveVirtualServer, orderVirtualServers } from '../../../src/core/lvscf/order.js';
import { changeSeveral, type RowRef, type SeveralChange } from '../../../src/core/lvscf/several.js';
import { isSharedLine } from '../../../src/core/lvscf/shared-lines.js';
import { linesOfKeys } from '../../support/random-edit.js';
import { randomFile } from '../../support/random-file.js';

const numRuns = 400;

/** What the daemon would make of the services of a file, in order. */
const meaningOf = ({ virtualServers }: Config) => virtualServers.map(serviceOf);
const serviceOf = ({ name, realServers, values }: VirtualServer) => ({
  name,
  values,
  realServers: realServers.map((one) => ({ name: one.name, values: one.values, port: one.port })),
});

const isSerial = (text: string) => /^[ \t]*serial_no[ \t]/.test(text);
/** The lines of a file, the serial number apart. */
const linesOf = (text: string) =>
  readConfig(text)
    .document.lines.map((line) => line.text)
    .filter((line) => !isSerial(line));

function expectSound(before: Config, text: string): Config {
  const after = readConfig(text);
  equal(after.readOnly, undefined);
  deepEqual(after.problems.filter(({ severity }) => severity === 'refused').length, 0);
  deepEqual(after.shared, before.shared);
  const { serial_no: last = 0 } = before.global;
  const next = last === 2147483647 ? 1 : last + 1;
  equal(after.global.serial_no, text === String(before.document) ? before.global.serial_no : next);
  deepEqual({ ...after.global, serial_no: 0 }, { ...before.global, serial_no: 0 });
  return after;
}

/** Random files, some of them with settings in comment lines above a block. */
const anyFile = fc
  .tuple(randomFile, fc.constantFrom('', '# lvs-console: fail-back = yes\n'), fc.boolean())
  .map(([text, setting, isAbove]) =>
    isAbove ? text.replace(/^([ \t]*virtual)/m, `${setting}$1`) : text.replace(/^/, setting),
  );

const way = fc.constantFrom('up', 'down');

describe('a block that moves', () => {
  it('changes places with its neighbour, whole, and back again; no line is lost and no other block changes', () => {
    let moved = 0;
    fc.assert(
      fc.property(anyFile, fc.nat(), way, (text, at, direction) => {
        const config = readConfig(text);
        const { virtualServers } = config;
        const index = at % (virtualServers.length || 1);
        const one = virtualServers[index];
        if (one === undefined) return;
        const there = index + (direction === 'up' ? -1 : 1);
        const now = moveVirtualServer(config, one.ref, direction);
        if (virtualServers[there] === undefined) return equal(now, text);
        moved++;
        const after = expectSound(config, now);
        const wanted = meaningOf(config);
        const [piece] = wanted.splice(index, 1);
        if (piece !== undefined) wanted.splice(there, 0, piece);
        deepEqual(meaningOf(after), wanted);
        deepEqual(linesOf(now).toSorted(), linesOf(text).toSorted());
        const back = after.virtualServers[there]?.ref ?? '';
        const again = moveVirtualServer(after, back, direction === 'up' ? 'down' : 'up');
        deepEqual(linesOf(again), linesOf(text));
      }),
      { numRuns },
    );
    expect(moved).toBeGreaterThan(numRuns / 8);
  });

  it('has the comments right above it come along', () => {
    fc.assert(
      fc.property(anyFile, (text) => {
        const config = readConfig(text);
        const [first, second] = config.virtualServers;
        if (first === undefined || second === undefined) return;
        const after = readConfig(moveVirtualServer(config, second.ref, 'up'));
        const [newFirst] = after.virtualServers;
        if (newFirst === undefined) throw new Error('no virtual server is left');
        deepEqual(commentsAbove(after, newFirst.block), commentsAbove(config, second.block));
        equal(textOfBlock(after.document, newFirst.block), textOfBlock(config.document, second.block));
      }),
      { numRuns },
    );
  });

  it('moves among the real servers of its virtual server just so', () => {
    fc.assert(
      fc.property(anyFile, fc.nat(), way, (text, at, direction) => {
        const config = readConfig(text);
        const around = config.virtualServers.find(({ realServers }) => realServers.length > 1);
        if (around === undefined) return;
        const index = at % around.realServers.length;
        const there = index + (direction === 'up' ? -1 : 1);
        const ref = around.realServers[index]?.ref ?? '';
        const now = moveRealServer(config, around.ref, ref, direction);
        if (around.realServers[there] === undefined) return equal(now, text);
        const after = expectSound(config, now);
        const wanted = meaningOf(config);
        const servers = wanted[around.subject.block ?? -1]?.realServers ?? [];
        const [piece] = servers.splice(index, 1);
        if (piece !== undefined) servers.splice(there, 0, piece);
        deepEqual(meaningOf(after), wanted);
        deepEqual(linesOf(now).toSorted(), linesOf(text).toSorted());
      }),
      { numRuns },
    );
  });

  it('goes anywhere in an order that names all of them', () => {
    fc.assert(
      fc.property(anyFile, fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), (text, keys) => {
        const config = readConfig(text);
        const wanted = config.virtualServers.toSorted(
          (a, b) => (keys[a.subject.block ?? 0] ?? 0) - (keys[b.subject.block ?? 0] ?? 0),
        );
        const now = orderVirtualServers(
          config,
          wanted.map(({ ref }) => ref),
        );
        deepEqual(meaningOf(expectSound(config, now)), wanted.map(serviceOf));
        deepEqual(linesOf(now).toSorted(), linesOf(text).toSorted());
      }),
      { numRuns },
    );
  });
});

function commentsAbove({ document }: Config, { open }: Block): string[] {
  const comments: string[] = [];
  for (let at = open - 1; /^[ \t]*#/.test(document.lines[at]?.text ?? ''); at--) {
    const { text = '' } = document.lines[at] ?? {};
    if (isSharedLine(text)) break;
    comments.unshift(text);
  }
  return comments;
}

describe('a copy of a virtual server', () => {
  it('is the same under another name and inactive, and every other line stays', () => {
    let made = 0;
    fc.assert(
      fc.property(anyFile, fc.nat(), (text, at) => {
        const config = readConfig(text);
        const one = config.virtualServers[at % (config.virtualServers.length || 1)];
        if (one === undefined) return;
        made++;
        const now = copyVirtualServer(config, one.ref, 'copy-1');
        const after = expectSound(config, now);
        const place = (one.subject.block ?? 0) + 1;
        const wanted = meaningOf(config);
        const like = serviceOf(one);
        wanted.splice(place, 0, { ...like, name: 'copy-1', values: { ...like.values, active: false } });
        deepEqual(meaningOf(after), wanted);
        const { block } = after.virtualServers[place] ?? one;
        const lines = after.document.lines.map((line) => line.text);
        const copied = lines.splice(block.open, (block.close ?? 0) - block.open + 1);
        deepEqual(
          lines.filter((line) => !isSerial(line)),
          linesOf(text),
        );
        const comments = (all: readonly string[]) => all.filter((line) => /^[ \t]*#/.test(line));
        deepEqual(comments(copied), comments(textOfBlock(config.document, one.block).split('\n')));
      }),
      { numRuns },
    );
    expect(made).toBeGreaterThan(numRuns / 3);
  });
});

describe('the real servers of another virtual server', () => {
  const any = fc.tuple(anyFile, fc.nat(), fc.nat());

  it('in place of its own are the same machines in the same state; doing it again changes nothing', () => {
    let made = 0;
    fc.assert(
      fc.property(any, ([text, at, other]) => {
        const config = readConfig(text);
        const { virtualServers } = config;
        const to = virtualServers[at % (virtualServers.length || 1)];
        const from = virtualServers[other % (virtualServers.length || 1)];
        if (to === undefined || from === undefined || to === from) return;
        const now = takeRealServers(config, to.ref, from.ref, 'replace');
        const after = expectSound(config, now);
        const is = after.virtualServers[to.subject.block ?? -1];
        const states = (of: VirtualServer | undefined) =>
          of?.realServers
            .map(({ name, values: { address, active, weight } }) =>
              JSON.stringify([name, address, active, weight]),
            )
            .toSorted();
        deepEqual(states(is), states(from));
        if (now !== text) made++;
        const others = (all: Config) => meaningOf(all).filter((_, index) => index !== to.subject.block);
        deepEqual(others(after), others(config));
        deepEqual(is?.values, to.values);
        equal(takeRealServers(after, to.ref, from.ref, 'replace'), now);
      }),
      { numRuns },
    );
    expect(made).toBeGreaterThan(numRuns / 8);
  });

  it('are added where their machine is missing, and what is there stays as it is', () => {
    fc.assert(
      fc.property(any, ([text, at, other]) => {
        const config = readConfig(text);
        const { virtualServers } = config;
        const to = virtualServers[at % (virtualServers.length || 1)];
        const from = virtualServers[other % (virtualServers.length || 1)];
        if (to === undefined || from === undefined) return;
        const now = takeRealServers(config, to.ref, from.ref, 'add');
        const after = expectSound(config, now);
        const is = after.virtualServers[to.subject.block ?? -1];
        if (is === undefined) throw new Error('the virtual server is gone');
        deepEqual(serviceOf(is).realServers.slice(0, to.realServers.length), serviceOf(to).realServers);
        const addresses = new Set(is.realServers.map(({ values }) => values.address));
        for (const { values } of from.realServers) equal(addresses.has(values.address), true);
        equal(takeRealServers(after, to.ref, from.ref, 'add'), now);
      }),
      { numRuns },
    );
  });
});

describe('several rows at once', () => {
  const change: fc.Arbitrary<SeveralChange> = fc.oneof(
    fc.record({ what: fc.constant('active' as const), active: fc.boolean() }),
    fc.record({ what: fc.constant('weight' as const), weight: fc.integer({ min: 0, max: 65535 }) }),
    fc.record({ what: fc.constant('delete' as const) }),
  );

  it('change their own line and no other, under one serial number', () => {
    let made = 0;
    fc.assert(
      fc.property(anyFile, fc.infiniteStream(fc.boolean()), change, (text, ticks, wanted) => {
        const config = readConfig(text);
        const all = config.virtualServers.flatMap(({ ref, realServers }): RowRef[] => [
          ...(wanted.what === 'weight' ? [] : [{ virtual: ref }]),
          ...realServers.map((one) => ({ virtual: ref, server: one.ref })),
        ]);
        const rows = all.filter(() => ticks.next().value);
        // A row that is ticked twice is one row.
        const now = changeSeveral(config, [...rows, ...rows.slice(0, 1)], wanted);
        if (rows.length === 0) equal(now, text);
        const after = expectSound(config, now);
        if (now !== text) made++;
        const isTicked = (virtual: string, server?: string) =>
          rows.some((row) => row.virtual === virtual && row.server === server);
        const valuesOf = (values: object) => {
          if (wanted.what === 'delete') return values;
          return { ...values, [wanted.what]: wanted.what === 'active' ? wanted.active : wanted.weight };
        };
        const isGone = (isIt: boolean) => wanted.what === 'delete' && isIt;
        deepEqual(
          meaningOf(after),
          config.virtualServers
            .filter(({ ref }) => !isGone(isTicked(ref)))
            .map((virtualServer) => ({
              name: virtualServer.name,
              values: isTicked(virtualServer.ref) ? valuesOf(virtualServer.values) : virtualServer.values,
              realServers: virtualServer.realServers
                .filter(({ ref }) => !isGone(isTicked(virtualServer.ref, ref)))
                .map(({ name, port, ref, values }) => ({
                  name,
                  values: isTicked(virtualServer.ref, ref) ? valuesOf(values) : values,
                  port,
                })),
            })),
        );
        const keyword = wanted.what === 'delete' ? undefined : wanted.what;
        deepEqual(untouched(after, rows, keyword, false), untouched(config, rows, keyword, true));
      }),
      { numRuns },
    );
    expect(made).toBeGreaterThan(numRuns / 3);
  });

  it('do in one step what the rows do one after the other', () => {
    const text = 'virtual a {\nactive = 1\nserver x {\nactive = 1\n}\nserver y {\nactive = 1\n}\n}\n';
    const config = readConfig(text);
    const rows = [{ virtual: 'a', server: 'x' }, { virtual: 'a' }, { virtual: 'a', server: 'y' }];
    const at = (now: string) => now.replace('serial_no = 1\n', '');
    equal(at(changeSeveral(config, rows, { what: 'active', active: false })), text.replaceAll('= 1', '= 0'));
    equal(at(changeSeveral(config, rows, { what: 'delete' })), '');
    notEqual(changeSeveral(config, rows.slice(0, 1), { what: 'weight', weight: 3 }), text);
    expect(() => changeSeveral(config, rows, { what: 'weight', weight: 3 })).toThrow(
      'weight_of_virtual_server',
    );
    expect(() => changeSeveral(config, [{ virtual: 'b' }], { what: 'delete' })).toThrow(
      'no_such_virtual_server',
    );
  });

  /** The lines outside of what the rows name, the serial number apart. */
  function untouched(
    config: Config,
    rows: readonly RowRef[],
    keyword: string | undefined,
    isBefore: boolean,
  ) {
    const out = new Set<number>();
    // Deleted blocks can be left out of the file before only: behind it there is no trace of them.
    if (keyword !== undefined || isBefore) {
      for (const { virtual, server } of rows) {
        const around = config.virtualServer(virtual);
        const row = server === undefined ? around : around?.realServers.find(({ ref }) => ref === server);
        if (row === undefined) throw new Error('a row is gone');
        const { open, close = open } = row.block;
        const lines =
          keyword === undefined
            ? Array.from({ length: close - open + 1 }, (_, index) => open + index)
            : linesOfKeys(row.block, { [keyword]: 0 });
        for (const line of lines) out.add(line);
      }
    }
    return config.document.lines.flatMap(({ text }, index) =>
      out.has(index) || isSerial(text) ? [] : [text],
    );
  }
});
