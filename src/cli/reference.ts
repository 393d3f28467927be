import { parseArgs } from 'node:util';
import type { KeyPanel } from '../core/lvscf/panel-keys.js';
import { type ReferenceRow, referenceOf, sharedReference } from '../core/lvscf/reference.js';
import { sharedPrefix } from '../core/lvscf/shared-lines.js';
import type { Scope } from '../core/problem.js';
import type { AnyFieldText } from '../text/field-text.js';
import { type Words, wordsFor } from '../text/index.js';
import type { Command } from './command.js';

/** Prints every key of the file. */
export const reference: Command = {
  name: 'reference',
  summary: 'prints every key of lvs.cf: values, defaults, limits',
  usage: `Prints every key that lvs.cf can have, as Markdown: what its value is, what holds without it, what the
console begins with, which panel edits it, and where the facts come from.

Usage: lvs-console reference

Exit status: 0 done, 2 when wrongly called.
`,

  async run(args, io) {
    parseArgs({ args: [...args], options: {} });
    io.stdout.write(document(wordsFor('en')));
    return 0;
  },
};

interface Chapter {
  readonly scope: Scope;
  readonly title: string;
  readonly rows: readonly ReferenceRow[];
}

/** Where keys stand, in the order of a file. A failover block has the keys of a virtual server. */
const chapters: readonly Chapter[] = [
  {
    scope: 'global',
    title: `In comment lines at the head of the file: \`${sharedPrefix}KEY = VALUE\``,
    rows: sharedReference(),
  },
  { scope: 'global', title: 'At the head of the file', rows: referenceOf('global') },
  {
    scope: 'virtual',
    title: 'In a virtual server: `virtual NAME { ... }` (and in `failover NAME { ... }`)',
    rows: referenceOf('virtual'),
  },
  {
    scope: 'server',
    title: 'In a real server: `server NAME { ... }`, inside a virtual server',
    rows: referenceOf('server'),
  },
];

const columns = ['Key', 'Meaning', 'Value', 'Without it', 'Begins as', 'Since', 'Panel', 'Source'];

function document(words: Words): string {
  const parts = chapters.map(({ rows, scope, title }) => {
    const lines = rows.map((row) => line(cells(scope, row, words)));
    return [`## ${title}`, '', line(columns), line(columns.map(() => '---')), ...lines].join('\n');
  });
  return `${['# The keys of lvs.cf', ...parts].join('\n\n')}\n`;
}

function cells(scope: Scope, row: ReferenceRow, { fields, reference: say, units }: Words): string[] {
  const texts: Readonly<Record<string, AnyFieldText>> = fields[scope];
  const { inputs = [] } = texts[row.keyword] ?? {};
  const kind = say.kinds[row.expects.kind](row.expects);
  return [
    code(row.keyword),
    inputs.map(({ help }) => help).join(' '),
    row.unit === undefined ? kind : say.withUnit(kind, units[row.unit]),
    withoutIt(row, inputs[0]?.blank),
    row.initial === undefined ? '' : code(row.initial),
    row.since === undefined ? '' : `Piranha ${row.since}`,
    row.panel === undefined ? '(in the text only)' : panelTitles[row.panel],
    row.source,
  ];
}

function withoutIt({ absent }: ReferenceRow, blank: string | undefined): string {
  if (absent === undefined) return blank ?? '';
  return blank === undefined ? code(absent) : `${code(absent)}: ${blank}`;
}

/** The panels as their tabs and links are called; REAL SERVER is a list with a form behind it. */
const panelTitles: Readonly<Record<KeyPanel, string>> = {
  'global-settings': 'GLOBAL SETTINGS',
  redundancy: 'REDUNDANCY',
  'virtual-servers': 'VIRTUAL SERVERS',
  'virtual-server': 'VIRTUAL SERVER',
  'real-servers': 'REAL SERVER',
  'real-server': 'REAL SERVER',
  'monitoring-scripts': 'MONITORING SCRIPTS',
};

const code = (text: string) => `\`${text}\``;

function line(texts: readonly string[]): string {
  return `| ${texts.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
}
