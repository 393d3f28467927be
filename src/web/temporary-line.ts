/** The line about temporary weights at the head of every page, for as long as there are any. */

import type { FastifyRequest } from 'fastify';
import { type OverridesSeen, placedOverrides } from '../core/push/override-api.js';
import type { OverrideTarget } from '../core/router/override.js';
import { overrideText } from '../text/overrides.js';
import type { PanelName } from './panel-names.js';

/** Where they are given and put back. */
export const temporaryWeightsHref = '/secure/temporary-weights';

/** The page of one real server. */
export function temporaryWeightHref(target: OverrideTarget): string {
  return `${temporaryWeightsHref}?of=${encodeURIComponent(printTarget(target))}`;
}

/** What names a real server in an address: the service in the kernel's words, a blank, the server in them. */
export function printTarget({ destination, service }: OverrideTarget): string {
  return `${service} ${destination}`;
}

/** As many as the line names; CONTROL/MONITORING is the place to see all. */
const most = { anywhere: 3, control: 50 } as const;

/** The line; nothing where no temporary weight is in force, and on the page that lists them. */
export function temporaryLine(request: FastifyRequest, panel: PanelName, now: number) {
  const { language, overrides, words } = request;
  if (overrides === undefined || panel === 'temporary-weights') return undefined;
  const placed = placedOverrides(overrides, now);
  if (placed.length === 0) return undefined;
  const shown = placed.slice(0, panel === 'control' ? most.control : most.anywhere);
  const left = placed.length - shown.length;
  return {
    items: shown.map((one) => overrideText(one, words, language)),
    more: left > 0 ? words.overrides.more(left) : '',
    href: temporaryWeightsHref,
  };
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The temporary weights of both routers, as far as anybody knows. */
    overrides: OverridesSeen | undefined;
  }
}
