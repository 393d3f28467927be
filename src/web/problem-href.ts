import { type Config, fieldOf } from '../core/lvscf/config.js';
import { inputNames } from '../core/lvscf/form.js';
import { panelOf } from '../core/lvscf/panel-keys.js';
import type { Problem, Subject } from '../core/problem.js';
import {
  realServerHref,
  realServersHref,
  selectedIn,
  virtualServerHref,
  virtualServersHref,
} from './panel-names.js';
import { idOf } from './stanza-form.js';

/** The page on which a problem can be put right: at its input, else its list, else its line of the file. */
export function hrefOfProblem(config: Config, { subject, place }: Problem): string {
  return hrefOfInput(config, subject) ?? hrefOfList(config, subject) ?? hrefOfLine(place.line);
}

/** The input of a key; none for a key that no form has. */
export function hrefOfInput(config: Config, subject: Subject): string | undefined {
  const { scope, keyword = '', input = 0 } = subject;
  const panel = panelOf(scope, keyword);
  const field = fieldOf(scope, keyword);
  const name = field && inputNames(keyword, field.kind)[input];
  if (panel === undefined || name === undefined) return undefined;
  if (panel === 'global-settings' || panel === 'redundancy') return `/secure/${panel}#${idOf(name)}`;
  const { virtualServer, realServer } = refsOf(config, subject);
  if (virtualServer === undefined) return undefined;
  const page = {
    'virtual-server': virtualServerHref(virtualServer),
    'monitoring-scripts': `${virtualServerHref(virtualServer)}/monitoring-scripts`,
    'real-server': realServer && realServerHref(virtualServer, realServer),
    'virtual-servers': undefined,
    'real-servers': undefined,
  }[panel];
  return page && `${page}#${idOf(name)}`;
}

/** The list in which a block stands, for what has no input: its flag, and what it lacks as a whole. */
function hrefOfList(config: Config, subject: Subject): string | undefined {
  const { keyword } = subject;
  if (keyword !== undefined && panelOf(subject.scope, keyword) === undefined) return undefined;
  const { virtualServer, realServer } = refsOf(config, subject);
  if (virtualServer === undefined) return undefined;
  return realServer === undefined
    ? selectedIn(virtualServersHref, virtualServer)
    : selectedIn(realServersHref(virtualServer), realServer);
}

function refsOf({ virtualServers }: Config, { scope, block = -1, server = -1 }: Subject) {
  const virtualServer = scope === 'failover' ? undefined : virtualServers[block];
  return { virtualServer: virtualServer?.ref, realServer: virtualServer?.realServers[server]?.ref };
}

/** A line on FILE, which shows the part of the file that it is in. */
function hrefOfLine(line: number): string {
  return line === 0 ? '/secure/file' : `/secure/file?from=${line}#${lineId(line)}`;
}

/** The anchor of a line on FILE, counted from 1. */
export function lineId(line: number): string {
  return `line-${line}`;
}
