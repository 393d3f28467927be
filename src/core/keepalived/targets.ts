/** All that an `lvs.cf` is rendered as: one table for the command line and the pages. */

import type { Config } from '../lvscf/config.js';
import { renderPacketFilter } from './beside.js';
import { renderCanonical } from './canonical.js';
import {
  type NodeNames,
  renderAuthkeys,
  renderHaCf,
  renderHaresources,
  renderIpvsadmDefaults,
} from './heartbeat.js';
import { renderIpvsadm } from './ipvsadm.js';
import { type Rendering, type RenderTarget, renderKeepalived } from './render.js';

/** What an `lvs.cf` is rendered for, as people name it. */
export const targets = [
  'keepalived',
  'ipvsadm',
  'packet-filter',
  'ha.cf',
  'authkeys',
  'haresources',
  'ipvsadm-default',
  'lvs.cf',
] as const;

/** One of them. */
export type Target = (typeof targets)[number];

/** What some of them need beside the file. */
export interface TargetNeeds extends RenderTarget {
  /** How heartbeat calls the routers. */
  readonly names: NodeNames;
  /** Makes the secret of heartbeat, a new one each time. */
  readonly secret: () => string;
}

/** Renders a file for a target. */
export const renderers: Readonly<Record<Target, (config: Config, needs: TargetNeeds) => Rendering>> = {
  keepalived: renderKeepalived,
  ipvsadm: renderIpvsadm,
  'packet-filter': renderPacketFilter,
  'ha.cf': (config, { names }) => renderHaCf(config, names),
  authkeys: (config, { secret }) => renderAuthkeys(config, secret()),
  haresources: (config, { names }) => renderHaresources(config, names),
  'ipvsadm-default': renderIpvsadmDefaults,
  'lvs.cf': renderCanonical,
};

/** Names for the routers, as typed; nothing where heartbeat would not take them, or they are one. */
export function nodeNames(primary: string, backup: string): NodeNames | undefined {
  const isName = (name: string) => name.length <= 64 && /^[A-Za-z0-9][\w.-]*$/.test(name);
  return isName(primary) && isName(backup) && primary !== backup ? { primary, backup } : undefined;
}
