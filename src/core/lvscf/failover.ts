import type { Stanza } from './stanza.js';
import { virtualStanza } from './virtual.js';

/**
 * The keys of a failover block: the same as a virtual server's, in the order the original writes them here.
 * We keep such blocks and offer no panel for them. Source: lvs-cf format, sections 6.2 and 11.
 */
const {
  address,
  vip_nmask,
  active,
  port,
  timeout,
  send,
  expect,
  send_program,
  start_cmd,
  stop_cmd,
  ...others
} = virtualStanza;

export const failoverStanza = {
  address,
  vip_nmask,
  active,
  port,
  timeout,
  send,
  expect,
  send_program,
  start_cmd,
  stop_cmd,
  ...others,
} as const satisfies Stanza;
