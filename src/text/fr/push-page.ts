import type { Because } from '../../core/push/order.js';
import type { pushPage as english } from '../en/push-page.js';
import type { Wording } from '../wording.js';

const because: Record<Because, string> = {
  router_addresses: 'les adresses des routeurs',
  router_id: 'le numéro de routeur virtuel',
  heartbeat_device: 'l’interface du battement de cœur',
  interval: 'le temps entre deux battements',
  stable_address: 'la première adresse flottante',
  pair: 'la présence d’un routeur de secours',
};

const changes = (count: number) => (count < 2 ? `${count} modification` : `${count} modifications`);

/** The panel PUSH, and the line about the other router at the head of every page, in French. */
export const pushPage: Wording<typeof english> = {
  gloss: {
    push: 'Envoyer à l’autre routeur',
    dryRun: 'Essai à blanc',
    keepOurs: 'Garder le nôtre',
    takeTheirs: 'Prendre le leur',
    takeChosen: 'Prendre ce qui est coché',
    connection: 'Connexion',
    again: 'Recommencer',
  },
  state: {
    label: (to) => `Autre routeur ${to} :`,
    not_looked: 'pas encore consulté',
    unfinished: 'la connexion n’est pas encore complète',
    unreachable: (since) => `injoignable depuis ${since}`,
    never_pushed: 'rien n’y a encore été envoyé',
    in_sync: 'à jour',
    to_push: (count) => {
      if (count === 0) return 'le texte à envoyer, aucun réglage ne diffère';
      return count === null ? 'des modifications à envoyer' : `${changes(count)} à envoyer`;
    },
    changed_there: 'son lvs.cf y a été modifié',
    both_changed: 'lvs.cf a été modifié sur les deux routeurs',
    running: (by) => `un envoi est en cours, par ${by}`,
    age: (seconds) => {
      if (seconds < 2) return 'vu à l’instant';
      if (seconds < 120) return `vu il y a ${seconds} s`;
      return seconds < 7200
        ? `vu il y a ${Math.floor(seconds / 60)} min`
        : `vu il y a ${Math.floor(seconds / 3600)} h`;
    },
  },
  asking: 'L’autre routeur est interrogé…',
  offer: 'L’autre routeur n’a pas encore cela.',
  lead: 'PUSH envoie lvs.cf à l’autre routeur, l’y vérifie, garde le fichier qui s’y trouvait, relit chaque octet, puis l’y applique.',
  notSetUp: 'Aucune connexion avec l’autre routeur n’est encore établie.',
  failed: 'L’autre routeur n’a pas pu être comparé à celui-ci',
  running: {
    title: 'En cours',
    lead: (by, since) => `Commencé par ${by} le ${since}. Cette page suit d’elle-même.`,
    elsewhere: 'Commencé ailleurs : les étapes seront énumérées ici à la fin.',
  },
  kind: {
    never_pushed: 'Rien n’a encore été envoyé à ce routeur.',
    in_sync: 'Les deux routeurs ont le même fichier, octet pour octet.',
    to_push: 'L’autre routeur a le fichier envoyé en dernier.',
    changed_there:
      'Quelqu’un a modifié le fichier sur l’autre routeur depuis le dernier envoi. Ici, rien n’a changé.',
    both_changed: 'Le fichier a été modifié sur les deux routeurs depuis le dernier envoi.',
  },
  onBackup:
    'Ce routeur est celui de secours : un envoi va au routeur primaire. D’ordinaire, il va dans l’autre sens.',
  hash: {
    both: 'Sur les deux routeurs :',
    here: 'Ici :',
    there: 'Là-bas :',
    last: 'Envoyé en dernier :',
    none: 'pas de fichier',
    note: 'SHA-256 de lvs.cf : sha256sum affiche la même valeur sur chaque routeur.',
  },
  copyOnly:
    'LVS Console n’est pas installée sur l’autre routeur : le fichier y est copié et relu, mais personne là-bas ne le vérifie ni ne l’applique.',
  refused:
    'Le fichier d’ici contient des erreurs que le démon refuse. Rien n’est envoyé avant leur correction.',
  toPush: {
    title: 'Ce qu’un envoi y change',
    nothing: 'Aucun réglage. Seuls des commentaires, des blancs ou l’ordre des lignes diffèrent.',
  },
  doneThere: 'Ce qui a été modifié là-bas depuis le dernier envoi',
  doneHere: 'Ce qui a été modifié ici depuis le dernier envoi',
  asText: 'En texte : - s’y trouve maintenant, + se trouve ici',
  leftOut: 'Le reste n’est pas montré.',
  applyThere: 'L’y appliquer aussi, pour qu’il compte aussitôt',
  together: (reasons) =>
    `L’appliquer ici en même temps : les routeurs ne s’entendent que tant qu’ils s’accordent sur ${reasons.map((one) => because[one]).join(', ')}.`,
  hints: {
    connection: '-- Adresse, clé d’hôte, connexion et essai',
    push: '-- Chaque étape est montrée dès qu’elle est faite',
    dryRun: '-- Vérifie tout là-bas et ne change rien',
    keepOurs: '-- Le fichier d’ici remplace le leur. Le leur est gardé là-bas comme fichier précédent.',
    takeTheirs: '-- Leur fichier remplace celui d’ici. Celui d’ici reste dans l’historique.',
    takeChosen:
      '-- Ce qui est coché est pris là-bas et mis dans le fichier d’ici. Envoyez ensuite le résultat.',
  },
  choose: {
    title: 'Le fichier de là-bas n’a pas été envoyé d’ici',
    lead: 'Rien n’est remplacé avant votre choix : garder le nôtre, prendre le leur, ou décider objet par objet.',
    leadRefused:
      'Rien n’est remplacé avant votre choix. Le nôtre ne peut pas être envoyé tant qu’il contient des erreurs.',
    ours: 'Garder le nôtre',
    theirs: 'Prendre le leur',
    perObject: 'Objet par objet',
    perObjectLead: 'Cochez ce qui doit être pris de l’autre routeur ; le reste demeure comme ici.',
    columns: { object: 'Objet', here: 'Ici', there: 'Là-bas', changedBy: 'Modifié' },
    unmergeable: {
      ours_refused:
        'Objet par objet n’est pas possible : le fichier d’ici contient des erreurs que le démon refuse.',
      theirs_refused:
        'Objet par objet n’est pas possible : le fichier de là-bas contient des erreurs que le démon refuse.',
    },
    nothingTicked: 'Rien n’était coché : rien n’a été pris.',
  },
  object: ({ scope, virtual, server }) => {
    if (scope === 'global') return 'GLOBAL SETTINGS';
    if (scope === 'redundancy') return 'REDUNDANCY';
    if (scope === 'server') return `serveur réel ${server} de ${virtual}`;
    return scope === 'failover' ? `service de reprise ${virtual}` : `serveur virtuel ${virtual}`;
  },
  changedBy: { ours: 'ici', theirs: 'là-bas', both: 'des deux côtés', unknown: 'inconnu' },
  absent: 'absent',
  present: 'en entier',
  done: {
    theirs:
      'Le fichier de l’autre routeur est maintenant celui d’ici. APPLY le fait exécuter par ce routeur.',
    chosen:
      'Ce qui était coché a été pris de l’autre routeur. Envoyez le résultat, pour que les deux l’aient.',
    push: { ok: 'Envoyé.', failed: 'Tout n’a pas été fait : voyez les étapes.' },
    dryRun: {
      ok: 'Un envoi irait jusqu’au bout. Rien n’a été changé.',
      failed: 'Un envoi échouerait. Rien n’a été changé.',
    },
  },
  receipts: {
    title: 'Ce qui a été fait',
    none: 'Rien n’a encore été envoyé d’ici.',
    what: { push: 'PUSH', dry_run: 'DRY RUN' },
    line: (by, to, version) =>
      [`par ${by}, vers ${to}`, version && `version ${version} là-bas`].filter(Boolean).join(', '),
    hashes: (here, there) => `SHA-256 ici ${here}, là-bas ${there}`,
    unknownHash: 'inconnue',
    ok: 'fait',
    failed: 'échoué',
    earlier: 'Les précédentes',
  },
};
