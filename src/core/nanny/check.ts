/**
 * What nanny does to find out whether a real server answers, as data: the same description is rendered for the
 * engine and said in words. Source: run-time description, part 1, nanny.
 */

/** One look at a real server. */
export type Check =
  | {
      /** A program of the administrator's, which fails unless it ends with status 0. */
      readonly kind: 'program';
      /** `none`: that is enough; `equal`: and all it prints but the last byte is `expect`. */
      readonly mode: 'none' | 'equal';
      /** Words split at blanks; `%h` and `%p` stand for the real server's address and port. */
      readonly command: string;
      /** Bytes as awaited. */
      readonly expect: string;
    }
  | {
      /** A connection of our own. */
      readonly kind: 'tcp' | 'udp';
      /**
       * `none`: connecting is enough (over UDP: one byte of anything); `any`: one byte; `prefix`: the reply begins
       * with `expect`; `regex`: POSIX extended, in the first bytes of the reply.
       */
      readonly mode: 'none' | 'any' | 'prefix' | 'regex';
      /** Bytes as sent. */
      readonly send: string;
      /** Bytes as awaited. */
      readonly expect: string;
    };

/** How much of a reply nanny looks at. */
export const replyLimit = 254;

/** What nanny asks of a web server when it is told nothing. */
const webCheck = { kind: 'tcp', mode: 'prefix', send: 'GET / HTTP/1.0\r\n\r\n', expect: 'HTTP' } as const;

/** What a virtual server says about its check; texts as the bytes that are meant, empty when not given. */
export interface CheckSettings {
  readonly protocol: 'tcp' | 'udp';
  /** The virtual server's port: also where a real server has another one. */
  readonly port: number;
  readonly send: string;
  readonly expect: string;
  readonly program: string;
  readonly regex: boolean;
}

/** The check that these settings ask for. */
export function checkOf({ protocol, port, send, expect, program, regex }: CheckSettings): Check {
  if (program.trim() !== '')
    return { kind: 'program', mode: expect === '' ? 'none' : 'equal', command: program, expect };
  if (send === '' && expect === '' && protocol === 'tcp' && port === 80) return webCheck;
  if (expect === '') return { kind: protocol, mode: 'none', send, expect };
  if (expect === '*') return { kind: protocol, mode: 'any', send, expect: '' };
  if (regex) return { kind: protocol, mode: 'regex', send, expect };
  return { kind: protocol, mode: 'prefix', send, expect: expect.slice(0, replyLimit) };
}

/** How many checks in a row must succeed before a server that failed comes back. Source: nanny(8), re-entry. */
export function successesNeeded(reentrySeconds: number, timeoutSeconds: number): number {
  return Math.max(1, Math.floor(reentrySeconds / Math.max(1, timeoutSeconds)));
}
