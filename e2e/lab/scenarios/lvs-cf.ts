/** Writes the `lvs.cf` of a scenario the way the console does: tabs of five blanks, one key on a line. */

type Values = Readonly<Record<string, string | number>>;

/** A virtual server with its real servers by name. */
export interface Virtual {
  readonly name: string;
  readonly values: Values;
  readonly servers: Readonly<Record<string, Values>>;
}

/** The text of a file. Comment lines of ours stand first. */
export function lvsCf(global: Values, virtuals: readonly Virtual[], head: readonly string[] = []): string {
  return [...head, ...lines(global, ''), ...virtuals.flatMap(virtualLines), ''].join('\n');
}

function virtualLines({ name, values, servers }: Virtual): string[] {
  const blocks = Object.entries(servers).flatMap(([server, serverValues]) => [
    `     server ${server} {`,
    ...lines({ active: 1, ...serverValues }, '         '),
    '     }',
  ]);
  return [`virtual ${name} {`, ...lines({ active: 1, ...values }, '     '), ...blocks, '}'];
}

function lines(values: Values, indent: string): string[] {
  return Object.entries(values).map(([key, value]) => `${indent}${key} = ${value}`);
}
