/** Random files that the original reader takes: every kind of line, of spacing and of block that it knows. */
import fc from 'fast-check';
import { stanzas } from '../../src/core/lvscf/config.js';
import type { Scope } from '../../src/core/problem.js';

/** The text of a random file without an error, as a byte string. */
export const randomFile: fc.Arbitrary<string> = fc
  .record({
    head: body('global', 12),
    blocks: fc.array(fc.oneof({ weight: 4, arbitrary: block('virtual') }, block('failover')), {
      maxLength: 4,
    }),
    between: fc.array(silence(), { maxLength: 4 }),
    tail: body('global', 3),
    serial: fc.constantFrom('', 'serial_no = 7', '  serial_no\t=  2147483647', 'serial_no = 0'),
    finalNewline: fc.boolean(),
  })
  .map(({ head, blocks, between, tail, serial, finalNewline }) => {
    const known = new Set(head.map(keyOf));
    const lines = [
      ...head.slice(0, 2),
      ...(serial === '' ? [] : [serial]),
      ...head.slice(2),
      ...blocks.flatMap((lines, index) => [...lines, ...between.slice(index, index + 1)]),
      ...tail.filter((line) => keyOf(line) === '' || !known.has(keyOf(line))),
    ];
    // A file of no line at all is an error of its own.
    const text = (lines.length === 0 ? ['# nothing'] : lines).join('\n');
    return finalNewline || text === '' ? `${text}\n` : text;
  });

/** Names that the reader takes; several blocks may have the same. */
function name(): fc.Arbitrary<string> {
  return fc.constantFrom(
    'HTTP',
    'FTP',
    'web1',
    'web2',
    '[server_name]',
    'a~2',
    '"two words"',
    'x%y',
    'h\xe9',
  );
}

function silence(): fc.Arbitrary<string> {
  return fc.constantFrom(
    '',
    ' \t',
    '# a note',
    '\t#',
    '   ## virtual x {',
    '# }',
    '# caf\xe9 \xc3\xa9',
    '#=',
  );
}

/** Some keys of a scope, each once or, rarely, twice, with comments and blank lines among them. */
function body(scope: Scope, most: number): fc.Arbitrary<string[]> {
  const keys = Object.keys(stanzas[scope]).filter((key) => key !== 'serial_no');
  const keyLines = fc
    .uniqueArray(fc.constantFrom(...keys), { maxLength: most })
    .chain((chosen) => fc.tuple(...chosen.map((key) => line(scope, key))));
  const twice = fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true));
  return fc
    .tuple(keyLines, fc.array(fc.tuple(fc.nat(), silence()), { maxLength: 4 }), twice)
    .map(([lines, silent, again]) => {
      const all = again ? [...lines, ...lines.slice(0, 1)] : [...lines];
      for (const [at, text] of silent) all.splice(at % (all.length + 1), 0, text);
      return all;
    });
}

/** Words that the reader takes with and without quotes. */
const mayBeQuoted: ReadonlySet<string> = new Set(['rsh_command', 'debug_level', 'service', 'load_monitor']);

function line(scope: Scope, key: string): fc.Arbitrary<string> {
  const good = stanzas[scope][key]?.good ?? [];
  return fc
    .record({
      value: fc.constantFrom(...good),
      indent: fc.constantFrom('', '     ', '\t', '  \t '),
      equal: fc.constantFrom(' = ', '   =   ', '\t=\t', ' =  '),
      behind: fc.constantFrom('', '', '', ' ', '\t '),
      quoted: fc.boolean(),
    })
    .map(({ value, indent, equal, behind, quoted }) => {
      const written = quoted && mayBeQuoted.has(key) ? `"${value}"` : value;
      // Nothing may follow a closing quote.
      return `${indent}${key}${equal}${written}${written.endsWith('"') ? '' : behind}`;
    });
}

function block(scope: 'virtual' | 'failover' | 'server'): fc.Arbitrary<string[]> {
  const inner: fc.Arbitrary<string[][]> =
    scope === 'server' ? fc.constant([]) : fc.array(block('server'), { maxLength: 3 });
  return fc
    .record({
      name: name(),
      indent: fc.constantFrom('', '     ', '\t'),
      blank: fc.constantFrom(' ', '  ', '\t'),
      behind: fc.constantFrom('', '', ' '),
      own: body(scope, scope === 'server' ? 4 : 10),
      inner,
      between: fc.array(silence(), { maxLength: 2 }),
      after: fc.constantFrom('', '', ' # end', ' }', '  '),
      // A block that is never given a line would be read at random at the end of the file.
      filler: fc.constantFrom('active = 0', '\tactive = 1'),
    })
    .map(({ name: word, indent, blank, behind, own, inner, between, after, filler }) => {
      const hasActive = own.some((one) => keyOf(one) === 'active');
      return [
        `${indent}${scope}${blank}${word}${blank}{${behind}`,
        ...(hasActive ? [] : [filler]),
        ...own,
        ...inner.flatMap((lines) => [...lines, ...between]),
        `${indent}}${after}`,
      ];
    });
}

function keyOf(text: string): string {
  return /^[ \t]*([a-z_]+)[ \t]+=/.exec(text)?.[1] ?? '';
}
