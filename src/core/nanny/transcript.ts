/** What the checker wrote down of one check, line by line. Source: the head of `config/lvs-check`. */

/** One check as it went. */
export interface Transcript {
  readonly verdict: 'up' | 'down';
  /** Which step ended it: blank when it passed. */
  readonly reason: '' | 'connect' | 'silent' | 'reply' | 'program';
  /** Until there was a connection, or until the program had ended, in microseconds; null where that never was. */
  readonly tookUs: number | null;
  /** Exit status of the program; null where none has ended. */
  readonly status: number | null;
  /** Bytes in hexadecimal; null where nothing was sent, because there was no connection. */
  readonly sent: string | null;
  readonly received: string;
  /** What the system said of a connection that failed; blank where it said nothing. */
  readonly system: string;
}

const reasons = ['connect', 'silent', 'reply', 'program'] as const;

/** Reads a transcript; undefined for whatever is none, or ends before its verdict. */
export function readTranscript(text: string): Transcript | undefined {
  const lines = text.split('\n');
  const behind = (word: string) =>
    lines.find((line) => line === word || line.startsWith(`${word} `))?.slice(word.length + 1);
  const numberOf = (word: string) => {
    const value = behind(word);
    return value !== undefined && /^\d{1,12}$/.test(value) ? Number(value) : null;
  };
  const verdict = lines.findLast((line) => /^(?:up|down [a-z]+)$/.test(line));
  const reason = reasons.find((one) => verdict === `down ${one}`);
  if (verdict === undefined || (verdict !== 'up' && reason === undefined)) return undefined;
  const sent = behind('sent');
  return {
    verdict: verdict === 'up' ? 'up' : 'down',
    reason: reason ?? '',
    tookUs: numberOf('connected') ?? numberOf('ran'),
    status: numberOf('status'),
    sent: sent !== undefined && /^(?:[0-9a-f]{2})*$/.test(sent) ? sent : null,
    received: lines.map((line) => /^byte ([0-9a-f]{2})$/.exec(line)?.[1] ?? '').join(''),
    system: lines.map((line) => /: connect: (.{1,200})$/.exec(line)?.[1] ?? '').find(Boolean) ?? '',
  };
}
