import type { FastifyRequest } from 'fastify';
import { ConsoleError } from '../core/problem.js';

/** Which Host names the console answers to. Without this, a foreign page could reach it by DNS rebinding. */
export interface HostNeeds {
  /** Names that are always answered: the listening address and the `hosts` setting. */
  readonly hosts: readonly string[];
  /** The machine's own names and addresses at this moment: a floating address comes and goes. */
  readonly ownNames: () => Iterable<string>;
}

/** A check to run before anything else. @throws denied, request_refused */
export function hostCheck(needs: HostNeeds): (request: FastifyRequest) => void {
  const always = new Set(['localhost', '127.0.0.1', '::1', ...needs.hosts].map(plainName));
  return (request) => {
    const name = isNamedOnce(request) ? hostName(request.headers.host) : undefined;
    if (name !== undefined) {
      if (always.has(name)) return;
      for (const own of needs.ownNames()) if (plainName(own) === name) return;
    }
    throw new ConsoleError('denied', 'request_refused', { why: 'host' });
  };
}

/** A second Host would be the one that somebody else on the way goes by. Source: RFC 9112, section 3.2. */
function isNamedOnce({ raw }: FastifyRequest): boolean {
  return (
    raw.rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === 'host').length === 1
  );
}

/** `Name.Example.:3636` as `name.example`, `[::1]:3636` as `::1`; undefined when it is not a host at all. */
function hostName(header: string | undefined): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(header ?? '');
  const name = match?.[1] ?? match?.[2];
  return name === undefined ? undefined : plainName(name);
}

function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}
