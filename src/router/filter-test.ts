import { constants } from 'node:fs';
import { dirname } from 'node:path';
import type { PacketFilter } from '../core/packet-filter/filter.js';
import { tableWith } from '../core/packet-filter/table.js';
import type { Router } from './router.js';

/** Looks whether all that is set up beside the engine could be, here; nothing is changed. @throws StepFailure, noted */
export async function testFilter(router: Router, { rules, forwarding }: PacketFilter): Promise<void> {
  const { files, iptables, settings, steps } = router;
  if (rules.length === 0 && !forwarding) return;
  await steps.take('filter_test', async () => {
    if (rules.length > 0) await iptables.test(tableWith(rules));
    if (forwarding) await files.access(dirname(settings.forwardingFile), constants.W_OK);
    return { detail: { code: 'filter_possible', params: { rules: rules.length } } };
  });
}
