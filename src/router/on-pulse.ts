/** The verbs on an old system, where pulse reads lvs.cf itself. */

import { tableObstacles } from '../core/keepalived/obstacles.js';
import { type PacketFilter, packetFilterOf } from '../core/packet-filter/filter.js';
import { ConsoleError } from '../core/problem.js';
import { StepFailure } from '../core/router/details.js';
import type { Verb } from '../core/router/verbs.js';
import { testFilter } from './filter-test.js';
import { putFilter } from './packet-filter.js';
import { lookAtPrograms } from './programs.js';
import type { Router } from './router.js';

/**
 * Does what a verb means there: the file needs no rendering, and pulse has no test of its own. What is set up beside
 * it follows the file that it reads.
 * @throws StepFailure, noted; those verbs that pulse does not know are refused
 */
export async function runOnPulse(router: Router, verb: Exclude<Verb, 'state'>): Promise<void> {
  const { lvsCf, pulse, settings, steps } = router;
  if (verb === 'apply' || verb === 'test' || verb === 'reload') {
    const { parsed: config } = await steps.take('read', async () => {
      const { parsed } = await lvsCf.read();
      const { length: count } = tableObstacles(parsed);
      if (count > 0) throw new StepFailure({ code: 'obstacles', params: { count } });
      return { detail: { code: 'file_read', params: { path: settings.file } }, parsed };
    });
    await steps.take('programs', () => lookAtPrograms(router, config));
    const filter = packetFilterOf(config);
    await testFilter(router, filter);
    if (verb === 'test') return;
    await putFilter(router, filter);
    await steps.take('reload', async () => {
      await pulse.tell('reload');
      return { detail: { code: 'pulse_reloaded', params: {} } };
    });
    return;
  }
  if (verb === 'start' || verb === 'boot') await putFilter(router, await filterOfFile(router));
  if (verb === 'boot') return;
  if (verb !== 'start' && verb !== 'stop') {
    await steps.take('engine', async () => {
      throw new StepFailure({ code: 'not_with_pulse', params: {} });
    });
    return;
  }
  await steps.take(verb, async () => {
    await pulse.tell(verb);
    return { detail: { code: 'command_done', params: { command: `service pulse ${verb}` } } };
  });
}

/** What the file asks for; nothing where it cannot be read, which pulse says itself when it starts. */
async function filterOfFile({ lvsCf }: Router): Promise<PacketFilter> {
  try {
    return packetFilterOf((await lvsCf.read()).parsed);
  } catch (error) {
    if (!(error instanceof ConsoleError)) throw error;
    return { rules: [], forwarding: false };
  }
}
