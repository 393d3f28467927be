/** Turns the `lvs.cf` of a scenario into what runs on its routers, with our own renderer. */

import { renderKeepalived } from '../../../src/core/keepalived/render.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import type { Role, Scenario, Step } from '../scenario.js';

const checker = '/usr/local/lib/lvs-console/lvs-check';

/** The scenario as a guest carries it out: files instead of settings. */
export function rendered(scenario: Scenario): Scenario {
  return { ...scenario, steps: scenario.steps.map(renderedStep) };
}

function renderedStep(step: Step): Step {
  if (step.do !== 'configure') return step;
  const text = keepalivedConf(step.lvsCf, step.role);
  return { do: 'write', machine: step.router, path: '/etc/keepalived/keepalived.conf', text };
}

function keepalivedConf(lvsCf: string, role: Role): string {
  const rendering = renderKeepalived(readConfig(lvsCf), { role, checker });
  if (rendering.text === undefined) throw new Error(`not rendered: ${JSON.stringify(rendering.obstacles)}`);
  return rendering.text;
}
