import type {
  AddressRefusal,
  CertificateFault,
  DiskAction,
  ErrorParams,
  FileKind,
  UnsafeReason,
} from '../../core/problem.js';
import type { errors as english, FailureText } from '../en/errors.js';
import type { Wording } from '../wording.js';
import { apiReasons } from './api.js';
import { guardRail } from './guard-rail.js';
import { pushReasons } from './push.js';
import { sshReasons } from './ssh.js';
import { versionReasons } from './versions.js';

const kinds: Record<FileKind, string> = {
  folder: 'un dossier',
  pipe: 'un tube',
  socket: 'une socket',
  device: 'un périphérique',
};

const unsafe: Record<UnsafeReason, string> = {
  folder_open:
    'Tout le monde peut écrire dans son dossier : n’importe qui pourrait retirer le fichier ou le remplacer.',
  link_owner: 'C’est un lien symbolique qui n’appartient ni à root ni au compte de la console.',
  link_target: 'C’est un lien symbolique vers un dossier moins sûr que le sien.',
  hard_links: 'Le fichier a un second nom (un lien physique), qui garderait l’ancien contenu.',
};

const diskActions: Record<DiskAction, string> = {
  read: 'la lecture',
  lock: 'le verrouillage',
  keep: 'la conservation de la version précédente',
  write: 'l’écriture de la nouvelle version',
  verify: 'la relecture de ce qui a été écrit',
};

const doors: Record<ErrorParams['address_refused']['door'], string> = {
  site: 'de cette console',
  secure: 'des pages protégées par mot de passe',
};

const doorFaults: Record<AddressRefusal, readonly string[]> = {
  rule: [],
  unnamed: [],
  no_address: [],
  problem: [
    'Une ligne de cette liste est incompréhensible ; tant qu’elle n’est pas corrigée, seul le routeur lui-même est admis.',
  ],
  silent: ['Cette liste ne dit rien : seul le routeur lui-même est donc admis.'],
  missing: ['Cette liste n’existe pas : seul le routeur lui-même est donc admis.'],
  unreadable: ['Cette liste est illisible : seul le routeur lui-même est donc admis.'],
};

const refused: Record<ErrorParams['request_refused']['why'], FailureText> = {
  token: {
    title: 'Ce formulaire n’a pas été reconnu',
    text: 'La requête ne portait pas la marque que la console place dans chacun de ses formulaires. Rien n’a été modifié.',
    advice: ['Revenez en arrière, rechargez la page et envoyez le formulaire à partir de là.'],
  },
  origin: {
    title: 'Cette requête vient d’un autre site',
    text: 'Votre navigateur indique qu’une page d’un autre site a envoyé cette requête. Rien n’a été modifié.',
    advice: ['Ouvrez la console dans sa propre fenêtre et faites-y la modification.'],
  },
  role: {
    title: 'Vous pouvez regarder, mais rien modifier',
    text: 'Votre compte a le rôle viewer (spectateur). Rien n’a été modifié.',
    advice: [
      'L’administrateur donne le rôle admin dans le fichier des groupes (htgroup), à côté du fichier des mots de passe.',
    ],
  },
  host: {
    title: 'Nom d’hôte inconnu',
    text: 'La console a été appelée sous un nom qu’elle ne reconnaît pas comme le sien.',
    advice: [
      'Utilisez localhost, l’adresse de cette machine ou son nom d’hôte.',
      'Pour autoriser un autre nom, ajoutez-le à la liste « hosts » du fichier de réglages (console.json) et redémarrez la console.',
    ],
  },
  too_large: {
    title: 'Trop à la fois',
    text: 'La requête est plus grande que tous les formulaires de cette console. Rien n’a été modifié.',
    advice: [],
  },
  media_type: {
    title: 'Ce n’est pas un formulaire',
    text: 'La console n’accepte que des formulaires (application/x-www-form-urlencoded). Rien n’a été modifié.',
    advice: [],
  },
  malformed: {
    title: 'La requête est illisible',
    text: 'Elle n’est pas bien formée. Rien n’a été modifié.',
    advice: [],
  },
};

const certificateFaults: Record<CertificateFault, string> = {
  missing: 'ce fichier n’existe pas.',
  no_right: 'le compte de la console n’a pas le droit de le lire.',
  unreadable: 'la lecture a échoué',
  open: 'tout le monde sur cette machine peut lire cette clé privée.',
  no_certificate: 'ce n’est pas un certificat PEM (-----BEGIN CERTIFICATE-----).',
  no_key: 'ce n’est pas une clé privée PEM (-----BEGIN PRIVATE KEY-----).',
  encrypted: 'la clé est protégée par une phrase de passe, que personne n’est là pour saisir au démarrage.',
  mismatch: 'cette clé n’est pas celle du certificat.',
  refused: 'il ne convient pas à TLS',
};

const routerRefusals: Record<ErrorParams['router_refused']['why'], string> = {
  verb: 'Il est d’une autre version que la console.',
  settings: 'Ses réglages sont inutilisables.',
  rights: 'Il n’a pas les droits qu’il faut.',
  busy: 'Quelqu’un d’autre change ce qui tourne en ce moment. Réessayez dans quelques secondes.',
  fault: 'Il a échoué de façon imprévue, et ce qui tourne a peut-être changé.',
};

/** What is said when something fails, in French. */
export const errors: Wording<typeof english> = {
  reasons: {
    no_such_page: ({ path }) => ({
      title: 'Cette page n’existe pas',
      text: `Il n’y a rien à l’adresse ${path}.`,
      advice: ['Les panneaux ci-dessus mènent partout.'],
    }),
    no_such_virtual_server: ({ name }) => ({
      title: 'Serveur virtuel introuvable',
      text: `Le fichier ne contient aucun serveur virtuel nommé ${name}.`,
      advice: ['Il a pu être renommé ou supprimé entre-temps. VIRTUAL SERVERS montre ceux qui existent.'],
    }),
    no_such_real_server: ({ name, virtual }) => ({
      title: 'Serveur réel introuvable',
      text: `Le serveur virtuel ${virtual} n’a aucun serveur réel nommé ${name}.`,
      advice: ['Il a pu être renommé ou supprimé entre-temps.'],
    }),
    weight_of_virtual_server: ({ name }) => ({
      title: 'Un serveur virtuel n’a pas de poids',
      text: `${name} est un serveur virtuel : seuls ses serveurs réels ont un poids. Rien n’a été modifié.`,
      advice: ['Choisissez plutôt ses serveurs réels.'],
    }),
    port_between: ({ virtual }) => ({
      title: 'Non déplacé',
      text: `Une ligne port de ${virtual} se trouve entre ces serveurs réels. Celui qui n’a pas de port à lui prend le port indiqué au-dessus de lui : le déplacement lui en donnerait un autre.`,
      advice: ['Donnez un port aux serveurs réels, ou placez cette ligne au-dessus d’eux sur la page FILE.'],
    }),
    block_changed: () => ({
      title: 'Quelqu’un d’autre a modifié ceci',
      text: 'Le fichier a changé après l’ouverture de ce formulaire. Rien n’a été enregistré.',
      advice: ['Rouvrez la page pour voir l’état actuel.'],
    }),
    adds_problems: ({ count }) => ({
      title: 'Non enregistré',
      text:
        count === 1
          ? 'La modification ajouterait un problème au fichier.'
          : `La modification ajouterait ${count} problèmes au fichier.`,
      advice: [],
    }),
    dangerous: ({ name, dangers }) => ({
      title: 'Le nom est d’abord demandé',
      text: dangers.map(guardRail.danger).join(' '),
      advice: [
        `Rien n’a été enregistré. Ce le sera une fois que quelqu’un aura saisi ${name} pour confirmer.`,
      ],
    }),
    structure_wrong: ({ count }) => ({
      title: 'Le fichier doit d’abord être réparé',
      text:
        count === 1
          ? 'Une ligne du fichier est incompréhensible : les panneaux ne l’écrivent donc pas.'
          : `${count} lignes du fichier sont incompréhensibles : les panneaux ne l’écrivent donc pas.`,
      advice: ['La page FILE montre où, et permet de retirer ou de corriger une telle ligne.'],
    }),
    carriage_returns: () => ({
      title: 'Le fichier contient des retours chariot',
      text: 'Le démon ne lit que la première ligne d’un tel fichier : les panneaux ne l’écrivent donc pas.',
      advice: ['La page FILE le convertit en un clic.'],
    }),
    file_missing: ({ path, commands }) =>
      commands === undefined
        ? {
            title: 'Il n’y a pas encore de fichier de configuration',
            text: `${path} n’existe pas.`,
            advice: ['La page FILE propose de partir de l’exemple.'],
          }
        : {
            title: 'Le dossier du fichier de configuration n’existe pas',
            text: `${path} n’existe pas.`,
            advice: ['Cette commande, saisie en tant que root, le crée :'],
          },
    no_right: ({ path, action }) => ({
      title: action === 'read' ? 'Le fichier ne peut pas être lu' : 'Le fichier ne peut pas être écrit',
      text:
        action === 'read'
          ? `Le compte qui exécute la console n’a pas le droit de lire ${path}.`
          : `Le compte qui exécute la console n’a pas le droit d’écrire ${path}.`,
      advice: ['Ces commandes, saisies en tant que root, donnent ce droit :'],
    }),
    not_a_file: ({ path, found }) => ({
      title: 'Ce n’est pas un fichier',
      text: `${path} est ${kinds[found]}, pas un fichier.`,
      advice: [],
    }),
    unsafe_place: ({ path, why }) => ({
      title: 'Le fichier n’est pas en lieu sûr',
      text: `${path} n’est pas écrit à cet endroit. ${unsafe[why]}`,
      advice: [],
    }),
    disk_failed: ({ path, action, system }) => ({
      title: 'Le disque a refusé',
      text: `${path} : ${diskActions[action]} a échoué (${system}).`,
      advice: [
        'Le fichier contient ce qu’il contenait avant, ou toute la nouvelle version : jamais une partie.',
      ],
    }),
    locked: ({ path }) => ({
      title: 'Un enregistrement est en cours',
      text: `${path} est verrouillé par un autre enregistrement. Rien n’a été modifié.`,
      advice: ['Réessayez dans quelques secondes.'],
    }),
    file_exists: ({ path }) => ({
      title: 'Le fichier existe déjà',
      text: `${path} a été créé entre-temps et reste tel quel.`,
      advice: [],
    }),
    address_refused: ({ address, door, why }) => ({
      title: 'Votre adresse n’est pas admise',
      text:
        why === 'no_address'
          ? 'La console ne peut pas savoir de quelle adresse vous venez : elle ne répond donc rien ici. Aucun mot de passe n’a été demandé.'
          : `Vous venez de ${address}, et la liste d’accès ${doors[door]} n’admet pas cette adresse. Aucun mot de passe n’a été demandé.`,
      advice: [
        ...doorFaults[why],
        'Pour admettre une adresse, l’administrateur ouvre la console sur le routeur lui-même, à la page ALLOWLIST.',
      ],
    }),
    too_many_tries: ({ seconds }) => ({
      title: 'Trop de mots de passe erronés',
      text: `Trop de mots de passe erronés différents sont venus de votre adresse. Aucun ne sera examiné pendant ${seconds === 1 ? 'une seconde' : `${seconds} secondes`}.`,
      advice: [
        'Attendez, puis réessayez. Chaque nouveau mot de passe erroné double l’attente, jusqu’à un quart d’heure.',
        'Ceux qui sont déjà connectés ne sont pas concernés.',
      ],
    }),
    passwords_busy: ({ seconds }) => ({
      title: 'Trop de mots de passe à la fois',
      text: `Tant de mots de passe sont en cours d’examen que le vôtre n’a pas été pris. Réessayez dans ${seconds} secondes.`,
      advice: [
        'Les mots de passe venus d’une adresse d’où quelqu’un s’est déjà connecté passent avant les autres.',
      ],
    }),
    user_refused: ({ user }) => ({
      title: 'Ce nom d’utilisateur est inutilisable',
      text: `${JSON.stringify(user)} ne peut pas figurer dans un fichier de mots de passe.`,
      advice: [
        'Un nom d’utilisateur n’a ni deux-points, ni caractère de contrôle, ni espace aux extrémités, ni # au début.',
      ],
    }),
    kernel_unreadable: ({ path, system }) => ({
      title: 'Le noyau ne répond pas',
      text: `${path} n’a pas pu être lu (${system}).`,
      advice: [],
    }),
    router_missing: ({ program }) => ({
      title: 'Il manque un programme',
      text: `La console n’a pas pu appeler ${program} : ce programme n’existe pas.`,
      advice: [
        program === 'sudo'
          ? 'Sans les droits de root, la console a besoin de sudo pour changer ce qui tourne. L’édition fonctionne sans lui.'
          : 'Il est fourni avec LVS Console. S’il est ailleurs, donnez son chemin sous "router" dans le fichier de réglages (console.json) et dans les règles de sudo.',
      ],
    }),
    router_denied: ({ account }) => ({
      title: 'La console n’en a pas le droit',
      text: `sudo ne laisse pas le compte ${account} appeler le programme du routeur. Rien n’a été modifié.`,
      advice: [
        'Cette commande, tapée par root, met en place les règles fournies. Elles sont faites pour le compte lvs-console.',
      ],
    }),
    router_refused: ({ why, said }) => ({
      title: 'Le programme du routeur a refusé',
      text: `${routerRefusals[why]} ${said}`,
      advice: [],
    }),
    router_garbled: ({ status }) => ({
      title: 'Le programme du routeur n’a pas répondu',
      text: `Il s’est terminé (${status}) sans réponse compréhensible. Ce qui tourne maintenant est montré sur CONTROL/MONITORING.`,
      advice: ['Le journal de la console contient ce qu’il a dit.'],
    }),
    router_other_file: ({ edited, applied }) => ({
      title: 'Un autre fichier serait appliqué',
      text: `Cette console modifie ${edited}, mais ce routeur exécute ${applied}. Rien n’a été modifié.`,
      advice: [
        'Nommez le même fichier dans les réglages de la console et dans ceux du programme du routeur ("file").',
      ],
    }),
    plain_request: () => ({
      title: 'Cette console parle HTTPS',
      text: 'La requête est arrivée sans chiffrement ; elle n’a donc pas été examinée : tout ce qu’elle portait peut être lu en chemin.',
      advice: [
        'Utilisez l’adresse ci-dessous et mettez-la à la place de l’ancienne dans vos favoris. Un mot de passe saisi à l’ancienne adresse est à changer.',
      ],
    }),
    certificate_unusable: ({ path, why, said }) => ({
      title: 'Le certificat est inutilisable',
      text: `${path} : ${certificateFaults[why]}${said === '' ? '' : ` (${said}).`}`,
      advice: why === 'no_right' || why === 'open' ? ['En tant que root :'] : [],
    }),
    certificate_not_made: ({ path, why, said }) => ({
      title: 'Aucun certificat n’a été créé',
      text: {
        exists: `${path} existe déjà et reste tel quel ; --replace permet de le remplacer.`,
        name: `${path} n’est ni un nom d’hôte ni une adresse.`,
        program_missing: `Le programme ${path}, qui crée les certificats, est absent. Sous Debian : apt install openssl.`,
        failed: `${path} n’a pas créé de certificat (${said}).`,
      }[why],
      advice: [],
    }),
    request_refused: ({ why }) => refused[why],
    ...apiReasons,
    ...sshReasons,
    ...pushReasons,
    ...versionReasons,
  },
  passwordWanted: {
    title: 'Nom d’utilisateur et mot de passe, s’il vous plaît',
    text: 'La configuration est protégée. Connectez-vous avec le nom d’utilisateur et le mot de passe de la console.',
    advice: [
      'Le nom d’utilisateur est piranha, sauf si l’administrateur en a créé un autre.',
      'Personne ne connaît le mot de passe ? L’administrateur en définit un nouveau sur cette machine avec la commande lvs-console passwd ; il prend effet aussitôt.',
    ],
  },
  unexpected: (reference) => ({
    title: 'Un imprévu est survenu',
    text: `La requête n’a pas pu aboutir. Le journal de la console donne les détails sous la référence ${reference}.`,
    advice: ['Réessayez ; si cela se reproduit, communiquez la référence à l’administrateur.'],
  }),
  oldForm: {
    title: 'Cette page est restée ouverte trop longtemps',
    text: 'Un formulaire est valable un jour. Rien n’a été modifié et rien de votre saisie n’est perdu : elle figure ci-dessous.',
    typed: 'Votre saisie',
    name: 'Champ',
    value: 'Valeur',
    empty: '(vide)',
    again:
      'Vérifiez que c’est toujours ce que vous voulez. Si autre chose a changé entre-temps, vous en serez averti.',
  },
};
