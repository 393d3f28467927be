import type { virtualServer as enServer, virtualServers as enServers } from '../en/virtual-servers.js';
import type { Wording } from '../wording.js';

/** The panel VIRTUAL SERVERS, in French. */
export const virtualServers: Wording<typeof enServers> = {
  empty: 'Il n’y a pas encore de serveur virtuel.',
  begin:
    'Un serveur virtuel est ce à quoi les clients se connectent : une adresse et un port, avec derrière eux les serveurs réels qui répondent. ADD ouvre le formulaire du premier.',
  title: 'Serveurs virtuels',
  realServers: (active, all) => (all === 0 ? 'aucun' : `${active} sur ${all}`),
  mark: (mark) => `marque ${mark}`,
};

/** The panel VIRTUAL SERVER, in French. */
export const virtualServer: Wording<typeof enServer> = {
  accept: '-- Cliquez ici pour appliquer les modifications de cette page',
  cancel: '-- Cliquez ici pour annuler les modifications',
  statusHint: 'ce que dit le fichier, et non si les serveurs sont en vie',
  adding:
    'Rien n’est enregistré avant ACCEPT. REAL SERVER et MONITORING SCRIPTS se remplissent une fois que le serveur virtuel existe ; il reste désactivé jusqu’à (DE)ACTIVATE.',
  added: (name) => `Le serveur virtuel ${name} est maintenant dans lvs.cf, désactivé.`,
  part: (name, trouble) => `Serveur réel ${name} : ${trouble}.`,
  next: [
    'Ensuite, REAL SERVER : saisissez les machines qui répondent.',
    'Puis MONITORING SCRIPTS : dites comment leur santé est contrôlée. HTTP est déjà préparé.',
    'Enfin, (DE)ACTIVATE met le serveur virtuel en service.',
  ],
};
