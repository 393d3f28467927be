import { parseArgs } from 'node:util';
import type { ConsoleClient } from '../core/client/client.js';
import type { Problem } from '../core/problem.js';
import { wordsFor } from '../text/index.js';
import { sentence } from '../text/sentence.js';
import { type BlockChange, changeBlock, changeFlags, changeUsage, read, wrongCall } from './block-change.js';
import {
  addressOf,
  type BlockName,
  listOf,
  type Pairs,
  readBlockName,
  readPairs,
  refsOf,
} from './block-words.js';
import type { Command, Io } from './command.js';
import { moved, readPlace } from './new-order.js';
import { plain } from './plain.js';
import { jsonOf } from './refusal.js';

/** What is to be asked once there is a console, or why nothing is. */
type Wish =
  | ((client: ConsoleClient) => BlockChange | Promise<BlockChange>)
  | Exclude<Pairs, { values: object }>;

/** A command that changes blocks of lvs.cf. @param wishOf reads its words; `isHead`: --global was given */
function blockCommand(
  { name, summary, usage }: Pick<Command, 'name' | 'summary' | 'usage'>,
  wishOf: (words: readonly string[], isHead: boolean) => Wish,
): Command {
  return {
    name,
    summary,
    usage: `${usage}\n${changeUsage}`,
    async run(args, io, tools) {
      const isSet = name === 'set';
      const { positionals, values } = parseArgs({
        args: [...args],
        options: { ...changeFlags, ...(isSet && { global: { type: 'boolean', default: false } as const }) },
        strict: true,
        allowPositionals: true,
      });
      const wish = wishOf(positionals, 'global' in values && values.global === true);
      if ('fault' in wish) return wrongCall({ name }, io, wish.fault);
      if ('problems' in wish) return wrongValues(wish.problems, io);
      return changeBlock(values, io, tools, wish);
    },
  };
}

const pairsUsage = `KEY=VALUE is in the words of lvs.cf, such as port=80 or address="10.0.0.100 eth0:1"; lvs-console reference
lists every key.`;

/** Adds a block. */
export const add = blockCommand(
  {
    name: 'add',
    summary: 'adds a virtual server or a real server, over a console that runs',
    usage: `Adds a virtual server, or a real server to one. Keys that are not named begin as ADD writes them on the
pages; a new block is inactive unless active=1 is among them.

Usage: lvs-console add VIRTUAL [KEY=VALUE]... [OPTIONS]
       lvs-console add VIRTUAL/REAL [KEY=VALUE]... [OPTIONS]

${pairsUsage}
`,
  },
  ([target, ...words]) => {
    const name = readBlockName(target);
    if (name === undefined) return wrongName(target);
    const pairs = readPairs(words, name);
    if (!('values' in pairs)) return pairs;
    const body = { name: name.server ?? name.virtual, ...pairs.values };
    return () => ({ method: 'POST', path: listOf(name), body });
  },
);

/** Changes keys of a block, or of the head. */
export const set = blockCommand(
  {
    name: 'set',
    summary: 'changes keys of a virtual server, a real server or the head, over a console that runs',
    usage: `Changes keys of one block of lvs.cf. KEY= takes the key out of the file; name=NAME gives another name.

Usage: lvs-console set VIRTUAL KEY=VALUE... [OPTIONS]
       lvs-console set VIRTUAL/REAL KEY=VALUE... [OPTIONS]
       lvs-console set --global KEY=VALUE... [OPTIONS]

${pairsUsage} With --global the keys are those at the head of the file.
`,
  },
  (words, isHead) => {
    const [target, ...others] = words;
    const name = isHead ? 'head' : readBlockName(target);
    if (name === undefined) return wrongName(target);
    const pairs = readPairs(isHead ? words : others, name);
    if (!('values' in pairs)) return pairs;
    if (Object.keys(pairs.values).length === 0) return { fault: 'name at least one KEY=VALUE' };
    const path = name === 'head' ? '/global' : addressOf(name);
    return async (client) => {
      const { revision } = await read(client, path);
      return { method: 'PATCH', path, body: pairs.values, revision };
    };
  },
);

/** Deletes a block. */
export const remove = blockCommand(
  {
    name: 'remove',
    summary: 'deletes a virtual server or a real server, over a console that runs',
    usage: `Deletes a virtual server with its real servers, or one real server.

Usage: lvs-console remove VIRTUAL [OPTIONS]
       lvs-console remove VIRTUAL/REAL [OPTIONS]
`,
  },
  ([target, ...more]) => {
    const name = readBlockName(target);
    if (name === undefined || more.length > 0) return wrongName(target);
    const path = addressOf(name);
    return async (client) => ({ method: 'DELETE', path, revision: (await read(client, path)).revision });
  },
);

/** Copies a block. */
export const copy = blockCommand(
  {
    name: 'copy',
    summary: 'copies a virtual server with its real servers, or a real server, over a console that runs',
    usage: `Copies a virtual server with its real servers, inactive, under another name; or a real server, into the
same virtual server or another one, with other values where they are named.

Usage: lvs-console copy VIRTUAL NAME [OPTIONS]
       lvs-console copy VIRTUAL/REAL VIRTUAL/NAME [KEY=VALUE]... [OPTIONS]

${pairsUsage}
`,
  },
  ([target, wanted, ...words]) => {
    const [from, to] = [readBlockName(target), readBlockName(wanted)];
    if (from === undefined) return wrongName(target);
    if (to === undefined) return wrongName(wanted);
    if ((from.server === undefined) !== (to.server === undefined)) {
      return { fault: 'a virtual server is copied to a name, a real server to VIRTUAL/NAME' };
    }
    const pairs = readPairs(words, to);
    if (!('values' in pairs)) return pairs;
    if (to.server !== undefined) return (client) => serverCopy(client, from, to, pairs.values);
    if (words.length > 0)
      return { fault: 'a virtual server is copied as it is; lvs-console set changes the copy' };
    const body = { name: to.virtual };
    return () => ({ method: 'POST', path: `${addressOf(from)}/copy`, body });
  },
);

/** Gives a block another place among its like. */
export const move = blockCommand(
  {
    name: 'move',
    summary: 'moves a virtual server or a real server up or down, over a console that runs',
    usage: `Gives a virtual server another place among the virtual servers, or a real server another one among those
of its virtual server. Comments that stand before it move along.

Usage: lvs-console move VIRTUAL PLACE [OPTIONS]
       lvs-console move VIRTUAL/REAL PLACE [OPTIONS]

PLACE is up, down, first, last, before NAME or after NAME.
`,
  },
  ([target, ...words]) => {
    const name = readBlockName(target);
    if (name === undefined) return wrongName(target);
    const place = readPlace(words);
    if (place === undefined)
      return { fault: 'the place is up, down, first, last, before NAME or after NAME' };
    return async (client) => {
      const found = await read(client, listOf(name));
      const refs = moved(jsonOf(found), refsOf(name), place);
      const { server, virtual } = refsOf(name);
      const body = { refs, ...(server !== undefined && { of: virtual }) };
      return { method: 'POST', path: '/order', body, revision: found.revision };
    };
  },
);

/** Has blocks take part. */
export const activate = statusCommand('activate', true);

/** Has blocks take no part. */
export const deactivate = statusCommand('deactivate', false);

function statusCommand(name: 'activate' | 'deactivate', active: boolean): Command {
  return blockCommand(
    {
      name,
      summary: `makes virtual servers and real servers ${active ? 'active' : 'inactive'}, over a console that runs`,
      usage: `Makes virtual servers and real servers ${active ? 'active' : 'inactive'}, several in one save.

Usage: lvs-console ${name} VIRTUAL|VIRTUAL/REAL... [OPTIONS]
`,
    },
    (words) => {
      const names = words.map(readBlockName);
      const rows = names.filter((one) => one !== undefined).map(refsOf);
      const [first] = rows;
      if (first === undefined || rows.length < names.length) {
        return wrongName(words.find((word) => readBlockName(word) === undefined));
      }
      // A single block is guarded by its own lines, several by those of all.
      const from = rows.length === 1 ? addressOf(names[0] ?? first) : '/virtual-servers';
      return async (client) => {
        const { revision } = await read(client, from);
        return { method: 'POST', path: '/several', body: { rows, active }, revision };
      };
    },
  );
}

async function serverCopy(
  client: ConsoleClient,
  from: BlockName,
  to: BlockName,
  values: object,
): Promise<BlockChange> {
  const { name: _name, ref: _ref, ...present } = Object(jsonOf(await read(client, addressOf(from))));
  return { method: 'POST', path: listOf(to), body: { ...present, ...values, name: to.server } };
}

function wrongName(text: string | undefined): { readonly fault: string } {
  if (text === undefined) return { fault: 'name a virtual server, or VIRTUAL/REAL' };
  return { fault: `"${text}" is neither VIRTUAL nor VIRTUAL/REAL` };
}

function wrongValues(problems: readonly Problem[], { stderr }: Io): number {
  const words = wordsFor('en');
  for (const problem of problems) stderr.write(`lvs-console: ${plain(sentence(words, problem))}\n`);
  return 1;
}
