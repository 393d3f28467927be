import type { live as english } from '../en/live.js';
import type { Wording } from '../wording.js';

/** La table de routage en direct, sur CONTROL/MONITORING. */
export const live: Wording<typeof english> = {
  gloss: 'table de routage en direct',
  columns: {
    name: 'Nom',
    address: 'Adresse',
    forward: 'Acheminement',
    weight: 'Poids',
    active: 'Actives',
    inactive: 'Inactives',
    rate: 'En une seconde',
    state: 'État',
  },
  states: {
    equal: 'comme dans lvs.cf',
    weight: 'autre poids',
    drained: 'vidé de ses clients',
    quiesced: 'mis au repos : son test ne réussit pas',
    out: 'hors service : son test ne réussit pas',
    stuck: 'coincé : absent du noyau alors que notre propre essai l’a trouvé en service',
    differs: 'autre que dans lvs.cf',
    missing: 'absent du noyau',
    extra: 'absent de lvs.cf',
    sorry: 'serveur de secours (sorry server)',
  },
  what: {
    scheduler: 'ordonnanceur',
    persistence: 'persistance',
    mask: 'masque',
    forwarding: 'acheminement',
    weight: 'poids',
  },
  persistent: (seconds) => `persistance ${seconds} s`,
  limits: ({ lower, upper }) =>
    `plus de nouveaux clients à partir de ${upper} connexions, de nouveau en dessous de ${lower}`,
  rates: {
    texts: (connections, packets, bytes) => [
      `${connections} nouvelles`,
      `${packets.incoming} reçus, ${packets.outgoing} envoyés`,
      `${bytes.incoming} reçus, ${bytes.outgoing} envoyés`,
    ],
    packets: (number) => `${number} p`,
    units: ['o', 'ko', 'Mo', 'Go', 'To'],
    unknown: {
      first: 'pas encore mesuré',
      time: 'pas encore mesuré',
      new: 'nouveau, pas encore mesuré',
      went_back: 'inconnu : compteurs remis en arrière',
    },
    measured: (seconds, at) =>
      `En une seconde : nouvelles connexions, paquets (p) et octets reçus des clients et envoyés à eux, en moyenne sur ${seconds} secondes jusqu’à ${at}.`,
    none: 'Ce qui passe en une seconde est connu à partir de la deuxième lecture des compteurs ; ils sont lus toutes les dix secondes tant que quelqu’un regarde.',
  },
  difference: (what, wanted, live) => `${what} ${live}, lvs.cf dit ${wanted}`,
  readAt: 'Lu dans le noyau :',
  follows: (seconds) =>
    `Les chiffres se mettent à jour d’eux-mêmes, ${seconds === 1 ? 'une fois par seconde' : `toutes les ${seconds} secondes`}.`,
  lost: 'La console ne répond pas : ces chiffres sont anciens.',
  never: 'pas encore',
  old: 'La dernière lecture n’a rien donné ; ces chiffres sont plus anciens.',
  unknownFile: 'lvs.cf est illisible : personne ne peut dire ce qui est voulu.',
  empty: 'Ni lvs.cf ni le noyau n’ont de service.',
  part: (part, parts, services) => `Partie ${part} sur ${parts} ; ${services} services en tout.`,
  connections: 'Qui est connecté à quoi, dans quel état',
  earlier: 'précédente',
  later: 'suivante',
};
