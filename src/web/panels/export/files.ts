import type { Target } from '../../../core/keepalived/targets.js';

/** The tools whose files are offered, in reading order. */
export const tools = ['keepalived', 'ipvsadm', 'heartbeat', 'original'] as const;

/** One of them. */
export type Tool = (typeof tools)[number];

interface ExportedFile {
  readonly tool: readonly Tool[];
  /** Where it lies on a router; that of keepalived is a setting of the router program. */
  readonly path: string;
  /** What a browser calls it. */
  readonly name: string;
}

/** The files, in the order in which a page has them. */
export const files: Readonly<Record<Target, ExportedFile>> = {
  keepalived: { tool: ['keepalived'], path: '', name: 'keepalived.conf' },
  ipvsadm: { tool: ['ipvsadm', 'heartbeat'], path: '/etc/ipvsadm.rules', name: 'ipvsadm.rules' },
  'ipvsadm-default': { tool: ['ipvsadm'], path: '/etc/default/ipvsadm', name: 'ipvsadm' },
  'packet-filter': {
    tool: ['keepalived', 'ipvsadm', 'heartbeat'],
    path: '/etc/lvs-marks.rules',
    name: 'lvs-marks.rules',
  },
  'ha.cf': { tool: ['heartbeat'], path: '/etc/ha.d/ha.cf', name: 'ha.cf' },
  authkeys: { tool: ['heartbeat'], path: '/etc/ha.d/authkeys', name: 'authkeys' },
  haresources: { tool: ['heartbeat'], path: '/etc/ha.d/haresources', name: 'haresources' },
  'lvs.cf': { tool: ['original'], path: '/etc/sysconfig/ha/lvs.cf', name: 'lvs.cf' },
};
