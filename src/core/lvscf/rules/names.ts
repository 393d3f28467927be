/** Rules about the names of blocks. Advice, except where the name itself does harm: the daemon tells blocks apart by other things. */

import type { Problem, Scope } from '../../problem.js';
import type { Model, RealServer, VirtualServer } from '../config.js';
import { nameProblems } from '../names.js';
import { problemOf, whenActive } from './at.js';

/** The names of all blocks. */
export function blockNames({ virtualServers, failovers }: Model): Problem[] {
  return [virtualServers, failovers].flatMap((blocks) => [
    ...twice(blocks, (name, line, { block }) => ({
      code: 'duplicate_virtual_name',
      severity: 'advice',
      params: { scope: block.scope, name, line },
    })),
    ...blocks.flatMap((one) => [
      ...ownName(one, one.values.active),
      ...one.realServers.flatMap((server) => ownName(server, one.values.active && server.values.active)),
      ...twice(one.realServers, (name, line) => ({
        code: 'duplicate_server_name',
        severity: 'advice',
        params: { name, virtual: one.name, line },
      })),
    ]),
  ]);
}

type Named = VirtualServer | RealServer;
type NamedScope = Exclude<Scope, 'global'>;

function ownName(named: Named, active: boolean | undefined): Problem[] {
  // A block without a name word is refused as such.
  if (named.block.nameWord === undefined) return [];
  return nameProblems(named.block.scope as NamedScope, named.name).map((finding) =>
    problemOf(named, finding.severity === 'broken' ? { ...finding, severity: whenActive(active) } : finding),
  );
}

function twice<N extends Named>(
  blocks: readonly N[],
  finding: (name: string, line: number, block: N) => Parameters<typeof problemOf>[1],
): Problem[] {
  const lines = new Map<string, number>();
  return blocks.flatMap((one) => {
    const first = lines.get(one.name);
    if (first !== undefined && one.name !== '') return [problemOf(one, finding(one.name, first, one))];
    lines.set(one.name, one.block.open + 1);
    return [];
  });
}
