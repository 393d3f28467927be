import { createServer as createPlainServer, type RequestListener } from 'node:http';
import { Server } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Certificate } from '../core/tls/certificate.js';
import { limits } from './limits.js';

/** What the console shows its visitors, and proves to be its own. */
export interface TlsIdentity {
  /** Certificate and key in PEM, and what the certificate says, at this moment. */
  current(): { readonly certificate: string; readonly key: string; readonly facts: Certificate };
  /** Has every later renewal told. */
  onRenewed(tell: () => void): void;
}

/**
 * What is agreed upon: ciphers that encrypt and authenticate in one, under keys that no later theft of the
 * certificate's key reveals; TLS 1.2 for older browsers, nothing before. Source: RFC 9325, sections 3.1.1 and 4.2.
 */
const agreement = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_128_GCM_SHA256',
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
  ].join(':'),
} as const;

/** The first byte of a connection that wants TLS: a handshake record. Source: RFC 8446, section 5.1. */
const handshakeRecord = 22;

/**
 * A server for HTTPS. A connection that begins without TLS is answered without it, once and shortly, so that it can
 * be told where to go: the answer has to look at `isEncrypted`.
 */
export class TlsServer extends Server {
  readonly #open = new Set<Socket>();

  constructor(answer: RequestListener, identity: TlsIdentity) {
    super({ ...limits, handshakeTimeout: limits.headersTimeout, ...contextOf(identity) }, answer);
    identity.onRenewed(() => this.setSecureContext(contextOf(identity)));
    const [startTls] = this.listeners('connection');
    const plain = createPlainServer(limits, answer);
    this.removeAllListeners('connection');
    this.on('connection', (socket: Socket) => {
      this.#open.add(socket);
      socket.on('close', () => this.#open.delete(socket));
      // Whoever leaves before a word was said: nobody is there to answer.
      socket.on('error', () => socket.destroy());
      const limit = setTimeout(() => socket.destroy(), limits.headersTimeout);
      socket.on('close', () => clearTimeout(limit));
      onFirstByte(socket, (byte) => {
        if (byte !== handshakeRecord) return plain.emit('connection', socket);
        // From here on the handshake has a limit of its own.
        clearTimeout(limit);
        return startTls?.call(this, socket);
      });
    });
  }

  /** Also those that have not finished their handshake, of which HTTP knows nothing. */
  override closeAllConnections(): void {
    super.closeAllConnections();
    for (const socket of this.#open) socket.destroy();
  }
}

/** Whether what is said on a connection is hidden from others. */
export function isEncrypted(socket: Socket): boolean {
  return socket instanceof TLSSocket;
}

function contextOf(identity: TlsIdentity) {
  const { certificate, key } = identity.current();
  return { ...agreement, cert: certificate, key };
}

/** Looks at the first byte of a connection and leaves it there. */
function onFirstByte(socket: Socket, take: (byte: number) => void): void {
  const first: Buffer | null = socket.read(1);
  if (first === null) {
    socket.once('readable', () => onFirstByte(socket, take));
    return;
  }
  socket.unshift(first);
  take(first.readUInt8());
}
