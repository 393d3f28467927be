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
    state: 'État',
  },
  states: {
    equal: 'comme dans lvs.cf',
    weight: 'autre poids',
    drained: 'vidé de ses clients',
    quiesced: 'mis au repos : son test ne réussit pas',
    out: 'hors service : son test ne réussit pas',
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
