import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chown, link, mkdir, open, rename, stat, unlink } from 'node:fs/promises';
import { isIP } from 'node:net';
import { dirname } from 'node:path';
import { lastLines, type RunProgram, statusOf } from '../../core/machine/program.js';
import { ConsoleError, type ErrorParams } from '../../core/problem.js';
import type { Certificate } from '../../core/tls/certificate.js';
import { type KeyPairPlace, readKeyPair } from './key-pair.js';

/**
 * The longest life that every browser takes.
 * Source: Apple, Requirements for trusted certificates in iOS 13 and macOS 10.15.
 */
const days = 825;

/** The longest common name. Source: RFC 5280, appendix A.1, ub-common-name. */
const longestCommonName = 64;

const openssl = 'openssl';

/** Whether a certificate can be made out to it: a host name in ASCII, or an address. */
export function isCertificateName(text: string): boolean {
  if (isIP(text) !== 0) return !text.includes('%');
  return text.length <= 253 && /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/i.test(text);
}

/** What a certificate is made of. */
export interface SelfSignedOptions {
  /** Both files in one folder, which is made for them. */
  readonly place: KeyPairPlace;
  /** Host names and addresses, the one it is called by first. */
  readonly names: readonly string[];
  /** Whether what lies there is given up. */
  readonly replace: boolean;
  /** Whose the files become when root makes them: the account that runs the console. */
  readonly owner: { readonly uid: number; readonly gid: number };
  readonly run: RunProgram;
}

/**
 * Makes a key that only the console's account may read, and a certificate signed with it, in place or not at all.
 * @throws file_unavailable: certificate_not_made
 */
export async function makeSelfSigned(options: SelfSignedOptions): Promise<Certificate> {
  const { place, names, replace, owner, run } = options;
  const wrong = names.find((name) => !isCertificateName(name));
  if (wrong !== undefined) throw notMade(wrong, 'name');
  if (!replace) for (const path of [place.key, place.certificate]) await refuseExisting(path);
  // 1. Beside their places, under names of their own.
  const beginning = randomBytes(6).toString('hex');
  const request = `${place.certificate}.${beginning}.conf`;
  const made = { key: `${place.key}.${beginning}`, certificate: `${place.certificate}.${beginning}` };
  await mkdir(dirname(place.certificate), { recursive: true, mode: 0o700 });
  try {
    await write(made.key, newKey(), 0o600);
    await write(request, requestFor(names), 0o600);
    await write(made.certificate, await signed(run, made.key, request), 0o644);
    const { facts } = await readKeyPair(made);
    // 2. To the account that will read them.
    const paths = [dirname(place.certificate), made.key, made.certificate];
    if (process.geteuid?.() === 0) for (const path of paths) await chown(path, owner.uid, owner.gid);
    // 3. Into place: a console that looks in between keeps the pair it has.
    for (const name of ['key', 'certificate'] as const) await put(made[name], place[name], replace);
    return facts;
  } finally {
    for (const path of [made.key, made.certificate, request]) await removeIfThere(path);
  }
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

/**
 * What is asked of openssl: a certificate of one server, which can sign no other.
 * Source: openssl-req(1), x509v3_config(5); RFC 5280, section 4.2.1.
 */
function requestFor(names: readonly string[]): string {
  const numbered = names.map((name, index) => `${isIP(name) === 0 ? 'DNS' : 'IP'}.${index + 1} = ${name}`);
  const commonName = names.find((name) => name.length <= longestCommonName) ?? 'LVS Console';
  return `[req]
prompt = no
distinguished_name = subject
x509_extensions = extensions
[subject]
CN = ${commonName}
[extensions]
subjectAltName = @names
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
[names]
${numbered.join('\n')}
`;
}

async function signed(run: RunProgram, key: string, request: string): Promise<string> {
  const words = ['req', '-x509', '-new', '-sha256', '-days', String(days), '-key', key, '-config', request];
  const ended = await run(openssl, words, { seconds: 30 });
  if (ended.status === 0) return ended.stdout;
  if (ended.because === 'ENOENT') throw notMade(openssl, 'program_missing');
  throw notMade(openssl, 'failed', [statusOf(ended), ...lastLines(ended.output, 5)].join(' – '));
}

async function write(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function put(made: string, path: string, replace: boolean): Promise<void> {
  if (replace) return rename(made, path);
  try {
    await link(made, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw notMade(path, 'exists');
    throw error;
  }
}

async function refuseExisting(path: string): Promise<void> {
  try {
    await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  throw notMade(path, 'exists');
}

async function removeIfThere(path: string): Promise<void> {
  await unlink(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

function notMade(path: string, why: ErrorParams['certificate_not_made']['why'], said = '') {
  return new ConsoleError('file_unavailable', 'certificate_not_made', { path, why, said });
}
