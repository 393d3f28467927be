import type { AuditAction, AuditOutcome, AuditRole } from '../../core/audit/record.js';
import type { Fault } from '../../core/audit/verify.js';
import type { audit as english } from '../en/audit.js';
import type { Wording } from '../wording.js';

const actions: Record<AuditAction, string> = {
  save: 'Enregistrer lvs.cf',
  create: 'Créer lvs.cf',
  restore: 'Restaurer une version',
  undo: 'Annuler la dernière modification',
  mark: 'Annoter ou épingler une version',
  allowlist: 'Modifier les listes d’accès',
  password: 'Définir un mot de passe',
  'remove-user': 'Retirer un utilisateur',
  login: 'Se connecter',
  open: 'Ouvrir une page',
  engine: 'Donner un ordre au moteur',
  install: 'Installer',
  apply: 'Appliquer',
  adopt: 'Prendre en charge',
  reload: 'Recharger',
  revert: 'Remettre le fichier précédent',
  start: 'Démarrer',
  stop: 'Arrêter',
  'hand-over': 'Passer la main',
  enable: 'Démarrage avec la machine',
  disable: 'Pas de démarrage avec la machine',
  arm: 'Essayer quelques minutes',
  confirm: 'Confirmer un essai',
  'go-back': 'Annuler un essai',
  override: 'Poids temporaire d’un serveur réel',
  connection: 'Configurer la connexion avec le routeur de secours',
  push: 'Pousser vers le routeur de secours',
  certificate: 'Créer un certificat',
  export: 'Exporter la console dans une archive',
  rebuild: 'Reconstruire la console à partir d’une archive',
  missed: 'Événements qui manquent ici',
  damage: 'Dégât dans ce journal',
};

const outcomes: Record<AuditOutcome, string> = { done: 'fait', refused: 'refusé', failed: 'échoué' };

const roles: Record<AuditRole, string> = {
  admin: 'admin',
  viewer: 'viewer',
  nobody: 'pas connecté',
  'command line': 'ligne de commande',
  console: '',
};

const lines = (count: number) => (count === 1 ? 'une ligne' : `${count} lignes`);

const faults: Record<Fault, (count: number) => string> = {
  unreadable: () => 'ce n’est pas une ligne de ce journal',
  edited: () => 'elle a été modifiée après avoir été écrite',
  missing: (count) =>
    count === 1 ? 'la ligne qui la précédait a disparu' : `${count} lignes qui la précédaient ont disparu`,
  moved: () => 'les lignes ne sont pas dans l’ordre où elles ont été écrites',
  repeated: () => 'elle s’y trouve une seconde fois, ou au mauvais endroit',
  previous: () => 'la ligne qui la précède n’est pas celle à la suite de laquelle elle a été écrite',
  cut: (count) => `la fin est coupée à partir d’ici : ${lines(count)} en moins`,
  head: () =>
    'le fichier head.json, qui désigne la dernière ligne, manquait, était illisible ou provenait d’un autre journal ; une fin coupée pourrait ne pas se voir',
};

const reasons: Record<string, string> = {
  role: 'le rôle viewer ne modifie rien',
  token: 'le formulaire ne portait pas sa marque, ou était trop ancien',
  origin: 'envoyé par une page d’un autre site',
  malformed: 'ce n’est pas un formulaire de cette console',
  too_large: 'trop grand',
  media_type: 'ce n’est pas un formulaire',
  invalid: 'le formulaire contenait des valeurs fausses',
  adds_problems: 'cela aurait ajouté des problèmes au fichier',
  dangerous: 'cela retire beaucoup, et le nom n’a pas été saisi',
  weight_of_virtual_server: 'un serveur virtuel n’a pas de poids',
  port_between: 'une ligne port se trouve entre les serveurs réels',
  block_changed: 'quelqu’un d’autre l’avait modifié entre-temps',
  structure_wrong: 'lvs.cf doit d’abord être réparé',
  carriage_returns: 'lvs.cf contient des retours chariot',
  no_such_virtual_server: 'ce serveur virtuel n’existe pas',
  no_such_real_server: 'ce serveur réel n’existe pas',
  no_such_version: 'cette version n’existe pas',
  object_not_there: 'cet objet n’existe pas, ou n’a pas où aller',
  not_by_object: 'l’un des deux fichiers contient des erreurs',
  undo_moved_on: 'quelqu’un d’autre l’avait modifié entre-temps',
  nothing_to_undo: 'aucune version d’avant n’est gardée',
  file_missing: 'ce fichier n’existe pas',
  file_exists: 'le fichier existe déjà',
  no_right: 'le compte de la console n’en a pas le droit',
  not_a_file: 'il s’y trouve autre chose qu’un fichier',
  unsafe_place: 'le fichier n’est pas en lieu sûr',
  disk_failed: 'le disque a refusé',
  locked: 'quelqu’un d’autre écrivait pendant tout ce temps',
  shuts_out: 'l’auteur se serait exclu lui-même, et ne l’a pas confirmé',
  password: 'mot de passe faux',
  unknown_user: 'cet utilisateur n’existe pas',
  too_many_tries: 'trop de mots de passe faux : aucun n’est examiné pendant un moment',
  no_such_user: 'cet utilisateur n’existe pas',
  user_refused: 'aucun utilisateur ne peut porter ce nom',
  router_missing: 'il manque un programme',
  router_denied: 'sudo ne l’autorise pas',
  router_refused: 'le programme du routeur a refusé',
  router_garbled: 'le programme du routeur n’a pas donné de réponse compréhensible',
  router_other_file: 'ce routeur utilise un autre fichier',
  torn: 'une coupure de courant ou un disque plein a laissé une demi-ligne avant celle-ci',
  cut: 'des lignes de la fin avaient disparu',
  head: 'head.json manquait, était illisible ou provenait d’un autre journal',
  unexpected: 'un imprévu ; le journal de la console en dit plus',
};

/** The page AUDIT, in French. */
export const audit: Wording<typeof english> = {
  actions,
  outcomes,
  roles,
  faults,
  reasons,
  nobody: '(inconnu)',
  itself: 'LVS Console',
  about: (object) => ` : ${object}`,
  throughSudo: (user, caller) => `${user} (sudo : ${caller})`,
  rule: { site: 'liste pour tout', secure: 'liste derrière le mot de passe' },
  added: (where, line) => `${where} : + ${line}`,
  removed: (where, line) => `${where} : - ${line}`,
  hidden: (keyword) => `${keyword} modifié ; la valeur d’une clé inconnue n’est pas consignée`,
  leftOut: (count) =>
    count === 1
      ? 'et une autre modification'
      : `et ${count} autres modifications, que contient la version du fichier`,
  confirmed: (name) => `confirmé en saisissant ${name}`,
  version: (number) => `conservé comme version ${number}`,
  times: (count) => `${count} fois`,
  since: (time) => `depuis le ${time}`,
  because: (outcome, reason) => `${outcome} : ${reason}`,
  trouble: {
    title: 'Les modifications sont faites, mais pas consignées',
    since: (time, missed) =>
      missed === 0
        ? `Le journal d’audit ne peut pas être écrit depuis le ${time}.`
        : `Le journal d’audit ne peut pas être écrit depuis le ${time}, et ${missed === 1 ? 'un événement y manque' : `${missed} événements y manquent`}.`,
  },
  notTold: 'Ce qui a été fait n’est pas dans le journal d’audit.',
  lead: 'Qui a modifié ou voulu modifier quoi, quand et d’où ; le plus récent d’abord. Le fichier ne fait que croître, et rien ne peut être modifié ici.',
  inFile: (path) => `Fichier ${path}`,
  state: {
    title: 'État du journal',
    sound: (count) => {
      if (count === 0) return 'Rien n’a encore été consigné.';
      return count === 1
        ? 'La seule ligne est telle qu’elle a été écrite, et aucune ne manque.'
        : `Les ${count} lignes sont telles qu’elles ont été écrites, et aucune ne manque.`;
    },
    misfit: (line, fault) => `Le journal est endommagé à la ligne ${line} : ${fault}.`,
    torn: (list) =>
      `Laissé par une coupure de courant ou un disque plein, et sans gravité : une demi-ligne à la ligne ${list}. La ligne suivante le signale.`,
    at: (time) => `Lu en entier le ${time}.`,
    meaning:
      'Chaque ligne porte l’empreinte de la précédente. Cela révèle les dégâts et les modifications négligentes ; cela ne prouve rien contre quelqu’un qui a le droit de récrire tout le fichier.',
    again: 'Le relire maintenant',
  },
  filter: {
    title: 'Recherche',
    user: 'Utilisateur',
    object: 'Quoi',
    objectHelp:
      'Quoi : une partie d’un nom, d’une clé, d’un panneau, d’une action ou d’une adresse, par exemple web1, weight, apply, 192.0.2.7',
    result: 'Résultat',
    any: 'tous',
    from: 'Du',
    to: 'Jusqu’au',
    momentHelp: 'Du et Jusqu’au : 2026-11-20, 2026-11-20 14:30, ou il y a combien de temps : 12h, 7d (jours)',
    notAMoment: (text) => `${text} n’est pas une date comprise ici.`,
    all: 'Tout afficher',
  },
  head: { time: 'Date', who: 'Qui', what: 'Quoi', result: 'Résultat' },
  title: 'Événements',
  none: 'Rien n’a été trouvé.',
  noneHere: 'Rien n’a été trouvé dans cette partie du journal.',
  pages: 'Parties du journal',
  newest: 'Les plus récents',
  older: 'Plus anciens',
  gloss: { search: 'Rechercher' },
};
