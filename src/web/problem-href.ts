import type { Config } from '../core/lvscf/config.js';
import { stanzas } from '../core/lvscf/config.js';
import { inputNames } from '../core/lvscf/form.js';
import { panelOf } from '../core/lvscf/panel-keys.js';
import type { Subject } from '../core/problem.js';
import { realServerHref, virtualServerHref } from './panel-names.js';
import { idOf } from './stanza-form.js';

/** The page on which a problem can be put right, at its input where it has one. */
export function hrefOfProblem(config: Config, subject: Subject): string {
  const { scope, keyword } = subject;
  const panel = keyword === undefined ? undefined : panelOf(scope, keyword);
  const page = pageOf(config, subject, panel);
  return panel === undefined ? page : page + anchorOf(subject);
}

function pageOf(config: Config, subject: Subject, panel: ReturnType<typeof panelOf>): string {
  if (panel === 'global-settings' || panel === 'redundancy') return `/secure/${panel}`;
  const virtualServer = subject.scope === 'failover' ? undefined : config.virtualServers[subject.block ?? -1];
  if (virtualServer === undefined) return '/secure/file';
  const { ref, realServers } = virtualServer;
  const realServer = realServers[subject.server ?? -1];
  if (realServer !== undefined) return realServerHref(ref, realServer.ref);
  return virtualServerHref(ref) + (panel === 'monitoring-scripts' ? '/monitoring-scripts' : '');
}

function anchorOf({ scope, keyword = '', input = 0 }: Subject): string {
  const field = stanzas[scope][keyword];
  const name = field && inputNames(keyword, field.kind)[input];
  return name === undefined ? '' : `#${idOf(name)}`;
}
