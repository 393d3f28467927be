import type { Measure } from '../../../core/live/series.js';
import type { Language } from '../../../text/index.js';

/** How numbers and times of one page are written. */
export interface Formats {
  /** In a sentence or a cell. */
  readonly number: (value: number) => string;
  /** On an axis, where room is short. */
  readonly axis: (value: number) => string;
  /** Hours and minutes. */
  readonly clock: (milliseconds: number) => string;
  /** With seconds. */
  readonly clockWithSeconds: (milliseconds: number) => string;
}

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR' };

/** The formats of a language; bytes are written short, as `1.2M`. */
export function formatsOf(language: Language, measure: Measure): Formats {
  const locale = locales[language];
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 });
  const long = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const exact = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const isInBytes = measure.startsWith('bytes');
  return {
    number: (value) => (isInBytes ? short : long).format(value),
    axis: (value) => short.format(value),
    clock: (milliseconds) => clock.format(milliseconds),
    clockWithSeconds: (milliseconds) => exact.format(milliseconds),
  };
}
