import type { globalSettings as english } from '../en/global-settings.js';
import type { Wording } from '../wording.js';

/** The panel GLOBAL SETTINGS, in French. */
export const globalSettings: Wording<typeof english> = {
  gloss: { environment: 'Environnement' },
  accept: '-- Cliquez ici pour appliquer les modifications de cette page',
  natOnly: 'Avec NAT seulement',
  natKept: 'Un autre type de réseau n’utilise pas ces trois champs ; leurs valeurs restent dans le fichier.',
};
