/** TLS without certificates: client and real servers of the lab share a key. Source: RFC 4279. */

const identity = 'lab';
const psk = Buffer.from('0123456789abcdef0123456789abcdef', 'hex');

const preSharedKey = {
  ciphers: 'PSK-AES128-GCM-SHA256',
  maxVersion: 'TLSv1.2',
} as const;

/** What the client adds: its key, and that no certificate will name the server. */
export const clientSide = {
  ...preSharedKey,
  pskCallback: () => ({ psk, identity }),
  checkServerIdentity: () => undefined,
};

/** What the server adds: it looks up the key of a client. */
export const serverSide = {
  ...preSharedKey,
  pskCallback: (_socket: unknown, whose: string) => (whose === identity ? psk : null),
};
