import type { realServer as enServer, realServers as enServers } from '../en/real-servers.js';
import type { Wording } from '../wording.js';

/** The panel REAL SERVER, in French. */
export const realServers: Wording<typeof enServers> = {
  empty: (virtual) => `${virtual} n’a pas encore de serveur réel.`,
  begin:
    'Un serveur réel est une machine qui répond pour le serveur virtuel. ADD ouvre le formulaire du premier.',
  title: (virtual) => `Serveurs réels de ${virtual}`,
};

/** The form of one real server, in French. */
export const realServer: Wording<typeof enServer> = {
  adding: 'Rien n’est enregistré avant ACCEPT. Le serveur réel reste désactivé jusqu’à (DE)ACTIVATE.',
  added: (name, virtual) => `Le serveur réel ${name} de ${virtual} est maintenant dans lvs.cf, désactivé.`,
  next: ['(DE)ACTIVATE le met en service.'],
};
