import { en } from './en.js';
import { fr } from './fr.js';
import type { Wording } from './wording.js';

/** The languages the console speaks, the default first. */
export const languages = ['en', 'fr'] as const;

/** A language the console speaks. */
export type Language = (typeof languages)[number];

/** Every sentence a person sees, in one language. */
export type Words = Wording<typeof en>;

const wordings: Readonly<Record<Language, Words>> = { en, fr };

/** The wording of one language. */
export function wordsFor(language: Language): Words {
  return wordings[language];
}
