import type { several as enSeveral } from '../en/several.js';
import type { Wording } from '../wording.js';

const rows = (count: number) => (count < 2 ? `${count} ligne` : `${count} lignes`);

/** SEVERAL AT ONCE, in French. */
export const several: Wording<typeof enSeveral> = {
  title: 'Serveurs virtuels et serveurs réels',
  lead: 'Cochez des serveurs virtuels et des serveurs réels, puis dites ce que tous doivent devenir. La page suivante montre ce que cela change et ce que cela provoque ; rien n’est enregistré avant ACCEPT. FILTER et TICK ALL repartent de zéro : filtrez d’abord, puis cochez.',
  empty: 'Il n’y a pas encore de serveur virtuel.',
  none: 'Aucune ligne ne contient tous ces mots.',
  shown: (shown, all) =>
    shown === all
      ? `${rows(all)}.`
      : `${shown} sur ${rows(all)} ; les autres ne sont ni affichées ni cochées.`,
  cut: (shown) =>
    `Seules les ${shown} premières lignes sont affichées. Filtrez pour en voir d’autres : ce qui n’est pas affiché n’est pas coché.`,
  of: (virtual) => `de ${virtual}`,
  serverOf: (server, virtual) => `${server} de ${virtual}`,
  gloss: {
    several: 'plusieurs à la fois',
    activate: 'activer',
    deactivate: 'désactiver',
    weight: 'fixer le poids',
    delete: 'supprimer',
    tickAll: 'tout cocher',
  },
  refusal: {
    nothing: 'Rien n’est coché : cochez d’abord des lignes.',
    noServer: 'Seuls les serveurs réels ont un poids, et aucun n’est coché.',
    noWeight: 'Indiquez le poids à côté de SET WEIGHT.',
    stray: (names, more) =>
      `Rien n’a été modifié. Depuis l’ouverture de la page, quelqu’un d’autre a modifié : ${names.join(', ')}${more > 0 ? `, et ${more} de plus` : ''}. Voici l’état actuel ; ce qui existe encore est coché.`,
  },
  review: {
    subject: 'VÉRIFICATION',
    question: (change, count) => {
      if (change.what === 'delete') return `Supprimer ${rows(count)} ?`;
      if (change.what === 'weight') return `Donner le poids ${change.weight} à ${rows(count)} ?`;
      return `${change.active ? 'Activer' : 'Désactiver'} ${rows(count)} ?`;
    },
    virtualServers: (count, names, more) =>
      `${count === 1 ? 'Serveur virtuel' : `${count} serveurs virtuels`} : ${names.join(', ')}${more > 0 ? `, et ${more} de plus` : ''}.`,
    realServers: (count, names, more) =>
      `${count === 1 ? 'Serveur réel' : `${count} serveurs réels`} : ${names.join(', ')}${more > 0 ? `, et ${more} de plus` : ''}.`,
    inner: (count) =>
      count === 1
        ? 'Un serveur réel disparaît avec son serveur virtuel.'
        : `${count} serveurs réels disparaissent avec leurs serveurs virtuels.`,
    comments: (count) =>
      count === 1
        ? 'Une ligne de commentaire disparaît avec eux.'
        : `${count} lignes de commentaire disparaissent avec eux.`,
    already: (count) =>
      count === 1
        ? 'Pour l’une d’elles, c’est déjà le cas : elle ne change pas.'
        : `Pour ${count} d’entre elles, c’est déjà le cas : elles ne changent pas.`,
    withoutWeight: (count) =>
      count === 1
        ? 'Un serveur virtuel n’a pas de poids : celui qui est coché reste tel quel.'
        : `Un serveur virtuel n’a pas de poids : les ${count} qui sont cochés restent tels quels.`,
    changes: 'Ce qui change, et ce que cela provoque une fois appliqué',
    nothing: 'Rien ne change : tout est déjà ainsi.',
    refused: 'Impossible d’enregistrer. Corrigez d’abord ceci, ou laissez ces lignes de côté :',
    stray:
      'Rien n’a été modifié : quelqu’un d’autre a modifié une partie de ceci après l’ouverture de la page. Voici ce que serait la modification maintenant.',
  },
  done: (count) =>
    `${count === 1 ? 'Une modification enregistrée' : `${count} modifications enregistrées`} dans lvs.cf, en une seule version.`,
  more: (count) => `et ${count} de plus`,
  copy: {
    question: (name) => `Copier le serveur virtuel ${name} sous ce nom :`,
    behind: (name) =>
      `La copie se place juste après ${name} dans lvs.cf et reste désactivée jusqu’à (DE)ACTIVATE.`,
    address: (address, port) =>
      `Son adresse et son port sont les mêmes : ${address}, port ${port}. Donnez-lui-en d’autres sur la page suivante, avant de l’activer.`,
    mark: (mark) => `Sa marque de pare-feu est la même : ${mark}.`,
    servers: (count) =>
      count === 0
        ? 'Il n’a pas de serveur réel.'
        : count === 1
          ? 'Son serveur réel est copié avec lui, activé ou non comme il l’est.'
          : `Ses ${count} serveurs réels sont copiés avec lui, activés ou non comme ils le sont.`,
    changed:
      'Rien n’a été copié : quelqu’un d’autre l’a modifié après l’ouverture de cette page. Voici l’état actuel.',
    done: (name, from) => `${name} est maintenant dans lvs.cf, comme copie de ${from}, désactivé.`,
    next: ['Donnez-lui une adresse ou un port à lui, puis ACCEPT.', 'Enfin, (DE)ACTIVATE le met en service.'],
  },
  same: {
    lead: (name) => `Donner à ${name} les serveurs réels d’un autre serveur virtuel.`,
    from: 'De',
    option: (name, servers) =>
      `${name} (${servers < 2 ? `${servers} serveur réel` : `${servers} serveurs réels`})`,
    how: {
      add: 'Ajouter les machines qui manquent ; celles qui sont là restent telles quelles.',
      replace: 'Remplacer : ce sont ensuite les mêmes, avec les mêmes poids, activées ou non.',
    },
    howTitle: 'Comment',
    question: (name, from) => `Donner à ${name} les serveurs réels de ${from} ?`,
    port: (from, name) =>
      `Un serveur réel qui écoute sur le port de ${from} écoute ici sur le port de ${name}.`,
    comments: (count) =>
      count === 1
        ? 'Une ligne de commentaire disparaît avec ceux qui partent.'
        : `${count} lignes de commentaire disparaissent avec ceux qui partent.`,
    nothing: 'Rien ne change : ils y sont déjà.',
    changed:
      'Rien n’a été modifié : quelqu’un d’autre a modifié l’un des deux après l’ouverture de cette page. Voici ce que cela donnerait maintenant.',
    gloss: { show: 'afficher' },
  },
};
