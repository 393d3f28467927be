import { z } from 'zod';
import { overrideRouters } from '../../../core/push/override-api.js';
import { largestReportedWeight } from '../../../core/router/check-weight.js';
import type { OverrideOrder, OverrideTarget } from '../../../core/router/override.js';

/** A week: whoever needs a weight for longer writes it into lvs.cf. */
const mostMinutes = 10_080;

const text = (most: number) => z.string().trim().max(most).default('');

/** What the form sends, as it was typed. */
export const typedShape = z.object({
  of: text(200),
  do: z.enum(['drain', 'weight', 'put-back']),
  weight: text(20),
  minutes: text(20),
  routers: z.enum(overrideRouters).default('both'),
});

/** What was typed. */
export type Typed = z.output<typeof typedShape>;

/** What was typed wrongly. */
export type WrongField = 'server' | 'weight' | 'minutes';

/** The real server that an address names. */
export function readTarget(of: string): OverrideTarget | undefined {
  const [, service, destination] =
    /^((?:TCP|UDP|SCTP) \S{1,60}|FWM \d{1,10}) ([0-9A-Fa-f.:[\]]{1,60})$/.exec(of) ?? [];
  return service === undefined || destination === undefined ? undefined : { service, destination };
}

/** The order, or what was typed wrongly. @param now milliseconds since 1970 */
export function orderOf(typed: Typed, by: string, now: number): OverrideOrder | readonly WrongField[] {
  const target = readTarget(typed.of);
  const weight = weightOf(typed);
  const isForever = typed.do === 'put-back' || typed.minutes === '';
  const minutes = isForever ? 0 : numberIn(typed.minutes, 1, mostMinutes);
  const wrong: WrongField[] = [
    ...(target === undefined ? (['server'] as const) : []),
    ...(weight === undefined ? (['weight'] as const) : []),
    ...(minutes === undefined ? (['minutes'] as const) : []),
  ];
  if (target === undefined || weight === undefined || minutes === undefined) return wrong;
  return { ...target, weight, until: isForever ? null : now + minutes * 60_000, by: by.slice(0, 200) };
}

function weightOf(typed: Typed): OverrideOrder['weight'] | undefined {
  if (typed.do === 'put-back') return null;
  return typed.do === 'drain' ? 'drain' : numberIn(typed.weight, 0, largestReportedWeight);
}

function numberIn(text: string, least: number, most: number): number | undefined {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}
