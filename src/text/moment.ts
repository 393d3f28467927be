import type { Language } from './index.js';

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR' };

/** A moment as a person reads it, in the time of this machine. @param milliseconds since 1970 */
export function momentText(milliseconds: number, language: Language): string {
  const format = new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeStyle: 'medium' });
  return format.format(milliseconds);
}
