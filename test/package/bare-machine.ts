/** A machine on which nothing of a router is there yet, with the packages in /out. */

import { cpSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inject } from 'vitest';
import { bootDebian, type DebianGuest, type GuestInit } from '../support/debian-guest.js';
import { pairFile, virtualBlock } from '../support/router-world.js';

/** Where the console answers, once it is installed. */
export const origin = 'http://localhost:3636';

/** The file of a router that has the addresses of the guest. */
export const pair = pairFile(virtualBlock('web', '10.0.2.100', 'eth0:1'));

/**
 * The guest has the disk of this machine, on which somebody may have changed what Debian's package leaves behind.
 * @param seconds after which it is ended, whatever happens
 */
export async function bareMachine(init: GuestInit, seconds: number): Promise<DebianGuest> {
  const { folder, first, second } = inject('packages');
  const guest = bootDebian(join(folder, init), init, seconds);
  for (const path of [first, second]) cpSync(path, join(guest.folder, basename(path)));
  await guest.shell(`
rm -rf /etc/keepalived/* /etc/default/keepalived /etc/lvs-console*
systemctl --quiet enable keepalived
${debiansNode}`);
  return guest;
}

/** The package wants Debian's name of Node.js: one that came otherwise gets it. */
const debiansNode = `dpkg-query -W nodejs 2>/dev/null && [ -x /usr/bin/node ] || {
  mkdir -p /tmp/nodejs/DEBIAN
  cat >/tmp/nodejs/DEBIAN/control <<END
Package: nodejs
Version: ${process.versions.node}
Architecture: all
Maintainer: nobody <nobody@localhost>
Description: the node of this machine
END
  dpkg-deb --build /tmp/nodejs /tmp/nodejs.deb
  dpkg -i /tmp/nodejs.deb
  [ -x /usr/bin/node ] || ln -s '${process.execPath}' /usr/bin/node
}`;

/** Lines of shell that wait until the console listens. */
export const untilItListens = `
for try in $(seq 100); do
  curl -s -o /dev/null ${origin}/ && break
  sleep 0.3
done
[ "$try" -lt 100 ]`;
