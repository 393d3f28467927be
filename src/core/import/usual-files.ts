/** Where the files of other tools lie on a router, and what each is. */

import type { ImportKind } from './source.js';

/** A file that an import can begin with. */
export interface UsualFile {
  readonly path: string;
  readonly kind: ImportKind;
}

/**
 * The files of heartbeat and ipvsadm, of Debian and of Red Hat. `authkeys` is not among them: it holds a secret and
 * nothing else. Source: ha.cf(5), ipvsadm(8), and the scripts that start ipvsadm there.
 */
export const usualFiles: readonly UsualFile[] = [
  { path: '/etc/ipvsadm.rules', kind: 'ipvsadm' },
  { path: '/etc/sysconfig/ipvsadm', kind: 'ipvsadm' },
  { path: '/etc/default/ipvsadm', kind: 'ipvsadm-default' },
  { path: '/etc/ha.d/ha.cf', kind: 'ha.cf' },
  { path: '/etc/ha.d/haresources', kind: 'haresources' },
];

/** The addresses of heartbeat's machines: wanted beside its files alone. */
export const namesFile: UsualFile = { path: '/etc/hosts', kind: 'hosts' };
