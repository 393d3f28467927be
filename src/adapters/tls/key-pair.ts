import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { createSecureContext } from 'node:tls';
import { quoted } from '../../core/machine/program.js';
import { type CertificateFault, ConsoleError } from '../../core/problem.js';
import type { Certificate } from '../../core/tls/certificate.js';

/** Where a certificate and its key lie. */
export interface KeyPairPlace {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate with its key, which fit each other. */
export interface KeyPair {
  /** The certificate in PEM, with those of its issuers behind it. */
  readonly certificate: string;
  /** The private key in PEM. */
  readonly key: string;
  readonly facts: Certificate;
}

/**
 * Reads a certificate and its key. The dates are not judged here: a visitor decides about a certificate that ended.
 * @throws file_unavailable: certificate_unusable
 */
export async function readKeyPair(place: KeyPairPlace): Promise<KeyPair> {
  const certificate = await textOf(place.certificate);
  await refuseOpenKey(place.key);
  const key = await textOf(place.key);
  const parsed = certificateIn(certificate, place.certificate);
  const privateKey = keyIn(key, place.key);
  if (!parsed.checkPrivateKey(privateKey)) throw unusable(place.key, 'mismatch');
  try {
    createSecureContext({ cert: certificate, key });
  } catch (error) {
    // Too weak, or of a kind that the library does not take: it says which.
    throw unusable(place.certificate, 'refused', { said: (error as Error).message, cause: error });
  }
  return { certificate, key, facts: factsOf(parsed) };
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'latin1');
  } catch (error) {
    throw unreadable(path, error as NodeJS.ErrnoException);
  }
}

/** Whoever may read the key can be taken for this console. */
async function refuseOpenKey(path: string): Promise<void> {
  const { mode } = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(path, error);
  });
  if ((mode & 0o007) !== 0) throw unusable(path, 'open', { commands: [`chmod o-rwx ${quoted(path)}`] });
}

function unreadable(path: string, cause: NodeJS.ErrnoException): ConsoleError {
  if (cause.code === 'ENOENT') return unusable(path, 'missing', { cause });
  if (cause.code !== 'EACCES') return unusable(path, 'unreadable', { said: cause.message, cause });
  const group = process.getegid?.() ?? 0;
  const commands = [`chgrp ${group} ${quoted(path)}`, `chmod g+r ${quoted(path)}`];
  return unusable(path, 'no_right', { commands, cause });
}

/** The first certificate of a file is the console's own. Source: RFC 8446, section 4.4.2. */
function certificateIn(pem: string, path: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw unusable(path, 'no_certificate', { cause });
  }
}

function keyIn(pem: string, path: string): KeyObject {
  // Nobody is there to type a passphrase when the console starts.
  if (/ENCRYPTED/.test(pem)) throw unusable(path, 'encrypted');
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw unusable(path, 'no_key', { cause });
  }
}

function factsOf(certificate: X509Certificate): Certificate {
  const { subject, issuer, subjectAltName = '', validFrom, validTo, fingerprint256 } = certificate;
  return {
    subject: inOneLine(subject),
    issuer: inOneLine(issuer),
    isSelfSigned: subject === issuer && certificate.verify(certificate.publicKey),
    names: subjectAltName
      .split(', ')
      .filter((name) => name !== '')
      .map((name) => shortAddress(name.replace(/^(?:DNS|IP Address):/, ''))),
    from: new Date(validFrom),
    until: new Date(validTo),
    fingerprint: fingerprint256,
  };
}

/** An IPv6 address as people write it. Source: RFC 5952, section 4. */
function shortAddress(name: string): string {
  return isIPv6(name) ? new URL(`http://[${name}]`).hostname.slice(1, -1) : name;
}

function inOneLine(name: string): string {
  return name.split('\n').join(', ');
}

interface Detail {
  readonly said?: string;
  readonly commands?: readonly string[];
  readonly cause?: unknown;
}

function unusable(path: string, why: CertificateFault, detail: Detail = {}): ConsoleError {
  const { said = '', commands = [], cause } = detail;
  return new ConsoleError(
    'file_unavailable',
    'certificate_unusable',
    { path, why, said, commands },
    { cause },
  );
}
