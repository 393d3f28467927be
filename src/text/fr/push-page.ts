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
    push: 'Copier sur l’autre routeur',
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
    unreachable: (since) => `injoignable depuis ${since}`,
    never_pushed: 'rien n’y a encore été copié',
    in_sync: 'en accord, le même fichier des deux côtés',
    to_push: (count) => (count === null ? 'des modifications à copier' : `${changes(count)} à copier`),
    changed_there: 'son fichier y a été modifié',
    both_changed: 'son fichier y a été modifié, et celui d’ici aussi',
    running: (by) => `une copie est en cours, par ${by}`,
    age: (seconds) => {
      if (seconds < 2) return 'vu à l’instant';
      if (seconds < 120) return `vu il y a ${seconds} s`;
      return seconds < 7200
        ? `vu il y a ${Math.floor(seconds / 60)} min`
        : `vu il y a ${Math.floor(seconds / 3600)} h`;
    },
    look: 'Regarder',
  },
  lead: 'PUSH copie lvs.cf sur l’autre routeur, l’y vérifie, garde le fichier qui s’y trouvait, relit chaque octet, puis l’y applique.',
  notSetUp: 'Aucune connexion avec l’autre routeur n’est établie : rien ne peut encore y être copié.',
  setUp: 'Elle s’établit sur CONNECTION.',
  failed: 'L’autre routeur n’a pas pu être comparé à celui-ci',
  running: {
    title: 'En cours',
    lead: (by, since) => `Commencé par ${by} à ${since}. Cette page suit d’elle-même.`,
    elsewhere: 'Commencé ailleurs : les étapes seront énumérées ici une fois terminées.',
  },
  kind: {
    never_pushed: 'Rien n’a encore été copié sur ce routeur.',
    in_sync: 'Les deux routeurs ont le même fichier, octet pour octet.',
    to_push: 'L’autre routeur a le fichier copié en dernier.',
    changed_there:
      'Quelqu’un a modifié le fichier sur l’autre routeur depuis la dernière copie. Ici, rien n’a changé.',
    both_changed: 'Le fichier a été modifié sur les deux routeurs depuis la dernière copie.',
  },
  onBackup:
    'Ce routeur est celui de secours. Modifiez sur le routeur primaire et copiez depuis celui-là, sauf s’il est hors service.',
  copyOnly:
    'LVS Console n’est pas installée sur l’autre routeur : le fichier y est copié et relu, mais personne là-bas ne le vérifie ni ne l’applique.',
  refused:
    'Le fichier d’ici contient des erreurs que le démon refuse. Rien n’est copié avant leur correction.',
  toPush: { title: 'Ce qu’une copie y change', nothing: 'Rien.' },
  doneThere: 'Ce qui a été modifié là-bas depuis la dernière copie',
  doneHere: 'Ce qui a été modifié ici depuis la dernière copie',
  asText: 'En texte : - s’y trouve maintenant, + se trouve ici',
  leftOut: 'Le reste n’est pas montré.',
  applyThere: 'L’y appliquer aussi, pour qu’il compte aussitôt',
  together: (reasons) =>
    `L’appliquer ici en même temps : les routeurs ne s’entendent que tant qu’ils s’accordent sur ${reasons.map((one) => because[one]).join(', ')}.`,
  hints: {
    push: '-- Copier, vérifier, garder, remplacer, relire, appliquer',
    dryRun: '-- Voir jusqu’où cela irait, sans rien changer',
    keepOurs: '-- Le fichier d’ici remplace le leur. Le leur est gardé là-bas comme fichier précédent.',
    takeTheirs: '-- Leur fichier remplace celui d’ici. Celui d’ici reste dans l’historique.',
    takeChosen:
      '-- Ce qui est coché est pris là-bas et mis dans le fichier d’ici. Copiez ensuite le résultat.',
  },
  choose: {
    title: 'Le fichier qui s’y trouve n’a pas été copié d’ici : choisissez',
    lead: 'Rien n’est remplacé avant votre choix. Trois possibilités :',
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
  oneSide: { ours: 'seulement ici', theirs: 'seulement là-bas' },
  done: {
    theirs:
      'Le fichier de l’autre routeur est maintenant celui d’ici. APPLY le fait exécuter par ce routeur.',
    chosen:
      'Ce qui était coché a été pris de l’autre routeur. Copiez le résultat, pour que les deux l’aient.',
    push: { ok: 'Copié.', failed: 'Tout n’a pas été fait : voyez les étapes.' },
    dryRun: {
      ok: 'Une copie irait jusqu’au bout. Rien n’a été changé.',
      failed: 'Une copie échouerait. Rien n’a été changé.',
    },
  },
  receipts: {
    title: 'Ce qui a été fait',
    none: 'Rien n’a encore été copié d’ici.',
    what: { push: 'PUSH', dry_run: 'DRY RUN', take: 'TAKE THEIRS' },
    line: (by, to, version) =>
      [`par ${by}, vers ${to}`, version && `version ${version} là-bas`].filter(Boolean).join(', '),
    hashes: (here, there) => `SHA-256 ici ${here}, là-bas ${there}`,
    unknownHash: 'inconnue',
    ok: 'fait',
    failed: 'échoué',
    earlier: 'Les précédentes',
  },
};
