import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { HostPort } from '../../core/ssh/known-hosts.js';

/**
 * The address that this machine shows to another one; undefined where no way leads there. Nothing is sent: a UDP
 * socket only asks the kernel for the way.
 */
export function addressTowards({ address, port }: HostPort): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    const finish = (found: string | undefined) => {
      socket.close();
      resolve(found);
    };
    socket.once('error', () => finish(undefined));
    socket.connect(port, address, () => finish(socket.address().address));
  });
}
