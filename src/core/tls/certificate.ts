/** The certificate by which visitors know the console, as far as a person looks at it. */

/** What a certificate says. */
export interface Certificate {
  /** Whose it is, in one line: `CN=router1.example`. */
  readonly subject: string;
  readonly issuer: string;
  /** Signed with its own key: a browser asks about it unless it is told to trust it. */
  readonly isSelfSigned: boolean;
  /** The names and addresses it is good for. */
  readonly names: readonly string[];
  readonly from: Date;
  readonly until: Date;
  /** The SHA-256 of the whole, as browsers and `openssl x509 -fingerprint` show it: `AB:01:...`. */
  readonly fingerprint: string;
}

/** What is wrong with a certificate at a moment. `ending`: it is good for now, but its renewal is late. */
export interface CertificateRemark {
  readonly what: 'ending' | 'ended' | 'not_yet';
  /** The day that is meant, in universal time: `2029-02-23`. */
  readonly day: string;
}

const dayMilliseconds = 24 * 60 * 60 * 1000;

/**
 * What is wrong with a certificate at a moment (milliseconds since 1970), if anything. It is `ending` in the last
 * tenth of its life, at most 30 days: those that live for 90 days are renewed long before.
 */
export function remarkOn(
  { from, until }: Pick<Certificate, 'from' | 'until'>,
  now: number,
): CertificateRemark | undefined {
  if (now < from.getTime()) return { what: 'not_yet', day: dayOf(from) };
  const left = until.getTime() - now;
  if (left <= 0) return { what: 'ended', day: dayOf(until) };
  const life = until.getTime() - from.getTime();
  return left < Math.min(30 * dayMilliseconds, life / 10) ? { what: 'ending', day: dayOf(until) } : undefined;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
