import type { Difference } from '../../core/lvscf/diff.js';
import type { saving as enSaving, units as enUnits } from '../en/saving.js';
import type { Wording } from '../wording.js';

const place = ({ scope, virtual, server }: Difference) => {
  if (scope === 'global') return '';
  if (scope === 'failover') return `service de bascule ${virtual} : `;
  return scope === 'virtual' ? `serveur virtuel ${virtual} : ` : `serveur réel ${server} de ${virtual} : `;
};

const object = ({ scope, virtual, server }: Difference) => {
  if (scope === 'failover') return `service de bascule ${virtual}`;
  return scope === 'virtual' ? `serveur virtuel ${virtual}` : `serveur réel ${server} de ${virtual}`;
};

const changed = (difference: Difference): string => {
  const { what, keyword, from, to } = difference;
  if (what === 'added') return `${object(difference)} ajouté`;
  if (what === 'removed') return `${object(difference)} supprimé`;
  if (what === 'renamed') return `${object(difference)} : renommé, il s’appelait ${from}`;
  if (what === 'comments') return 'commentaires, lignes vides ou ordre des lignes modifiés';
  if (from === undefined) return `${place(difference)}${keyword} = ${to} (nouveau)`;
  if (to === undefined) return `${place(difference)}${keyword} retiré (c’était ${from})`;
  return `${place(difference)}${keyword} = ${to} (c’était ${from})`;
};

const runs = ({ what, runsAs }: Difference) => {
  if (runsAs === undefined) return '';
  return what === 'added'
    ? `, avec un programme qui tourne sous ${runsAs}`
    : ` – un programme qui tourne sous ${runsAs}`;
};

/** What a save did, and what stands in its way. */
export const saving: Wording<typeof enSaving> = {
  saved: 'Enregistré dans lvs.cf.',
  unsaved:
    'Ce que vous avez saisi dans les autres champs y est encore, et n’est pas enregistré pour l’instant.',
  nothingChanged: 'Rien n’a changé, donc rien n’a été écrit.',
  difference: (difference) => `${changed(difference)}${runs(difference)}`,
  runs: (account) => `un programme qui tourne sous ${account}`,
  readOnly: {
    structure:
      'Ce panneau peut être consulté mais pas enregistré : des lignes du fichier ne forment pas les blocs voulus. Corrigez-les d’abord sur la page FILE.',
    carriage_returns:
      'Ce panneau peut être consulté mais pas enregistré : le fichier contient des retours chariot, et le démon n’en lit que la première ligne. Convertissez-le d’abord sur la page FILE.',
    link: 'Ouvrir la page FILE',
  },
  gone: 'Rien n’a été enregistré. Voici ce que vous aviez saisi, pour que vous puissiez le réutiliser.',
  elsewhere: 'Rien n’a été enregistré : la modification créerait des problèmes ailleurs dans le fichier.',
};

/** What numbers count. */
export const units: Wording<typeof enUnits> = { seconds: 'secondes' };
