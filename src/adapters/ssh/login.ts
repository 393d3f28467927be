import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import ssh2, {
  type AnyAuthMethod,
  type GetStreamCallback,
  type ParsedKey,
  type SignCallback,
  type SigningRequestOptions,
} from 'ssh2';
import { ConsoleError } from '../../core/problem.js';
import type { KeyFault } from '../../core/ssh/failures.js';
import { isKeyType } from '../../core/ssh/host-key.js';
import { type SshLimits, within } from './limits.js';

/** With what to log in. */
export type SshLogin =
  | { readonly kind: 'console_key' | 'key_file'; readonly path: string; readonly passphrase?: string }
  /** `socket`: the address of the agent, blank when none was named. */
  | { readonly kind: 'agent'; readonly socket: string }
  | { readonly kind: 'password'; readonly password: string };

/** A private key file is a few kilobytes. */
const keyLimit = 64 * 1024;

/**
 * The ways to log in, in the order in which they are tried. Everything that can be wrong on this side is found here,
 * before anything is sent.
 * @throws file_unavailable: ssh_key, ssh_agent
 */
export async function readyLogin(
  login: SshLogin,
  username: string,
  limits: SshLimits,
): Promise<readonly AnyAuthMethod[]> {
  if (login.kind === 'password') return passwordMethods(login.password, username);
  if (login.kind === 'agent')
    return [{ type: 'agent', username, agent: await readyAgent(login.socket, limits) }];
  const key = parsedKey(login.path, await keyBytes(login.path), login.passphrase);
  return [{ type: 'publickey', username, key }];
}

/** Servers that leave passwords to PAM ask for them as a question. */
function passwordMethods(password: string, username: string): readonly AnyAuthMethod[] {
  let asked = false;
  return [
    { type: 'password', username, password },
    {
      type: 'keyboard-interactive',
      username,
      prompt(_name, _instructions, _language, prompts, answer) {
        // One hidden answer is the password. It is given once, and not to any other question.
        const isPassword = !asked && prompts.length === 1 && prompts[0]?.echo !== true;
        asked = true;
        answer(isPassword ? [password] : prompts.map(() => ''));
      },
    },
  ];
}

async function keyBytes(path: string): Promise<Buffer> {
  try {
    // What is no file must not block, and another account's key may not be used through a link.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    try {
      const stats = await file.stat();
      if (!stats.isFile() || stats.size > keyLimit) throw unusable(path, 'format');
      if ((stats.mode & 0o077) !== 0) throw unusable(path, 'open');
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof ConsoleError) throw error;
    throw unusable(
      path,
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unreadable',
      error,
    );
  }
}

function parsedKey(path: string, bytes: Buffer, passphrase: string | undefined): ParsedKey {
  const key = parse(bytes);
  if (!(key instanceof Error)) return modern(key, path);
  if (!/no passphrase given/.test(key.message)) throw unusable(path, 'format', key);
  if (passphrase === undefined || passphrase === '') throw unusable(path, 'encrypted');
  const opened = parse(bytes, passphrase);
  if (opened instanceof Error) throw unusable(path, 'passphrase');
  return modern(opened, path);
}

function parse(bytes: Buffer, passphrase?: string): ParsedKey | Error {
  const parsed = ssh2.utils.parseKey(bytes, passphrase);
  // OpenSSH's format has room for several keys, but no program writes more than one.
  return Array.isArray(parsed) ? (parsed[0] ?? new Error('no key')) : parsed;
}

/** A private key that signs with nothing older than SHA-2. */
function modern(key: ParsedKey, path: string): ParsedKey {
  if (!isKeyType(key.type) || !key.isPrivateKey()) throw unusable(path, 'format');
  const sign = key.sign.bind(key);
  // ssh2 falls back to SHA-1 for RSA when a server names no newer algorithm; an Error is how it is told no.
  key.sign = (data, algorithm) =>
    algorithm === 'sha1' ? (new Error('SHA-1 is not used') as unknown as Buffer) : sign(data, algorithm);
  return key;
}

function unusable(path: string, fault: KeyFault, cause?: unknown): ConsoleError {
  return new ConsoleError('file_unavailable', 'ssh_key', { path, fault }, { cause });
}

/** An agent whose keys sign with nothing older than SHA-2, and that need not be waited for. */
class ModernAgent extends ssh2.OpenSSHAgent {
  private readonly streams = new Set<Duplex>();

  /** Ends what it was asked; whoever waits for an answer is told that none comes. */
  giveUp(): void {
    for (const stream of this.streams) stream.destroy();
  }

  override getStream(done: GetStreamCallback): void {
    super.getStream((error, stream) => {
      if (stream) {
        this.streams.add(stream);
        stream.once('close', () => this.streams.delete(stream));
      }
      done(error, stream);
    });
  }

  override sign(
    key: ParsedKey | Buffer | string,
    data: Buffer,
    options?: SigningRequestOptions,
    done?: SignCallback,
  ): boolean;
  override sign(key: ParsedKey | Buffer | string, data: Buffer, done?: SignCallback): boolean;
  override sign(
    key: ParsedKey | Buffer | string,
    data: Buffer,
    options: SigningRequestOptions | SignCallback = {},
    done?: SignCallback,
  ): boolean {
    if (typeof options === 'function') return super.sign(key, data, options);
    if (options.hash !== 'sha1') return super.sign(key, data, options, done);
    done?.(new Error('SHA-1 is not used'));
    return false;
  }
}

async function readyAgent(path: string, { login: seconds }: SshLimits): Promise<ModernAgent> {
  const refuse = (fault: 'unnamed' | 'absent' | 'empty', cause?: unknown) =>
    new ConsoleError('file_unavailable', 'ssh_agent', { path, fault }, { cause });
  if (path === '') throw refuse('unnamed');
  const agent = new ModernAgent(path);
  const late = () => {
    agent.giveUp();
    return refuse('absent');
  };
  const counted = new Promise<number>((resolve, reject) => {
    agent.getIdentities((error, found) => {
      if (error) reject(refuse('absent', error));
      else resolve(found?.length ?? 0);
    });
  });
  if ((await within(seconds, late, counted)) === 0) throw refuse('empty');
  return agent;
}
