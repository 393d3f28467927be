import type { connection as english } from '../en/connection.js';
import type { Wording } from '../wording.js';

/** The panel CONNECTION TO THE BACKUP, in French. */
export const connection: Wording<typeof english> = {
  gloss: {
    test: 'Essayer',
    fetch: 'Demander la clé',
    confirm: 'Confirmer',
    forget: 'Oublier l’ancienne clé',
    makeKey: 'Créer une clé',
    useKey: 'Utiliser la nouvelle clé',
    letIn: 'Déposer la clé',
  },
  lead: 'Comment cette console atteint l’autre routeur, pour y copier lvs.cf. Cela reste sur ce routeur et ne fait pas partie de lvs.cf.',
  acceptHint: '-- Enregistre la connexion sur ce routeur',
  steps: {
    address: '1. Où est l’autre routeur',
    hostKey: '2. Est-ce bien lui ?',
    key: '3. La clé qui laisse entrer cette console',
    test: '4. Essai',
    testAtOnce: '3. Essai',
  },
  fields: {
    address: 'Adresse ou nom :',
    port: 'Port SSH :',
    user: 'Compte là-bas :',
    login: 'S’y connecter avec :',
    key_path: 'Fichier de clé sur cette machine :',
    passphrase: 'Phrase secrète du fichier de clé :',
    copy_to: 'Copier vers, sans notre programme là-bas :',
  },
  help: {
    address: (backup) => (backup === '' ? '' : `backup dans lvs.cf : ${backup}`),
    user: 'Le paquet crée le compte lvs-console sur chaque routeur.',
    key_path: 'Seulement avec un fichier de clé, lisible par le seul compte de la console.',
    passphrase: (isKept) =>
      isKept
        ? 'Il y en a une, gardée dans un fichier que seul le compte de la console peut lire. Vide : elle reste.'
        : 'Seulement si le fichier de clé en a une. Elle est gardée dans un fichier que seul le compte de la console peut lire.',
    copy_to:
      'Vide : LVS Console y est installée. Sinon, le chemin de lvs.cf là-bas : il est copié, et rien d’autre.',
  },
  logins: {
    console_key: 'une clé créée pour cette console',
    key_file: 'un fichier de clé déjà présent',
    agent: 'l’agent SSH du compte sous lequel tourne la console',
  },
  wrong: {
    address:
      'Adresse ou nom : une adresse telle que 192.0.2.11 ou un nom d’hôte tel que lb2.example.com. Pas de signe moins au début.',
    port: 'Port SSH : un nombre de 1 à 65535. D’ordinaire 22.',
    user: 'Compte là-bas : le nom d’un compte, tel que lvs-console : lettres, chiffres, _ . et -, sans commencer par un chiffre ou un signe moins.',
    login: 'S’y connecter avec : choisissez l’une des trois possibilités.',
    key_path: 'Fichier de clé : un chemin entier, tel que /etc/lvs-console/id_ed25519.',
    passphrase: 'Phrase secrète : au plus 1 024 caractères.',
    copy_to: 'Copier vers : un chemin entier, tel que /etc/sysconfig/ha/lvs.cf, ou rien.',
  },
  saved: 'La connexion est enregistrée.',
  hostKey: {
    none: 'Personne n’a encore confirmé la clé de ce routeur. Rien ne lui est envoyé avant.',
    confirmed: 'Confirmée. Rien n’est envoyé si le routeur ne montre pas cette clé :',
    offered: 'Le routeur montre cette clé :',
    known: 'C’est la clé confirmée.',
    changed:
      'Ce n’est pas la clé confirmée : rien n’est envoyé. Soit le routeur a été réinstallé, soit une autre machine répond à sa place. Cherchez laquelle de ces raisons est la bonne, puis seulement retirez l’ancienne clé.',
    revoked: 'Cette clé est marquée comme révoquée. Rien n’est jamais envoyé à un hôte qui la montre.',
    compare:
      'Sur l’autre routeur, à sa propre console, ceci affiche la même empreinte ; comparez chaque caractère :',
    fetchHint: '-- Demande sa clé au routeur ; personne ne s’y connecte',
    confirmHint: '-- J’ai comparé : c’est bien l’autre routeur',
    forgetHint: '-- Retirer la clé confirmée, pour pouvoir confirmer la nouvelle',
    confirmedNow: 'La clé du routeur est confirmée.',
    forgotten: 'La clé confirmée a été retirée. Demandez et confirmez la nouvelle.',
  },
  ownKey: {
    none: 'Aucune clé n’a encore été créée pour cette console.',
    fingerprint: (type, fingerprint) => `${type}, ${fingerprint}`,
    lineLead:
      'Sur l’autre routeur, mettez cette ligne dans ~/.ssh/authorized_keys du compte ci-dessus. Elle laisse entrer cette clé, pour notre programme et rien d’autre :',
    nextLead: 'Une nouvelle clé est prête à remplacer l’actuelle. Mettez d’abord sa ligne là-bas :',
    makeHint: '-- Créer une clé Ed25519 ; la moitié privée ne quitte jamais cette machine',
    makeNextHint: '-- Créer une autre clé, pour remplacer l’actuelle',
    useHint: '-- Se connecter désormais avec la nouvelle clé ; l’actuelle est supprimée',
    made: 'La clé est créée. Mettez sa ligne sur l’autre routeur, comme le dit l’étape 3.',
    used: 'La nouvelle clé sert désormais.',
    password: 'Ou la console l’y met elle-même, avec le mot de passe du compte :',
    passwordFirst:
      'Ou avec le mot de passe du compte, une seule fois : la console crée la clé et met elle-même sa ligne là-bas.',
    passwordLabel: 'Mot de passe (utilisé une fois, jamais gardé) :',
    letInHint: '-- Se connecter avec le mot de passe, et y déposer la ligne',
    letIn: 'La ligne s’y trouve maintenant : la clé peut entrer.',
    wasIn: 'La ligne s’y trouvait déjà.',
    noPassword: 'Mot de passe : aucun n’a été donné.',
  },
  test: {
    lead: 'TEST passe par chaque étape d’un envoi qui ne change rien : clé d’hôte, connexion, notre programme là-bas, droits, place libre, moteur, horloge.',
    hint: '-- Prend quelques secondes',
    names: { host_key: 'Clé d’hôte', login: 'Connexion', program: 'Notre programme' },
    reached: 'Le routeur montre la clé confirmée.',
    loggedIn: (server) => `Connecté. Le serveur se nomme ${server}.`,
    outcome: { done: 'bon', failed: 'échoué', unknown: 'à regarder' },
    title: 'Ce que l’essai a trouvé',
  },
};
