import type { jump as english } from '../en/jump.js';
import type { Wording } from '../wording.js';

/** The box in the head of every page, and what it finds, in French. */
export const jump: Wording<typeof english> = {
  label: 'Aller à',
  title: 'Recherche',
  lead: 'Saisissez un nom, une adresse, un port, une marque de pare-feu, un panneau ou un champ dans la case en tête de chaque page. HTTP/web1 est le serveur réel web1 du serveur virtuel HTTP.',
  count: (count, typed) =>
    count === 0
      ? `Rien ne s’appelle « ${typed} ».`
      : count === 1
        ? `Un résultat pour « ${typed} »`
        : `${count} résultats pour « ${typed} »`,
  more: (count) =>
    count === 1
      ? 'Un autre n’est pas affiché : précisez le nom.'
      : `${count} autres ne sont pas affichés : précisez le nom.`,
  partOf: (virtualServer) => `de ${virtualServer}`,
  kinds: {
    virtualServer: 'Serveurs virtuels',
    realServer: 'Serveurs réels',
    panel: 'Panneaux',
    field: 'Champs',
  },
};
