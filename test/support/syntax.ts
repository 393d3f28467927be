/** TypeScript sources as syntax trees, for the tests that check how the program is built. */
import { parseAst } from 'vitest/node';

/** A node of the syntax tree, as far as this file looks at it. */
export type Node = Readonly<Record<string, unknown>> & { readonly type: string; readonly start: number };

/** What a source imports at one place. */
export interface Import {
  /** The module named; undefined when it is known at run time only. */
  readonly from: string | undefined;
  /** Erased before the program runs. */
  readonly typeOnly: boolean;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;
/** The name of an identifier, or the value of a literal. */
export const nameOf = (node: unknown) => (isNode(node) ? (node['name'] ?? node['value']) : undefined);

/** Every node of a TypeScript text. @throws when it does not parse. */
export function nodesOf(text: string): Iterable<Node> {
  return nodesUnder(parseAst(text, { lang: 'ts' }) as unknown as Node);
}

function* nodesUnder(node: Node): Generator<Node> {
  yield node;
  for (const child of Object.values(node).flat()) if (isNode(child)) yield* nodesUnder(child);
}

/** What a node imports, if it is an import, a re-export, `import()` or `require()`. */
export function importOf(node: Node): Import | undefined {
  const named = (source: unknown) =>
    isNode(source) && typeof source['value'] === 'string' ? source['value'] : undefined;
  switch (node.type) {
    case 'ImportDeclaration':
      return { from: named(node['source']), typeOnly: node['importKind'] === 'type' };
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      if (node['source'] === null) return undefined;
      return { from: named(node['source']), typeOnly: node['exportKind'] === 'type' };
    case 'TSImportType':
      return { from: named(node['source']), typeOnly: true };
    case 'ImportExpression':
      return { from: named(node['source']), typeOnly: false };
    case 'CallExpression':
      return nameOf(node['callee']) === 'require' ? { from: undefined, typeOnly: false } : undefined;
    default:
      return undefined;
  }
}
