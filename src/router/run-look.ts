/** What each look sees. */

import type { LookAnswers, Printed } from '../core/router/look-shapes.js';
import type { Look } from '../core/router/verbs.js';
import { engineEvents } from './events.js';
import { engineLog } from './log.js';
import { observe } from './observe.js';
import { overridesInForce } from './override/kept.js';
import { preflight } from './preflight.js';
import { probe } from './probe.js';
import type { Router } from './router.js';

/** @param line what the look was told; most are told nothing */
type Work<Name extends Look> = (router: Router, line: string) => Promise<LookAnswers[Name]>;

const work: { readonly [Name in Look]: Work<Name> } = {
  observe,
  log: engineLog,
  overrides: overridesInForce,
  events: engineEvents,
  probe,
  preflight,
};

/** Looks once. @param line what the look was told; most are told nothing */
export async function runLook<Name extends Look>(
  router: Router,
  look: Name,
  line = '',
): Promise<Printed<Name>> {
  return { format: 1, look, seen: await work[look](router, line) };
}
