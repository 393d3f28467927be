/** A check for services that came without one that lvs.cf can run. */

import type { VirtualValues } from '../lvscf/virtual.js';
import type { DraftService } from './draft.js';

const web: VirtualValues = { send: '"GET / HTTP/1.0\\r\\n\\r\\n"', expect: '"HTTP"' };

/** It always ends with status 0. */
const alwaysUp: VirtualValues = { send_program: '"/bin/true"' };

/**
 * The settings of a service with a check that can pass: on port 80 nanny asks a web server where it is told nothing,
 * and over UDP it waits for an answer to a question that nobody put. Source: nanny(8).
 */
export function checkedValues({ port, protocol, values, servers, line }: DraftService): VirtualValues {
  const { send, expect, send_program: program } = values;
  if (program !== undefined) return values;
  if (protocol === 'udp' && send === undefined) {
    line.say('changed', 'check_silent', {});
    const { expect: _never, ...others } = values;
    return { ...others, ...alwaysUp };
  }
  if (port !== 80 || protocol === 'udp' || send !== undefined || expect !== undefined) return values;
  if (servers.length > 0) line.say('changed', 'check_web', {});
  return { ...values, ...web };
}
