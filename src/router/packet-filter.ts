/**
 * What is set up beside the engine: the rules for firewall marks, and forwarding. It follows the installed file, which
 * names it, so that it comes and goes back with that; a router on which nobody asked for it is not even looked at.
 */

import { readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../adapters/files/files.js';
import { changeOrMake } from '../adapters/files/safe-file.js';
import { readFilterComment } from '../core/packet-filter/comment.js';
import type { PacketFilter } from '../core/packet-filter/filter.js';
import { isSameTable, nothingOfOurs, tableWith } from '../core/packet-filter/table.js';
import { type Detail, StepFailure } from '../core/router/details.js';
import { isOurs, textIn } from './prepare.js';
import type { Router } from './router.js';

/** Whether the router forwards packets. Source: Linux, Documentation/networking/ip-sysctl.rst. */
const forwardingSwitch = '/proc/sys/net/ipv4/ip_forward';

/** Read at every start of the machine. Source: sysctl.d(5). */
const forwardingText = `# Made by LVS Console, because lvs.cf says ip-forwarding = yes. APPLY takes this file away when it does not.
net.ipv4.ip_forward = 1
`;

/** Routers on which this run has switched forwarding on: put back, it is switched off again. */
const switchedOn = new WeakSet<Router>();

/** What the installed file asks for. @throws file_unavailable */
export async function installedFilter({ installed }: Pick<Router, 'installed'>): Promise<PacketFilter> {
  const text = (await textIn(installed)) ?? '';
  return isOurs(text) ? readFilterComment(text) : { rules: [], forwarding: false };
}

/**
 * Sets it up, and takes away what is ours and not asked for any more.
 * @throws StepFailure, noted; then the rules are as they were
 */
export async function putFilter(router: Router, { rules, forwarding }: PacketFilter): Promise<void> {
  if (rules.length > 0 || (await textIn(router.filterMarker)) !== undefined) {
    await router.steps.take('filter', async () => ({ detail: await putRules(router, rules) }));
  }
  if (forwarding || (await textIn(router.forwardingFile)) !== undefined) {
    await router.steps.take('forwarding', async () => ({ detail: await setForwarding(router, forwarding) }));
  }
}

/** Sets up what the installed file asks for. @throws StepFailure, noted */
export async function restoreFilter(router: Router): Promise<void> {
  await putFilter(router, await installedFilter(router));
}

async function putRules(router: Router, rules: PacketFilter['rules']): Promise<Detail> {
  const { filterMarker, filterMarkerPath, iptables } = router;
  const wanted = tableWith(rules);
  const before = await iptables.read();
  const params = { rules: rules.length };
  // First the note that there may be something of ours, so that it is found again whatever happens.
  await changeOrMake(filterMarker, () => 'LVS-CONSOLE\n');
  if (!isSameTable(before, wanted)) {
    await iptables.put(wanted);
    if (!isSameTable(await iptables.read(), wanted)) {
      await iptables.put(before);
      throw new StepFailure({ code: 'filter_differs', params: {} });
    }
  }
  if (isSameTable(wanted, nothingOfOurs)) {
    await remove(router, filterMarkerPath);
    return { code: 'filter_removed', params: {} };
  }
  return { code: isSameTable(before, wanted) ? 'filter_there' : 'filter_put', params };
}

async function setForwarding(router: Router, wanted: boolean): Promise<Detail> {
  const { forwardingFile: path } = router.settings;
  if (!wanted) {
    await remove(router, path);
    if (!switchedOn.delete(router)) return { code: 'forwarding_left', params: { path } };
    await writeFile(forwardingSwitch, '0\n');
    return { code: 'forwarding_put_back', params: { path } };
  }
  await changeOrMake(router.forwardingFile, () => forwardingText);
  if ((await readFile(forwardingSwitch, 'latin1')).trim() === '1') {
    return { code: 'forwarding_there', params: { path } };
  }
  await writeFile(forwardingSwitch, '1\n');
  switchedOn.add(router);
  return { code: 'forwarding_set', params: { path } };
}

async function remove({ files }: Router, path: string): Promise<void> {
  try {
    await files.unlink(path);
    await syncFolder(files, dirname(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
