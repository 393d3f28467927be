import type { NoRate, Rate } from '../core/ipvs/rates.js';
import type { LiveServer } from '../core/live/table.js';
import type { Language, Words } from './index.js';

/** The kernel's weight, and the one of lvs.cf where that is another; blank where the kernel has no such server. */
export function weightText({ live, wantedWeight }: Pick<LiveServer, 'live' | 'wantedWeight'>): string {
  if (live === undefined) return '';
  const isOther = wantedWeight !== undefined && wantedWeight !== live.weight;
  return isOther ? `${live.weight} (lvs.cf: ${wantedWeight})` : String(live.weight);
}

/** What passes in a second, in three short lines; one line where it is not known; blank where nothing is. */
export function rateText(
  rate: Rate | NoRate | undefined,
  { live: { rates: say } }: Words,
  language: Language,
): string {
  if (rate === undefined) return '';
  if (typeof rate === 'string') return say.unknown[rate];
  const packets = (perSecond: number) => say.packets(numberText(perSecond, language));
  const bytes = (perSecond: number) => bytesText(perSecond, say.units, language);
  const lines = say.texts(
    numberText(rate.connectionsPerSecond, language),
    { incoming: packets(rate.incomingPacketsPerSecond), outgoing: packets(rate.outgoingPacketsPerSecond) },
    { incoming: bytes(rate.incomingBytesPerSecond), outgoing: bytes(rate.outgoingBytesPerSecond) },
  );
  return lines.join('\n');
}

/** A small number keeps one digit behind the point: one connection in five seconds is not none. */
function numberText(number: number, language: Language): string {
  const maximumFractionDigits = number < 10 ? 1 : 0;
  return new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { maximumFractionDigits }).format(
    number,
  );
}

function bytesText(bytes: number, units: readonly string[], language: Language): string {
  let rest = bytes;
  let unit = 0;
  for (; rest >= 1000 && unit + 1 < units.length; unit += 1) rest /= 1000;
  return `${numberText(rest, language)} ${units[unit] ?? ''}`;
}
