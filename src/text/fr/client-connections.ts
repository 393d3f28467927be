import type { clientConnections as english } from '../en/client-connections.js';
import type { Wording } from '../wording.js';

/** La page des connexions réparties en ce moment. */
export const clientConnections: Wording<typeof english> = {
  lead: 'Les connexions que le noyau répartit en ce moment, comme les donne ipvsadm -Lnc.',
  search: 'Recherche',
  text: 'Adresse, port ou nom :',
  state: 'État :',
  any: 'tous',
  all: 'toutes les connexions',
  gloss: { search: 'Chercher' },
  columns: {
    protocol: 'Protocole',
    client: 'Client',
    virtual: 'Serveur virtuel',
    server: 'Serveur réel',
    state: 'État',
    expires: 'Oubliée dans',
  },
  expires: (seconds) => `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`,
  count: (fitting, all) =>
    fitting === all ? `${all} en tout.` : `${fitting} sur ${all} correspondent à la recherche.`,
  byState: 'Par état :',
  none: 'Aucune connexion ne correspond.',
  noneAtAll: 'Aucune connexion en ce moment. Sur un routeur de secours, c’est normal.',
  range: (from, to) => `${from} à ${to}`,
  earlier: 'précédentes',
  later: 'suivantes',
  pages: 'Pages de connexions',
  readAt: 'Lu dans le noyau :',
  anew: 'Relire',
};
