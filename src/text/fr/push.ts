import type { FarProblem, FarRefusal } from '../../core/push/answers.js';
import type { FarFault, PushErrorParams } from '../../core/push/failures.js';
import type { FindingName } from '../../core/push/findings.js';
import type { Because } from '../../core/push/order.js';
import type { PushStep, PushStepName } from '../../core/push/steps.js';
import type { push as english, pushReasons as englishReasons } from '../en/push.js';
import { momentText } from '../moment.js';
import type { Wording } from '../wording.js';

const at = (milliseconds: number) => momentText(milliseconds, 'fr');

const faults: Record<FarFault, string> = {
  closed: 'Il s’est arrêté avant d’avoir répondu.',
  slow: 'Il n’a pas terminé sa réponse à temps.',
  garbled: 'Ce qu’il a dit n’est pas ce que dit notre programme.',
  too_large: 'Il a envoyé plus que quiconque n’en a le droit.',
  other_answer: 'Il a répondu à autre chose que ce qui était demandé.',
  other_bytes: 'Le fichier qu’il a envoyé n’est pas celui qu’il annonce.',
};

const refusals: Record<PushErrorParams['push_far_refused']['why'], string> = {
  request: 'Il n’a pas compris ce qui lui était demandé.',
  settings: 'Ses réglages sont inutilisables.',
  fault: 'Il a échoué.',
  other_bytes: 'Le fichier est arrivé là-bas avec d’autres octets que ceux envoyés.',
  offer_gone: 'Ce qui a été envoyé n’y est plus : cela a duré trop longtemps.',
};

const fileRefusals: Record<Extract<FarRefusal, { refused: 'file' }>['reason'], string> = {
  file_missing: 'son dossier manque, ou le lien symbolique ne mène nulle part.',
  no_right: 'le compte de là-bas n’en a pas le droit.',
  not_a_file: 'ce n’est pas un fichier ordinaire.',
  unsafe_place: 'd’autres pourraient y mettre autre chose.',
  disk_failed: 'le disque a refusé.',
  locked: 'quelqu’un d’autre était sans cesse en train de le modifier.',
  file_exists: 'quelqu’un d’autre l’a créé entre-temps.',
  file_large: 'il est beaucoup trop gros.',
};

const engineRefusals: Record<PushErrorParams['push_far_engine']['why'], string> = {
  missing: 'Le programme du routeur ne peut être appelé là-bas : il n’existe pas.',
  denied: 'Là-bas, sudo ne laisse pas le compte appeler le programme du routeur.',
  refused: 'Là-bas, le programme du routeur a refusé.',
  garbled: 'Là-bas, le programme du routeur s’est arrêté sans réponse compréhensible.',
};

const because: Record<Because, string> = {
  router_addresses: 'les adresses des routeurs eux-mêmes changent',
  router_id: 'l’identifiant de routeur virtuel change',
  heartbeat_device: 'le battement de cœur change d’interface',
  interval: 'l’intervalle du battement de cœur change',
  stable_address: 'la première adresse flottante change',
  pair: 'la paire est activée ou désactivée',
};

const changes = (count: number) => (count === 1 ? 'une modification' : `${count} modifications`);
const blank = (text: string) => (text === '' ? '' : ` ${text}`);
const where = ({ severity, code, line }: FarProblem) => `ligne ${line} : ${code} (${severity})`;

/** Why something between the two routers failed, in French. */
export const pushReasons: Wording<typeof englishReasons> = {
  push_running: ({ by, since }) => ({
    title: 'Un envoi est en cours',
    text: `${by} en a commencé un le ${at(Date.parse(since))}. Il n’y en a qu’un à la fois.`,
    advice: ['Attendez qu’il soit terminé ; ses étapes s’affichent à mesure.'],
  }),
  trial_pending: ({ by, until }) => ({
    title: 'Un essai est en cours',
    text: `${by} l’a commencé, et il sera annulé le ${at(until)} si personne ne le confirme.`,
    advice: ['Choisissez CONFIRM ou GO BACK, en tête de chaque page.'],
  }),
  trial_other: () => ({
    title: 'C’est un autre essai à présent',
    text: 'L’essai que vous avez vu est terminé. Rien n’a été changé.',
    advice: ['Regardez la tête de la page : elle dit ce qui est en cours, et ce qui a été annulé.'],
  }),
  push_not_set_up: () => ({
    title: 'Aucune connexion à l’autre routeur',
    text: 'Rien ne dit encore comment joindre l’autre routeur.',
    advice: ['Réglez-la sous Connection to the backup, dans REDUNDANCY.'],
  }),
  push_moved_on: ({ where: side }) => ({
    title: 'Le fichier a changé depuis que vous l’avez vu',
    text:
      side === 'here'
        ? 'Le fichier de ce routeur n’est pas celui qui a été comparé.'
        : 'Le fichier de l’autre routeur n’est pas celui qui a été comparé.',
    advice: ['Comparez de nouveau. Rien n’a été modifié.'],
  }),
  push_nothing_there: () => ({
    title: 'Il n’y a pas de fichier à reprendre',
    text: 'L’autre routeur n’a pas de lvs.cf.',
    advice: ['PUSH le crée.'],
  }),
  push_copy_only: () => ({
    title: 'Personne à interroger là-bas',
    text: 'La connexion ne sert qu’à copier : LVS Console n’est pas interrogée sur l’autre routeur.',
    advice: ['Si elle y est installée, choisissez-le sous Connection to the backup.'],
  }),
  push_far_fault: ({ why, seen }) => ({
    title: 'L’autre routeur n’a pas répondu comme il faut',
    text: faults[why],
    advice: seen === '' ? [] : [`Il a dit : ${seen}`],
  }),
  push_far_format: ({ here, there, older }) => ({
    title: 'Les deux programmes ne se comprennent pas',
    text: `Celui d’ici parle le format ${here}, celui de l’autre routeur le format ${there}. Rien n’a été envoyé.`,
    advice: [`Mettez LVS Console à jour ${older === 'here' ? 'sur ce routeur' : 'sur l’autre routeur'}.`],
  }),
  push_far_version: ({ here, there, older }) => ({
    title: 'Les deux routeurs ont des versions différentes',
    text: `Ce routeur a LVS Console ${here}, l’autre ${there}. Ils pourraient tirer autre chose d’un même fichier : rien n’a été envoyé.`,
    advice: [`Mettez LVS Console à jour ${older === 'here' ? 'sur ce routeur' : 'sur l’autre routeur'}.`],
  }),
  push_far_refused: ({ why, said }) => ({
    title: 'L’autre routeur a refusé',
    text: `${refusals[why]}${blank(said)}`,
    advice: [],
  }),
  push_far_problems: ({ count, problems }) => ({
    title: 'L’autre routeur a refusé le fichier',
    text:
      count === 1
        ? 'Une chose y serait fausse là-bas, qui ne l’est pas maintenant.'
        : `${count} choses y seraient fausses là-bas, qui ne le sont pas maintenant.`,
    advice: problems.slice(0, 10).map(where),
  }),
  push_far_changed: () => ({
    title: 'Le fichier de là-bas a changé entre-temps',
    text: 'Quelqu’un a modifié le fichier de l’autre routeur pendant cet envoi. Le sien est resté tel quel.',
    advice: ['Comparez de nouveau.'],
  }),
  push_far_file: ({ reason, path, said }) => ({
    title: 'L’autre routeur ne peut remplacer son fichier',
    text: `${path} : ${fileRefusals[reason]}${blank(said)}`,
    advice: reason === 'no_right' ? ['Sur l’autre routeur, en tant que root :'] : [],
  }),
  push_far_engine: ({ why, said }) => ({
    title: 'L’autre routeur n’a pas pu le faire',
    text: `${engineRefusals[why]}${blank(said)}`,
    advice: why === 'denied' ? ['Sur l’autre routeur, en tant que root :'] : [],
  }),
};

const steps: Record<PushStepName, string> = {
  connect: 'Se connecter',
  compare: 'Comparer',
  arm: 'Armer l’essai là-bas',
  arm_here: 'Armer l’essai ici',
  upload: 'Envoyer',
  check: 'Vérifier',
  keep: 'Garder le fichier précédent',
  rename: 'Remplacer',
  read_back: 'Relire',
  apply: 'Appliquer là-bas',
  apply_here: 'Appliquer ici',
  go_back: 'Revenir en arrière là-bas',
  go_back_here: 'Revenir en arrière ici',
  state: 'Regarder l’état là-bas',
};

const findingNames: Record<FindingName, string> = {
  program: 'Notre programme',
  folder: 'Dossier',
  space: 'Place libre',
  file: 'lvs.cf',
  sudo: 'Droits',
  engine: 'Moteur',
  identity: 'Quel routeur',
  clock: 'Horloge',
};

const outcome: Record<PushStep['outcome'], string> = {
  done: 'fait',
  failed: 'échoué',
  unknown: 'incertain',
};

const asRoot = (commands: readonly string[]) =>
  commands.length === 0 ? '' : `En tant que root : ${commands.join('; ')}`;

/** What happens between the two routers, in French. */
export const push: Wording<typeof english> = {
  steps,
  outcome,
  findingNames,
  notApplied: (step, why) =>
    `Pas appliqué : l’étape « ${step} » a échoué. Ce qui tournait avant tourne toujours. ${why}`,
  notArmed: (why) => `Aucun essai n’a commencé, et rien n’a été changé. ${why}`,
  details: {
    armed: ({ until }) => `Ce qui tourne est gardé, et reviendra le ${at(until)} si personne ne confirme.`,
    went_back: () => 'Ce qui tournait avant tourne de nouveau.',
    goes_back: ({ until }) =>
      `Il n’a pas répondu qu’il est revenu en arrière. Il le fera de lui-même, le ${at(until)} au plus tard.`,
    connected: ({ to, version }) => `${to} répond, avec LVS Console ${version}.`,
    connected_copy_only: ({ to }) =>
      `${to} répond, sans LVS Console : le fichier est copié, et personne là-bas ne le vérifie ni ne l’applique.`,
    same: () => 'Les deux routeurs ont le même fichier, à l’octet près.',
    as_pushed: ({ changes: count }) =>
      `L’autre routeur a ce qui a été envoyé en dernier ; ${changes(count)} à envoyer.`,
    first_push: () => 'Le premier envoi : il n’y a pas encore de fichier sur l’autre routeur.',
    replaces_theirs: ({ changes: count }) =>
      `Le fichier de là-bas ne vient pas d’ici, et il est abandonné comme demandé (${changes(count)}).`,
    changed_there: ({ changes: count }) =>
      `Quelqu’un a modifié le fichier là-bas depuis le dernier envoi (${changes(count)}). Regardez-le d’abord, puis choisissez.`,
    file_of_theirs: ({ changes: count }) =>
      `Il y a sur l’autre routeur un fichier qui n’est jamais venu d’ici (${changes(count)}). Regardez-le d’abord, puis choisissez.`,
    problems_here: ({ count }) =>
      count === 1
        ? 'Une ligne du fichier d’ici est refusée.'
        : `${count} lignes du fichier d’ici sont refusées.`,
    identity_neither: ({ primary, backup }) =>
      `Cette machine n’a ni l’adresse du routeur primaire (${primary || 'non donnée'}) ni celle du routeur de secours (${backup || 'non donnée'}) : rien n’est envoyé d’ici.`,
    identity_both: ({ primary, backup }) =>
      `Cette machine a les adresses des deux routeurs (${primary} et ${backup}) : rien n’est envoyé d’ici.`,
    uploaded: ({ bytes }) => `${bytes} octets sont sur le disque là-bas, à côté du fichier.`,
    nothing_to_send: () => 'Les mêmes octets y sont déjà.',
    checked: ({ advice }) =>
      advice === 0
        ? 'Les règles de là-bas n’y trouvent rien à redire.'
        : `Les règles de là-bas n’y trouvent rien à redire qui n’y était déjà ; remarques : ${advice}.`,
    not_checked: () => 'Personne là-bas n’a pu le vérifier.',
    kept_in_history: ({ path }) => `Le fichier précédent est gardé dans l’historique de là-bas, ${path}.`,
    kept_beside: ({ path }) => `Le fichier précédent est gardé sous ${path}.`,
    nothing_to_keep: () => 'Il n’y avait pas de fichier.',
    replaced: () => 'Le fichier de là-bas a été remplacé d’un seul coup.',
    read_back: ({ hash }) => `Relu : chaque octet y est (SHA-256 ${hash.slice(0, 12)}).`,
    read_back_differs: ({ wanted, seen }) =>
      `D’autres octets y sont que ceux envoyés : SHA-256 ${seen.slice(0, 12)} au lieu de ${wanted.slice(0, 12)}.`,
    applied: ({ order, because: reasons }) =>
      order === 'together'
        ? `Appliqué sur les deux à la fois, parce que ${reasons.map((one) => because[one]).join(' et que ')}.`
        : 'Appliqué.',
    left_stopped: () => 'Le fichier est en place. Le moteur est arrêté : rien ne tourne avant son démarrage.',
    not_asked: () => 'Pas demandé.',
    not_possible: () => 'Impossible sans LVS Console là-bas. Quelqu’un doit le faire sur place.',
    state_told: ({ engine, role, vrrp }) =>
      [`Moteur : ${engine}`, role && `rôle : ${role}`, vrrp && `état : ${vrrp}`]
        .filter((part) => part !== '')
        .join(', ')
        .concat('.'),
    state_unknown: () => 'L’autre routeur ne l’a pas dit.',
  },
  findings: {
    program_same: ({ version, host, account }) =>
      `LVS Console ${version}, comme ici, sur ${host} sous le compte ${account}.`,
    program_differs: ({ here, there, older }) =>
      `LVS Console ${there} là-bas, ${here} ici. Mettez à jour celui ${older === 'here' ? 'd’ici' : 'de là-bas'}.`,
    folder_fit: ({ path, owner, group }) =>
      `${path} appartient à ${owner}:${group}, et des fichiers peuvent y être mis.`,
    folder_missing: ({ path }) => `Le dossier de ${path} manque.`,
    folder_closed: ({ path, account, commands }) =>
      `${account} n’a pas le droit de mettre des fichiers dans ${path}.${blank(asRoot(commands))}`,
    space_enough: ({ mebibytes }) => `${mebibytes} Mio sont libres.`,
    space_short: ({ mebibytes }) => `Seuls ${mebibytes} Mio sont libres. Faites d’abord de la place.`,
    file_there: ({ path, bytes }) => `${path} y est, ${bytes} octets.`,
    file_none: ({ path }) => `Il n’y a pas encore de ${path} ; le premier envoi le crée.`,
    file_hindered: ({ path, said, commands }) =>
      `${path} ne peut être remplacé : ${said}.${blank(asRoot(commands))}`,
    sudo_allows: () => 'sudo laisse le compte appeler le programme du routeur.',
    sudo_refuses: ({ verbs, account }) =>
      `sudo ne laisse pas ${account} appeler le programme du routeur (${verbs}) : le fichier est copié, mais APPLY est à faire là-bas. Les règles de sudo fournies en donnent le droit.`,
    engine_running: ({ engine }) => `${engine} tourne.`,
    engine_not_running: ({ engine, status }) =>
      `${engine} ne tourne pas (${status}). Un envoi ne le démarre pas.`,
    engine_missing: () => 'Ni keepalived ni pulse n’est installé.',
    engine_untold: () => 'Là-bas, le programme du routeur ne l’a pas dit.',
    identity_other: ({ role, address }) => `C’est le routeur ${role} (${address}).`,
    identity_same: ({ role }) =>
      `Il se prend pour le routeur ${role}, et celui-ci aussi. Est-ce bien une autre machine, et a-t-elle la bonne adresse ?`,
    identity_unknown: ({ addresses }) =>
      `D’après le fichier de là-bas, il n’est ni primaire ni secours, ou les deux. Ses adresses : ${addresses}.`,
    identity_untold: () => 'Sans fichier là-bas, il ne sait pas quel routeur il est.',
    clock_same: ({ seconds }) => `Les horloges concordent (${seconds} s).`,
    clock_differs: ({ seconds }) =>
      `L’horloge de là-bas ${seconds > 0 ? 'avance' : 'retarde'} de ${Math.abs(seconds)} s : les heures de ses journaux disent autre chose.`,
  },
};
