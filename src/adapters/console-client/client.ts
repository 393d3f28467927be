/** Asking a console that runs, here or on another machine, over its JSON interface. */

import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http';
import { request as encryptedRequest, type RequestOptions } from 'node:https';
import type { ConsoleAnswer, ConsoleClient, ConsoleQuestion } from '../../core/client/client.js';

/** The console could not be asked; the message says why, and holds no secret. */
export class ConsoleUnreachable extends Error {}

/** Whom to ask, and as whom. */
export interface ClientTarget {
  /** Such as `https://router1:3636`; without a path. */
  readonly origin: string;
  readonly user: string;
  readonly password: string;
  /** Certificates in PEM that are trusted in place of the usual ones. */
  readonly ca?: string;
}

/** How long is waited, in milliseconds: for the connection, and for the whole answer. */
export interface ClientLimits {
  readonly connectMs: number;
  readonly answerMs: number;
}

/** An APPLY on both routers waits for engines; nobody waits longer for one than this. */
const usualLimits: ClientLimits = { connectMs: 15_000, answerMs: 600_000 };

/** An lvs.cf with thousands of blocks, told in JSON with what it does to live traffic, stays far below. */
const largestAnswer = 64 * 1024 * 1024;

/**
 * Opens the way to a console; nothing is sent before something is asked. Certificates are verified, and no redirect
 * is followed: where the password goes was said by whoever gave it, and is said by nobody else.
 */
export function openConsoleClient(target: ClientTarget, limits: ClientLimits = usualLimits): ConsoleClient {
  const { origin } = target;
  return {
    origin,
    ask: (question) =>
      new Promise((resolve, reject) => {
        const fail = (reason: string, cause?: unknown) =>
          reject(new ConsoleUnreachable(`${origin}: ${reason}`, { cause }));
        const request = send(target, question, limits, fail);
        request.on('response', (response) => {
          collect(response).then(resolve, (error) => fail(reasonOf(error), error));
        });
        request.on('error', (error) => fail(reasonOf(error), error));
        request.end(question.body);
      }),
  };
}

function send(
  { ca, origin, password, user }: ClientTarget,
  { body, headers, method, path }: ConsoleQuestion,
  { answerMs, connectMs }: ClientLimits,
  fail: (reason: string) => void,
): ClientRequest {
  const url = new URL(path, origin);
  const options: RequestOptions = {
    method,
    headers: {
      accept: 'application/json',
      'user-agent': 'lvs-console',
      ...headers,
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
    },
    // One command asks a few questions and ends.
    agent: false,
    // Whatever a variable says that was once set for something else: this is a password.
    rejectUnauthorized: true,
    ...(ca !== undefined && { ca }),
  };
  const request = url.protocol === 'https:' ? encryptedRequest(url, options) : plainRequest(url, options);
  const give = (ms: number) =>
    setTimeout(() => {
      fail(`no answer within ${ms / 1000} seconds`);
      request.destroy();
    }, ms);
  const connecting = give(connectMs);
  const answering = give(answerMs);
  const isReady = url.protocol === 'https:' ? 'secureConnect' : 'connect';
  request.on('socket', (socket) => socket.once(isReady, () => clearTimeout(connecting)));
  request.on('close', () => {
    clearTimeout(connecting);
    clearTimeout(answering);
  });
  return request;
}

async function collect(response: IncomingMessage): Promise<ConsoleAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > largestAnswer) throw new Error('its answer is longer than any of ours');
    chunks.push(chunk);
  }
  const { headers, statusCode = 0 } = response;
  return {
    status: statusCode,
    type: String(headers['content-type'] ?? '').replace(/;.*/s, ''),
    revision: headers.etag,
    body: Buffer.concat(chunks),
  };
}

/** Why not, in words; what OpenSSL and the kernel call it stands behind. Source: verify(1), connect(2). */
function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const said = reasons[code];
  if (said !== undefined) return `${said} (${code})`;
  if (/^(?:CERT_|ERR_TLS|ERR_SSL|UNABLE_TO)/.test(code)) return `its certificate is not accepted (${code})`;
  return code === '' ? message : `it cannot be reached (${code})`;
}

const unknownIssuer =
  'its certificate is not one of an authority that is known here: give its certificate with --ca';

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'there is no machine of this name',
  EAI_AGAIN: 'the name cannot be resolved now',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  ECONNRESET: 'the connection was cut',
  EPROTO: 'it does not speak TLS',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for other names',
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownIssuer,
  SELF_SIGNED_CERT_IN_CHAIN: unknownIssuer,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownIssuer,
};
