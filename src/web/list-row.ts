/** What the rows of every list of blocks have in common. */

import { readable } from '../core/lvscf/bytes.js';
import type { Config } from '../core/lvscf/config.js';
import type { Severity } from '../core/problem.js';
import type { Words } from '../text/index.js';
import { choiceOf, type ListedBlock, type Status, statusOf } from './block-list.js';

/** A caption of the original with its meaning in the reader's language. */
export interface ListColumn {
  /** As the address calls it that sorts by it. */
  readonly name: string;
  readonly label: string;
  readonly gloss: string;
}

/** A value, and a small remark behind it. */
export interface ListCell {
  readonly text: string;
  readonly note?: string;
}

/** A row of a list. */
export interface ListRow {
  readonly ref: string;
  /** The value of its radio button. */
  readonly choice: string;
  readonly status: Status;
  readonly statusText: string;
  readonly statusGloss: string;
  readonly name: string;
  readonly href: string;
  /** How many serious problems it has, in words; empty for none. */
  readonly trouble: string;
  /** What follows STATUS and NAME. */
  readonly cells: readonly ListCell[];
}

/** Where the form of a block is, and the blocks in it, whose problems count for it. */
interface Around {
  readonly config: Config;
  readonly words: Words;
  readonly href: string;
  readonly parts?: readonly ListedBlock[];
}

const captions = {
  status: 'STATUS',
  name: 'NAME',
  vip: 'VIP',
  netmask: 'NETMASK',
  port: 'PORT',
  protocol: 'PROTOCOL',
  interface: 'INTERFACE',
  realServers: 'REAL SERVERS',
  address: 'ADDRESS',
  weight: 'WEIGHT',
} as const;

/** The captions of these columns. */
export function columnsOf(names: readonly (keyof typeof captions)[], { lists }: Words): ListColumn[] {
  return names.map((name) => ({ name, label: captions[name], gloss: lists.columns[name] }));
}

/** The row of a block. */
export function rowOf(block: ListedBlock, cells: readonly ListCell[], around: Around): ListRow {
  const { config, words, href, parts = [] } = around;
  const { ref } = block;
  const status = statusOf(block);
  const { text, gloss } = words.lists.status[status];
  return {
    ref,
    choice: choiceOf(status, ref),
    status,
    statusText: text,
    statusGloss: gloss,
    name: readable(block.name),
    href,
    trouble: troubleOf(config, [block, ...parts], words)?.text ?? '',
    cells,
  };
}

/** How many serious problems some blocks have themselves, in words; nothing when there are none. */
export function troubleOf(
  config: Config,
  blocks: readonly Pick<ListedBlock, 'subject'>[],
  { lists }: Words,
): { readonly severity: Severity; readonly text: string } | undefined {
  let [errors, warnings] = [0, 0];
  for (const { subject } of blocks) {
    for (const { severity } of config.problemsOf(subject)) {
      if (severity === 'refused') errors++;
      else if (severity === 'broken') warnings++;
    }
  }
  if (errors + warnings === 0) return undefined;
  return { severity: errors > 0 ? 'refused' : 'broken', text: lists.problems(errors, warnings) };
}
