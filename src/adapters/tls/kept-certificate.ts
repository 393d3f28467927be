import { stat } from 'node:fs/promises';
import { type KeyPair, type KeyPairPlace, readKeyPair } from './key-pair.js';

/** A certificate that is read again when its files change, as the programs do that renew it. */
export interface KeptCertificate {
  /** The last pair that fitted. */
  current(): KeyPair;
  /** Has every later pair told. */
  onRenewed(tell: () => void): void;
  close(): void;
}

/** How a certificate is kept. */
export interface KeepingOptions {
  /** The files changed, and what they hold now cannot be used: the last good pair stays. */
  readonly onRefused: (error: unknown) => void;
  /** How often the files are looked at, in milliseconds. */
  readonly interval?: number;
}

/**
 * Reads a certificate and its key, and goes on looking whether another pair lies there.
 * @throws file_unavailable: certificate_unusable
 */
export async function keepCertificate(
  place: KeyPairPlace,
  { onRefused, interval = 5_000 }: KeepingOptions,
): Promise<KeptCertificate> {
  // The look comes before the reading, so that a change in between is seen the next time.
  let seen = await lookAt(place);
  let pair = await readKeyPair(place);
  const listeners: (() => void)[] = [];

  async function look(): Promise<void> {
    const now = await lookAt(place);
    if (now === seen) return;
    seen = now;
    try {
      pair = await readKeyPair(place);
    } catch (error) {
      // Of two files one is always written first: the second change brings another look.
      onRefused(error);
      return;
    }
    for (const tell of listeners) tell();
  }

  const timer = setInterval(() => void look(), interval).unref();
  return {
    current: () => pair,
    onRenewed: (tell) => void listeners.push(tell),
    close: () => clearInterval(timer),
  };
}

/** What tells one version of both files from the next, through symbolic links too. */
async function lookAt({ certificate, key }: KeyPairPlace): Promise<string> {
  const looks = await Promise.all(
    [certificate, key].map(async (path) => {
      try {
        const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
        return [dev, ino, size, mtimeNs, ctimeNs].join();
      } catch (error) {
        // Not there for a moment, or closed to this account: that is a state like another.
        return (error as NodeJS.ErrnoException).code ?? '';
      }
    }),
  );
  return looks.join(' ');
}
