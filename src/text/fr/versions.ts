import type { RunningUnknown } from '../../core/versions/failures.js';
import type { RestoreObject } from '../../core/versions/object.js';
import type { Side } from '../../core/versions/side.js';
import type { versions as english, versionReasons as englishReasons } from '../en/versions.js';
import type { Wording } from '../wording.js';

const runningUnknown: Record<RunningUnknown, string> = {
  nothing: 'Rien n’a encore été appliqué sur ce routeur.',
  foreign: 'La configuration de ce routeur n’a pas été faite par LVS Console.',
  unknown:
    'Ce qui tourne ici a été fait d’un lvs.cf qu’aucune version ne contient : il a été appliqué avant que cette console ne garde des versions, ou par quelqu’un d’autre.',
  unreadable: 'Le compte de la console ne peut pas voir ce qui a été appliqué ici.',
};

/** Why something cannot be done with versions, in French. */
export const versionReasons: Wording<typeof englishReasons> = {
  no_such_version: ({ number }) => ({
    title: 'Cette version n’existe pas',
    text: `Il n’y a pas de version ${number}. Au-delà de 90 jours, une seule version par jour est gardée, sauf celles qui sont épinglées.`,
    advice: [],
  }),
  undo_moved_on: () => ({
    title: 'Rien n’a été annulé',
    text: 'Le fichier a été modifié après l’ouverture de cette page : la dernière modification est une autre à présent.',
    advice: [],
  }),
  nothing_to_undo: () => ({
    title: 'Rien ne peut être annulé',
    text: 'Aucune version d’avant la dernière modification n’est gardée.',
    advice: [],
  }),
  running_unknown: ({ why }) => ({
    title: 'Personne ne peut dire de quoi est fait ce qui tourne ici',
    text: runningUnknown[why],
    advice: why === 'foreign' || why === 'nothing' ? [] : ['On le saura après le prochain APPLY.'],
  }),
  object_not_there: ({ object }) => ({
    title: 'Impossible de le ramener',
    text: `${object} : la version ne le contient pas, ou le fichier n’a pas le serveur virtuel dont il fait partie.`,
    advice: ['Un serveur réel revient avec son serveur virtuel.'],
  }),
  not_by_object: ({ which }) => ({
    title: 'Pas objet par objet',
    text:
      which === 'file'
        ? 'Le fichier contient des erreurs que le démon refuse : on ne peut pas y mettre un objet isolé.'
        : 'La version contient des erreurs que le démon refuse : on ne peut pas en tirer un objet isolé.',
    advice: ['On peut restaurer la version entière, ou la comparer et la recopier.'],
  }),
};

const object = (one: RestoreObject) => {
  if (one.scope === 'head') return 'l’en-tête du fichier';
  if (one.scope === 'server') return `serveur réel ${one.server} de ${one.virtual}`;
  return one.scope === 'failover' ? `service de bascule ${one.virtual}` : `serveur virtuel ${one.virtual}`;
};

const side = (one: Side) => {
  if (one === 'saved') return 'le fichier tel qu’il est enregistré';
  if (one === 'running') return 'ce qui tourne sur ce routeur';
  return one === 'backup' ? 'ce qu’a l’autre routeur' : `la version ${one}`;
};

const lines = (count: number) => (count < 2 ? `${count} ligne` : `${count} lignes`);

/** The pages of VERSIONS, and the line about the last change on every page, in French. */
export const versions: Wording<typeof english> = {
  gloss: {
    search: 'Chercher',
    compare: 'Comparer',
    restore: 'Restaurer',
    undo: 'Annuler',
    redo: 'Rétablir',
    pin: 'Épingler',
    unpin: 'Ne plus épingler',
    note: 'Garder la note',
    download: 'Télécharger',
    find: 'Trouver',
    cancel: 'Annuler',
  },
  object,
  side,
  lead: 'Chaque état enregistré de lvs.cf, le plus récent en premier. Chacun peut être consulté, comparé et ramené ; rien ne s’y perd, car ce qu’il remplace reste ici aussi.',
  compareNow: 'Comparer le fichier tel qu’il est enregistré avec',
  outside: 'hors de la console',
  otherPanels: { 'command line': 'ligne de commande' },
  nobody: '(inconnu)',
  isNow: 'le fichier actuel',
  pinned: 'épinglée',
  skipped: 'jamais en usage',
  skippedMeans:
    'Jamais en usage : l’enregistrement a été interrompu avant d’atteindre le fichier, ou le fichier a été remis en arrière hors de la console.',
  andMore: (count) => (count < 2 ? `et ${count} autre` : `et ${count} autres`),
  notWritten: 'Ce qu’elle a modifié n’a pas été noté ; sa page le montre.',
  noChange: 'Aucun réglage n’a changé.',
  firstOne: 'La première version.',
  head: { from: 'De', to: 'À', number: 'Version', time: 'Date', who: 'Qui', what: 'Ce qui a changé' },
  fromVersion: (number) => `De la version ${number}`,
  toVersion: (number) => `À la version ${number}`,
  title: 'Versions',
  none: 'Aucune version n’a été trouvée.',
  pages: 'Parties de la liste',
  newest: 'Les dernières',
  newer: 'Plus récentes',
  older: 'Plus anciennes',
  filter: {
    title: 'Recherche',
    user: 'Utilisateur',
    panel: 'Panneau',
    object: 'Serveur ou clé',
    note: 'Note',
    from: 'De',
    to: 'Jusqu’à',
    any: 'tous',
    all: 'Tout montrer',
    notAMoment: (text) => `${text} n’est pas une date comprise ici.`,
    help: 'Une partie du nom suffit. De et Jusqu’à : 2026-11-20, 2026-11-20 14:30, ou il y a combien de temps : 12h, 7d',
  },
  deleted: {
    title: 'Trouver ce qui a été supprimé',
    subject: 'supprimés',
    lead: 'Les serveurs virtuels et réels qui ont été dans lvs.cf et n’y sont plus. RESTORE montre d’abord ce qui reviendrait.',
    name: 'Nom',
    help: 'Une partie du nom ; sans rien, tout est énuméré, le dernier supprimé en premier.',
    none: 'Rien de ce nom n’a été supprimé, ou il est revenu.',
    head: { object: 'Quoi', when: 'Supprimé', who: 'Qui' },
    last: (number) => `en dernier dans la version ${number}`,
    cut: 'Il y a plus de suppressions que cette liste n’en montre ; une plus longue partie du nom en trouve moins.',
  },
  one: {
    subject: (number) => `version ${number}`,
    isNow: 'C’est le fichier actuel.',
    older: (number) => `La version ${number}, avant elle`,
    newer: (number) => `La version ${number}, après elle`,
    state: 'État',
    time: 'Enregistrée',
    who: 'Par',
    panel: 'Panneau',
    note: 'Note',
    hash: 'SHA-256',
    size: 'Taille',
    bytes: (bytes, count) => `${bytes} octets, ${lines(count)}`,
    changes: 'Ce qu’elle a modifié',
    before: (number) => `Par rapport à la version ${number}, dont elle est issue.`,
    beforeGone: 'La version dont elle est issue n’est plus gardée.',
    compareTitle: 'Comparer',
    with: (other) =>
      typeof other === 'number' ? `avec la version ${other}, qui la précède` : `avec ${side(other)}`,
    withNumber: 'avec la version',
    noteTitle: 'Note et épingle',
    noteHelp: 'Pour ceux qui viendront après vous : pourquoi cette modification, ou à quoi cet état est bon.',
    pinHelp:
      'Une version épinglée est gardée pour toujours. Des autres, il n’en reste qu’une par jour après 90 jours.',
    noted: 'La note est gardée.',
    pinnedNow: 'Cette version est gardée pour toujours.',
    unpinnedNow: 'Cette version pourra disparaître quand elle sera ancienne.',
    restoreTitle: 'La ramener',
    restoreHint: '-- Montre d’abord ce qui changerait',
    same: 'Le fichier contient les mêmes octets à présent.',
    objectsLead:
      'Ou l’un de ses objets seulement. Ceux-ci sont autres dans le fichier à présent, ou n’y sont plus :',
    gone: 'supprimé depuis',
    differs: 'diffère',
    objectsCut: (count) => `${count} autres diffèrent ; COMPARE les montre tous.`,
    notByObject: {
      file: 'Aucun objet isolé ne peut être ramené tant que le fichier contient des erreurs que le démon refuse.',
      version:
        'Aucun objet isolé ne peut être tiré de cette version : elle contient des erreurs que le démon refuse.',
    },
    textTitle: 'Le texte',
    part: (from, to, total) => `Lignes ${from} à ${to} sur ${total}`,
    parts: 'Parties du texte',
    previousLines: 'Lignes précédentes',
    nextLines: 'Lignes suivantes',
  },
  compare: {
    subject: (from, to) => `${from} → ${to}`,
    title: 'Comparer',
    from: 'De',
    to: 'À',
    help: 'Le numéro d’une version, ou saved (enregistré), running (ce qui tourne ici), backup (l’autre routeur).',
    notASide: (text) => `${text} n’est ni un numéro ni l’un de ces mots.`,
    sides: 'Ce qui est comparé',
    changes: 'Ce qui diffère',
    same: 'Les deux sont identiques, octet pour octet.',
    noSetting:
      'Aucun réglage. Seuls des commentaires, des blancs, le numéro de série ou l’ordre des lignes diffèrent.',
    cut: (count) => `${count} autres ne sont pas montrées.`,
    textTitle: 'En texte',
    textLead: (from, to) => `- ${from}, + ${to}`,
    textCut: 'Le reste n’est pas montré.',
    noVersion: 'Aucune version n’a ces octets.',
    swap: 'Dans l’autre sens',
    failed: 'La comparaison n’a pas pu être faite',
  },
  restore: {
    subject: (what, number) => (what === '' ? `restaurer la version ${number}` : `restaurer ${what}`),
    whole: (number) => `Mettre toute la version ${number} à la place du fichier ?`,
    object: (what, number) => `Ramener ${what} tel qu’il était dans la version ${number} ?`,
    means:
      'Cela enregistre une nouvelle version de lvs.cf ; celle d’à présent reste dans la liste. Ce qui tourne ne change pas avant APPLY.',
    wholeBytes: 'Le fichier aura les octets de cette version, son numéro de série aussi.',
    changes: 'Ce qui change dans le fichier',
    refused: 'Restauration impossible : le fichier aurait ces problèmes, qu’il n’a pas à présent.',
    changed:
      'Rien n’a été restauré : le fichier a été modifié après l’ouverture de cette page. Voici ce que ce serait à présent.',
    nothing: 'Rien à ramener : le fichier est déjà ainsi.',
    done: (number) => `La version ${number} est restaurée.`,
    kept: (number) => `Enregistré dans lvs.cf, version ${number}.`,
    objectDone: (what, number) => `Ramené de la version ${number} : ${what}.`,
  },
  last: {
    label: 'Dernière modification :',
    line: (time, who) => `${time}, par ${who}`,
    outside: (time) => `${time}, hors de la console`,
    undoHint: 'revient sur la dernière modification de lvs.cf',
    redoHint: 'refait la modification qui a été annulée',
    done: (number) => `La version ${number} est annulée : lvs.cf est comme avant elle.`,
    redone: 'Refait : lvs.cf est comme avant l’annulation.',
  },
};
