/** The one-way rule and the few things no file may do, as data: which room of `src` may import which. */
import { join, normalize } from 'node:path/posix';
import { type Import, importOf, type Node, nameOf, nodesOf } from './syntax.js';

/** A source file: its path from the project's root, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

interface Rule {
  /** Other rooms it may import. */
  readonly imports: readonly RoomName[];
  /** Other rooms of which it may import types only. */
  readonly importsTypes?: readonly RoomName[];
  /** Packages and `node:` modules it may import; without this, any. */
  readonly outside?: readonly string[];
}

const core = [
  'src/core/problem.ts',
  'src/core/*/',
  'src/core/access/',
  'src/core/audit/',
  'src/core/effects/',
  'src/core/history/',
  'src/core/import/',
  'src/core/ipvs/compare.ts',
  'src/core/keepalived/',
  'src/core/live/',
  'src/core/packet-filter/',
  'src/core/preflight/',
  'src/core/push/',
  'src/core/recipes/',
  'src/core/ssh/',
  'src/core/versions/',
  'src/core/wizard/',
] as const;

type RoomName =
  | (typeof core)[number]
  | 'src/text/'
  | 'src/adapters/*/'
  | 'src/web/'
  | 'src/web/server.ts'
  | 'src/web/panels/*/'
  | 'src/cli/'
  | 'src/live/'
  | 'src/push/'
  | 'src/router/'
  | 'src/setting-kinds.ts'
  | 'src/settings.ts'
  | 'src/wire/'
  | 'src/wire.ts'
  | 'src/main.ts';

/**
 * main -> wire -> { web, cli, adapters } -> core. A room is a folder (with a slash at its end) or one file, and `*`
 * makes each folder a room of its own: one panel does not see another. A file is in the longest room that fits,
 * and in one that names its folder before one that has `*` for it.
 */
const rooms: Readonly<Record<RoomName, Rule>> = {
  'src/core/problem.ts': {
    imports: [],
    importsTypes: ['src/core/push/', 'src/core/ssh/', 'src/core/versions/'],
    outside: [],
  },
  'src/core/*/': { imports: ['src/core/problem.ts'], outside: ['zod'] },
  // Password hashing is arithmetic, too long to write again.
  'src/core/access/': {
    imports: ['src/core/problem.ts'],
    outside: ['bcryptjs', 'node:crypto', 'unix-crypt-td-js'],
  },
  // A chain of hashes over what was changed in an lvs.cf.
  'src/core/audit/': { imports: ['src/core/problem.ts', 'src/core/*/'], outside: ['node:crypto', 'zod'] },
  // What a change does follows from what is rendered, and from what the kernel has.
  'src/core/effects/': {
    imports: [
      'src/core/problem.ts',
      'src/core/*/',
      'src/core/ipvs/compare.ts',
      'src/core/keepalived/',
      'src/core/packet-filter/',
      'src/core/push/',
    ],
    outside: [],
  },
  // Remembers what changed in an lvs.cf.
  'src/core/history/': { imports: ['src/core/problem.ts', 'src/core/*/'], outside: ['zod'] },
  // Reads back what is rendered, too.
  'src/core/import/': {
    imports: ['src/core/problem.ts', 'src/core/*/', 'src/core/ipvs/compare.ts', 'src/core/keepalived/'],
    outside: [],
  },
  'src/core/ipvs/compare.ts': { imports: ['src/core/problem.ts', 'src/core/*/'], outside: [] },
  // A rendered file says in comments what is set up beside the engine.
  'src/core/keepalived/': {
    imports: ['src/core/problem.ts', 'src/core/*/', 'src/core/packet-filter/'],
    outside: [],
  },
  // What is watched is compared with what is wanted; who changed what stands beside what the engines told.
  'src/core/live/': {
    imports: ['src/core/problem.ts', 'src/core/*/', 'src/core/audit/', 'src/core/ipvs/compare.ts'],
    outside: ['zod'],
  },
  'src/core/packet-filter/': { imports: ['src/core/problem.ts', 'src/core/*/'], outside: [] },
  // What a router told is held against what people are told to run there.
  'src/core/preflight/': {
    imports: [
      'src/core/problem.ts',
      'src/core/*/',
      'src/core/keepalived/',
      'src/core/live/',
      'src/core/packet-filter/',
      'src/core/recipes/',
    ],
    outside: [],
  },
  // Says what both routers must agree on, which follows from what is rendered. Packing bytes is arithmetic.
  'src/core/push/': {
    imports: ['src/core/problem.ts', 'src/core/*/', 'src/core/keepalived/', 'src/core/ssh/'],
    outside: ['zod', 'node:util', 'node:zlib'],
  },
  // Fingerprints are hashes, and host names may be addresses.
  // What people run themselves is told with the rules that the console makes.
  'src/core/recipes/': {
    imports: ['src/core/problem.ts', 'src/core/*/', 'src/core/packet-filter/'],
    outside: [],
  },
  'src/core/ssh/': {
    imports: ['src/core/problem.ts', 'src/core/access/'],
    outside: ['node:crypto', 'zod'],
  },
  // An object is brought back as a merge takes it.
  'src/core/versions/': {
    imports: [
      'src/core/problem.ts',
      'src/core/*/',
      'src/core/effects/',
      'src/core/history/',
      'src/core/push/',
    ],
    outside: [],
  },
  // What is asked comes to lines of an lvs.cf, and to checks.
  'src/core/wizard/': { imports: ['src/core/problem.ts', 'src/core/*/'], outside: [] },
  'src/text/': { imports: [], importsTypes: core, outside: [] },
  'src/adapters/*/': { imports: core },
  'src/web/': { imports: [...core, 'src/text/'], importsTypes: ['src/settings.ts'] },
  'src/web/server.ts': {
    imports: [...core, 'src/text/', 'src/web/', 'src/web/panels/*/'],
    importsTypes: ['src/settings.ts'],
  },
  'src/web/panels/*/': { imports: [...core, 'src/text/', 'src/web/'], outside: ['fastify', 'zod'] },
  'src/cli/': { imports: [...core, 'src/text/'], importsTypes: ['src/settings.ts'] },
  // What is watched while somebody looks.
  'src/live/': { imports: core, outside: ['node:timers'] },
  // What the console and its commands do with the other router, over whatever connects them.
  'src/push/': {
    imports: [...core, 'src/adapters/*/'],
    outside: ['zod', 'node:crypto', 'node:os', 'node:path', 'node:timers'],
  },
  // A program of its own, which runs with rights: of this project it has only what it needs.
  'src/router/': {
    imports: [...core, 'src/adapters/*/'],
    outside: [
      'zod',
      'node:crypto',
      'node:events',
      'node:fs',
      'node:os',
      'node:path',
      'node:stream',
      'node:timers',
    ],
  },
  // What a setting may be is told to whoever reads one.
  'src/setting-kinds.ts': { imports: core },
  'src/settings.ts': { imports: [...core, 'src/setting-kinds.ts'] },
  // Parts of what wire connects.
  'src/wire/': {
    imports: [
      ...core,
      'src/adapters/*/',
      'src/live/',
      'src/push/',
      'src/router/',
      'src/cli/',
      'src/setting-kinds.ts',
      'src/settings.ts',
    ],
  },
  'src/wire.ts': {
    imports: [
      ...core,
      'src/wire/',
      'src/text/',
      'src/adapters/*/',
      'src/web/',
      'src/web/server.ts',
      'src/cli/',
      'src/push/',
      'src/router/',
      'src/settings.ts',
    ],
  },
  'src/main.ts': {
    imports: [...core, 'src/text/', 'src/cli/', 'src/settings.ts', 'src/wire/', 'src/wire.ts'],
  },
};

interface Place {
  readonly room: RoomName;
  /** The room with `*` replaced by the folder it stands for. */
  readonly path: string;
}

function placeOf(path: string): Place | undefined {
  const fits = (Object.keys(rooms) as RoomName[]).flatMap((room) => {
    const pattern = new RegExp(
      `^${room.replaceAll('.', '\\.').replace('*', '[^/]+')}${room.endsWith('/') ? '' : '$'}`,
    );
    const [found] = pattern.exec(path) ?? [];
    return found === undefined ? [] : [{ room, path: found }];
  });
  const isNamed = ({ room }: Place) => Number(!room.includes('*'));
  return fits.sort((a, b) => b.path.length - a.path.length || isNamed(b) - isNamed(a))[0];
}

function importFault(source: Source, place: Place, { from, typeOnly }: Import): string | undefined {
  const rule = rooms[place.room];
  if (from === undefined) return 'imports something that only shows at run time';
  if (!from.startsWith('.')) {
    const [packageName] = /^(?:@[^/]+\/)?[^/]+/.exec(from) ?? [from];
    return rule.outside === undefined || rule.outside.includes(packageName)
      ? undefined
      : `imports ${from}, from outside`;
  }
  const target = normalize(join(source.path, '..', from)).replace(/\.js$/, '.ts');
  const targetPlace = placeOf(target);
  if (targetPlace === undefined) return `imports ${target}, which is in no room`;
  if (targetPlace.path === place.path || rule.imports.includes(targetPlace.room)) return undefined;
  if (rule.importsTypes?.includes(targetPlace.room)) {
    return typeOnly ? undefined : `imports more than types from ${target}`;
  }
  return `imports ${target}`;
}

/** Who may read the environment; the router program looks for nothing but what sshd tells it. */
const readers: readonly string[] = ['src/settings.ts', 'src/router/main.ts'];

/** What no file may do, and what none in core may: it has no clock, no chance, no outside world. */
function habitFault(node: Node, path: string): string | undefined {
  const names = (member: Node) => `${nameOf(member['object'])}.${nameOf(member['property'])}`;
  if (node.type === 'MemberExpression' && names(node) === 'process.env' && !readers.includes(path)) {
    return 'reads process.env, which only src/settings.ts may';
  }
  if (node.type === 'ImportSpecifier' && ['exec', 'execSync'].includes(String(nameOf(node['imported'])))) {
    return 'imports exec, which runs a shell';
  }
  if (node.type === 'MemberExpression' && /(?:child_?process|cp)\.exec(?:Sync)?$/i.test(names(node))) {
    return 'calls exec, which runs a shell';
  }
  if (node.type === 'Property' && nameOf(node['key']) === 'shell' && nameOf(node['value']) !== false) {
    return 'runs a shell';
  }
  return path.startsWith('src/core/') ? worldFault(node, names) : undefined;
}

/** Globals that reach outside. A variable may be called `process` too, so its members are named one by one. */
const world =
  /^(?:Date\.now|Math\.random|(?:crypto|performance|console)\.\w+|process\.(?:argv|cwd|exit|hrtime|on|platform|std\w+|uptime))$/;

function worldFault(node: Node, names: (member: Node) => string): string | undefined {
  if (node.type === 'MemberExpression') {
    const name = names(node);
    return world.test(name) ? `uses ${name} in core` : undefined;
  }
  if (node.type === 'NewExpression' && nameOf(node['callee']) === 'Date') {
    return (node['arguments'] as unknown[]).length === 0 ? 'asks the clock in core' : undefined;
  }
  if (node.type === 'CallExpression') {
    const name = String(nameOf(node['callee']));
    return ['fetch', 'setTimeout', 'setInterval', 'setImmediate'].includes(name)
      ? `calls ${name} in core`
      : undefined;
  }
  return undefined;
}

/** Everything wrong in one source, one sentence each: `path:line what`. */
export function faultsOf(source: Source): readonly string[] {
  const place = placeOf(source.path);
  if (place === undefined)
    return [`${source.path} is in no room: give it one, with its rule, in test/support/rooms.ts`];
  const faults: string[] = [];
  for (const node of nodesOf(source.text)) {
    const imported = importOf(node);
    const fault = imported ? importFault(source, place, imported) : habitFault(node, source.path);
    if (fault === undefined) continue;
    faults.push(`${source.path}:${source.text.slice(0, node.start).split('\n').length} ${fault}`);
  }
  return faults;
}
