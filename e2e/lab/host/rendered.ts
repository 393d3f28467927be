/** Turns the `lvs.cf` of a scenario into what runs on its routers, with our own renderer. */

import { installedChecker } from '../../../src/core/keepalived/check-command.js';
import type { Role } from '../../../src/core/keepalived/obstacles.js';
import { renderKeepalived } from '../../../src/core/keepalived/render.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import type { Scenario, Step } from '../scenario.js';

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
  const rendering = renderKeepalived(readConfig(lvsCf), { role, checker: installedChecker });
  if (rendering.text === undefined) throw new Error(`not rendered: ${JSON.stringify(rendering.obstacles)}`);
  return rendering.text;
}
