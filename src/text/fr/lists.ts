import type { lists as enLists, removal as enRemoval } from '../en/lists.js';
import type { Wording } from '../wording.js';

/** The lists of virtual servers and of real servers, in French. */
export const lists: Wording<typeof enLists> = {
  status: {
    up: { text: 'up', gloss: 'activé' },
    down: { text: 'down', gloss: 'désactivé' },
    undef: { text: 'undef', gloss: 'illisible' },
  },
  gloss: {
    add: 'ajouter',
    delete: 'supprimer',
    edit: 'modifier',
    toggle: '(dés)activer',
    filter: 'filtrer',
    copy: 'copier',
    up: 'monter',
    down: 'descendre',
    same: 'mêmes serveurs réels',
    accept: 'accepter',
    cancel: 'annuler',
  },
  columns: {
    status: 'état',
    name: 'nom',
    vip: 'adresse virtuelle',
    netmask: 'masque',
    port: '',
    protocol: 'protocole',
    interface: '',
    realServers: 'serveurs réels activés',
    address: 'adresse',
    weight: 'poids',
  },
  note: 'Choisissez une ligne par son bouton rond avant EDIT, DELETE, (DE)ACTIVATE, MOVE UP, MOVE DOWN ou COPY ; un nom mène directement à son formulaire, et un titre de colonne trie ce qui est affiché. L’ordre du fichier ne change que par MOVE UP et MOVE DOWN, présents tant que la liste le montre. STATUS est ce que dit le fichier, et non si les serveurs sont en vie.',
  filter: 'Lignes contenant',
  showAll: 'Afficher toutes les lignes',
  inFileOrder: 'Toutes les lignes, dans l’ordre du fichier',
  found: (shown, all) =>
    shown === 0 ? 'Aucune ligne ne contient tous ces mots.' : `${shown} sur ${all} lignes.`,
  moved: {
    up: (name) => `${name} est monté d’une place dans lvs.cf, avec les commentaires placés juste au-dessus.`,
    down: (name) =>
      `${name} est descendu d’une place dans lvs.cf, avec les commentaires placés juste au-dessus.`,
    atEnd: (name) => `${name} est déjà au bout de la liste.`,
  },
  chooseFirst: 'Choisissez d’abord une ligne.',
  stale: (name, status) =>
    `Rien n’a été modifié. ${name} est déjà ${status} : quelqu’un d’autre l’a changé après l’ouverture de cette page.`,
  notActivated: (name) =>
    `${name} n’a pas été activé, car il ne pourrait pas fonctionner tel quel. Corrigez d’abord ceci :`,
  switched: (name, status) => `${name} est maintenant ${status} dans lvs.cf.`,
  problems: (errors, warnings) =>
    [
      errors === 0 ? '' : errors === 1 ? '1 erreur' : `${errors} erreurs`,
      warnings === 0 ? '' : warnings === 1 ? '1 avertissement' : `${warnings} avertissements`,
    ]
      .filter(Boolean)
      .join(', '),
  byDefault: 'par défaut',
};

/** The page that asks before something is deleted, in French. */
export const removal: Wording<typeof enRemoval> = {
  lines: 'Ces lignes du fichier disparaissent :',
  changed:
    'Rien n’a été supprimé : quelqu’un d’autre a fait une modification après l’ouverture de cette page. Voici l’état actuel.',
  comments: (count) =>
    count === 1
      ? 'Une ligne de commentaire qui s’y trouve disparaît aussi.'
      : `${count} lignes de commentaire qui s’y trouvent disparaissent aussi.`,
  virtualServer: {
    question: (name) => `Supprimer le serveur virtuel ${name} ?`,
    realServers: (names) =>
      names.length === 1
        ? `Son serveur réel ${names.join('')} disparaît avec lui.`
        : `Ses ${names.length} serveurs réels disparaissent avec lui : ${names.join(', ')}.`,
    noRealServers: 'Il n’a pas de serveur réel.',
    active: 'Il est activé : sans lui, les clients qui se connectent à son adresse restent sans réponse.',
    mark: (mark, others) =>
      `La marque de pare-feu ${mark} est partagée avec ${others.join(', ')}, qui ${others.length === 1 ? 'reste' : 'restent'}.`,
    address: (address, others) =>
      `${address} est aussi l’adresse de ${others.join(', ')}, qui ${others.length === 1 ? 'reste' : 'restent'}.`,
    lastActive: 'C’est le seul serveur virtuel activé.',
  },
  realServer: {
    question: (name, virtual) => `Supprimer le serveur réel ${name} de ${virtual} ?`,
    active: 'Il est activé : sans lui, sa part des clients va aux autres.',
    lastActive: (virtual) =>
      `C’est le seul serveur réel activé de ${virtual} : sans lui, personne ne répond aux clients.`,
    elsewhere: (address, others) =>
      `${address} est aussi un serveur réel de ${others.join(', ')}, et y reste.`,
  },
};
