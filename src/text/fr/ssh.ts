import type {
  KeyFault,
  RemoteFileFault,
  ShownKey,
  SshAgreement,
  SshErrorParams,
  SshStep,
} from '../../core/ssh/failures.js';
import type { sshReasons as english } from '../en/ssh.js';

const steps: Record<SshStep, string> = {
  connect: 'pendant la connexion',
  greeting: 'avant d’avoir dit qu’il parle SSH',
  keys: 'pendant l’échange des clés',
  login: 'pendant l’authentification',
  session: 'pendant l’ouverture d’une session',
  answer: 'alors qu’une réponse était attendue',
};

const agreements: Record<SshAgreement, string> = {
  key_exchange: 'l’échange des clés',
  host_key: 'le type de clé d’hôte',
  cipher: 'le chiffrement',
  mac: 'la protection contre les altérations',
  unknown: 'les méthodes',
};

const logins: Record<SshErrorParams['ssh_login_refused']['login'], string> = {
  console_key: 'la clé de cette console',
  key_file: 'la clé du fichier de clé',
  agent: 'les clés de l’agent',
  password: 'le mot de passe',
};

const keyFaults: Record<KeyFault, string> = {
  missing: 'ce fichier n’existe pas.',
  unreadable: 'le compte de la console n’a pas le droit de le lire.',
  open: 'd’autres comptes de cette machine peuvent le lire : ce n’est donc plus un secret.',
  encrypted: 'il est protégé par une phrase secrète, et aucune n’a été donnée.',
  passphrase: 'la phrase secrète n’est pas la bonne.',
  format: 'il ne contient pas de clé privée utilisable par cette console.',
};

const keyCures: Record<KeyFault, (path: string) => string> = {
  missing: () => 'Créez une nouvelle clé sous Connection to the backup, ou indiquez un autre fichier.',
  unreadable: () => 'Donnez le fichier au compte sous lequel tourne la console, avec le mode 0600.',
  open: (path) => `En tant que propriétaire ou root : chmod 600 ${path}`,
  encrypted: () => 'Saisissez la phrase secrète sous Connection to the backup.',
  passphrase: () => 'Saisissez de nouveau la phrase secrète sous Connection to the backup.',
  format: () => 'Prenez une clé Ed25519, ECDSA ou RSA au format OpenSSH ou PEM.',
};

const agentFaults: Record<SshErrorParams['ssh_agent']['fault'], string> = {
  unnamed: 'La console a été lancée sans l’adresse d’un agent (SSH_AUTH_SOCK).',
  absent: 'personne ne répond à cette adresse.',
  empty: 'il ne contient aucune clé.',
};

const fileFaults: Record<RemoteFileFault, string> = {
  missing: 'le fichier ou son dossier n’existe pas là-bas.',
  no_right: 'le compte sur l’autre routeur n’en a pas le droit.',
  other_kind:
    'ce qui s’y trouve n’est pas un fichier ordinaire, mais un dossier, un tube, un lien symbolique ou un périphérique.',
  folder_open:
    'tout le monde peut écrire dans son dossier, donc n’importe qui pourrait enlever ou remplacer le fichier.',
  too_large: 'le fichier là-bas est plus grand que tout fichier de configuration.',
  full: 'le disque là-bas est plein.',
  read_only: 'le système de fichiers là-bas ne peut pas être écrit (monté en lecture seule, ou en panne).',
  refused: 'l’autre routeur a refusé sans donner de raison.',
  other_bytes: 'ce qui a été relu n’est pas ce qui a été envoyé.',
};

const place = ({ address, port }: { address: string; port: number }) =>
  port === 22 ? address : `${address} port ${port}`;
const list = (keys: readonly ShownKey[]) =>
  keys.map(({ type, fingerprint }) => `${fingerprint} (${type})`).join(', ');

/** Why the other router could not be reached or used. */
export const sshReasons: typeof english = {
  ssh_name_unknown: ({ address }) => ({
    title: 'Le nom du routeur de secours est inconnu',
    text: `Le nom ${address} n’a pas pu être traduit en adresse.`,
    advice: [
      'Écrivez l’adresse en chiffres : elle marche même quand les serveurs de noms sont hors d’atteinte.',
    ],
  }),
  ssh_refused: (at) => ({
    title: 'Le routeur de secours n’accepte pas la connexion',
    text: `Rien n’écoute à ${place(at)}.`,
    advice: ['sshd tourne-t-il là-bas, et est-ce le bon port ? Sur le routeur de secours : ss -ltn'],
  }),
  ssh_unreachable: ({ system, ...at }) => ({
    title: 'Le routeur de secours est inaccessible',
    text: `Aucun chemin ne mène à ${place(at)} (${system}).`,
    advice: ['Vérifiez le câble, l’adresse et le filtre de paquets des deux routeurs.'],
  }),
  ssh_silent: ({ step, seconds, ...at }) => ({
    title: 'Le routeur de secours ne répond pas',
    text: `${place(at)} n’a rien dit pendant ${seconds} secondes ${steps[step]}.`,
    advice: ['Il est peut-être éteint, surchargé, ou derrière un filtre qui avale les paquets.'],
  }),
  ssh_cut: ({ step, ...at }) => ({
    title: 'La connexion au routeur de secours a été coupée',
    text: `La connexion à ${place(at)} s’est interrompue ${steps[step]}.`,
    advice: [
      'Réessayez. Un fichier en cours de remplacement là-bas est l’ancien ou le nouveau, jamais une moitié.',
    ],
  }),
  ssh_other_protocol: ({ said, ...at }) => ({
    title: 'Ce n’est pas un serveur SSH',
    text:
      said === ''
        ? `Ce qui répond à ${place(at)} ne parle pas SSH 2.`
        : `Ce qui répond à ${place(at)} ne parle pas SSH 2. Il a dit : ${said}`,
    advice: ['Vérifiez le port : sshd écoute d’habitude sur 22.'],
  }),
  ssh_no_agreement: ({ on, ...at }) => ({
    title: 'Les deux routeurs n’ont aucune méthode en commun',
    text: `La console et ${place(at)} ne s’accordent pas sur ${agreements[on]}. La console n’emploie aucune méthode connue pour sa faiblesse.`,
    advice: ['Le remède est un sshd plus récent sur le routeur de secours.'],
  }),
  ssh_host_unknown: ({ offered, certified, ...at }) => ({
    title: 'La clé du routeur de secours n’a pas encore été confirmée',
    text: `${place(at)} présente la clé ${list([offered])}. Rien n’a été envoyé.`,
    advice: [
      'Comparez l’empreinte à celle que le routeur de secours affiche lui-même, puis confirmez-la sous Connection to the backup.',
      ...(certified
        ? [
            'known_hosts nomme pour cet hôte une autorité de certification (@cert-authority). La console ne compare que les clés.',
          ]
        : []),
    ],
  }),
  ssh_host_changed: ({ offered, known, ...at }) => ({
    title: 'Le routeur de secours présente une autre clé qu’avant',
    text: `${place(at)} présente la clé ${list([offered])} ; la clé confirmée était ${list(known)}. Quelqu’un se trouve peut-être entre les routeurs : rien n’a été envoyé.`,
    advice: [
      'Si le routeur de secours a été réinstallé, retirez l’ancienne clé sous Connection to the backup, puis comparez et confirmez la nouvelle.',
    ],
  }),
  ssh_host_revoked: ({ offered, ...at }) => ({
    title: 'La clé du routeur de secours est révoquée',
    text: `${place(at)} présente la clé ${list([offered])}, que known_hosts marque @revoked. Rien n’a été envoyé.`,
    advice: [
      'Qui possède cette clé peut se faire passer pour le routeur de secours. Donnez à sshd une nouvelle clé d’hôte.',
    ],
  }),
  ssh_login_refused: ({ user, login, offers, partial, ...at }) => ({
    title: 'Le routeur de secours refuse la connexion',
    text: partial
      ? `${place(at)} a accepté ${logins[login]} pour le compte ${user}, mais demande une seconde preuve (${offers.join(', ')}), que la console ne peut pas donner.`
      : `${place(at)} n’a pas accepté ${logins[login]} pour le compte ${user}. Il accepterait : ${offers.join(', ') || 'rien'}.`,
    advice: [
      'La moitié publique de la clé est-elle dans authorized_keys de ce compte, et lui seul peut-il y écrire ? Le journal de sshd sur le routeur de secours en dit plus.',
    ],
  }),
  ssh_key: ({ path, fault }) => ({
    title: 'La clé est inutilisable',
    text: `${path} : ${keyFaults[fault]}`,
    advice: [keyCures[fault](path)],
  }),
  ssh_agent: ({ path, fault }) => ({
    title: 'L’agent est inutilisable',
    text: path === '' ? agentFaults[fault] : `${path} : ${agentFaults[fault]}`,
    advice: ['ssh-add -l montre ce que contient un agent. Un fichier de clé fonctionne sans agent.'],
  }),
  ssh_sessions_full: (at) => ({
    title: 'Le routeur de secours n’ouvre plus de session',
    text: `${place(at)} a autant de sessions sur cette connexion qu’il en permet.`,
    advice: [
      'Réessayez dans un instant. La limite est MaxSessions dans sshd_config du routeur de secours ; 1 suffit.',
    ],
  }),
  ssh_request_refused: ({ request, ...at }) => ({
    title: 'Le routeur de secours ne fait pas ce qu’il faut',
    text:
      request === 'program'
        ? `${place(at)} ne lance aucun programme pour ce compte.`
        : `${place(at)} n’offre pas SFTP à ce compte.`,
    advice: [
      request === 'program'
        ? 'Regardez le shell de ce compte et les options dans son authorized_keys.'
        : 'Regardez Subsystem sftp dans sshd_config du routeur de secours. Une clé à commande forcée n’a pas SFTP.',
    ],
  }),
  ssh_sftp_poor: ({ extension, ...at }) => ({
    title: 'Le routeur de secours ne sait pas remplacer un fichier sans risque',
    text: `Il manque ${extension} au SFTP de ${place(at)}. Une coupure pourrait y laisser la moitié d’un fichier : rien n’a été modifié.`,
    advice: ['Installez LVS Console sur le routeur de secours, ou le serveur SFTP d’OpenSSH.'],
  }),
  ssh_file: ({ path, fault, said }) => ({
    title: 'Un fichier du routeur de secours n’a pas pu être lu ou remplacé',
    text: said === '' ? `${path} : ${fileFaults[fault]}` : `${path} : ${fileFaults[fault]} (${said})`,
    advice: [],
  }),
  ssh_backup_settings: ({ path }) => ({
    title: 'La connexion au routeur de secours est incompréhensible',
    text: `${path} ne contient pas les réglages d’une connexion.`,
    advice: [
      'Enregistrez de nouveau la connexion sous Connection to the backup ; le fichier est alors remplacé.',
    ],
  }),
};
