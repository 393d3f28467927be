import type { BodyFault, ErrorParams } from '../../core/problem.js';
import type { FailureText } from '../en/errors.js';
import type { en } from '../en.js';
import type { Wording } from '../wording.js';

const types: Readonly<Record<string, string>> = {
  array: 'une liste',
  boolean: 'true ou false',
  int: 'un nombre entier, sans guillemets',
  number: 'un nombre, sans guillemets',
  object: 'un objet',
  string: 'un texte, entre guillemets',
};

const faults: Record<BodyFault['fault'], (fault: BodyFault) => string> = {
  unknown_member: ({ field }) => `Il n’y a pas de membre ${field} ici.`,
  missing_member: ({ field }) =>
    field === '' ? 'Il faut envoyer un objet JSON.' : `Le membre ${field} manque.`,
  read_only_member: ({ field }) =>
    `Le membre ${field} se lit seulement : ne l’envoyez pas, ou renvoyez-le tel qu’il était.`,
  wrong_type: ({ field, expected = '' }) =>
    `${field === '' ? 'Ce qui est envoyé' : `La valeur de ${field}`} doit être ${types[expected] ?? expected}.`,
  wrong_value: ({ field, expected = '' }) =>
    expected === ''
      ? `Le membre ${field} ne peut pas avoir cette valeur.`
      : `Le membre ${field} est l’un de : ${expected}.`,
  too_large: ({ field, expected = '' }) =>
    `Le membre ${field} est trop grand ou trop long : ${expected} au plus.`,
  too_small: ({ field, expected = '' }) =>
    `Le membre ${field} est trop petit ou trop court : ${expected} au moins.`,
};

type Reason =
  | 'revision_wanted'
  | 'revision_stale'
  | 'wrong_method'
  | 'body_refused'
  | 'not_rendered'
  | 'not_imported'
  | 'answers_refused';

/** Les échecs propres à l’interface JSON. */
export const apiReasons: { [One in Reason]: (params: ErrorParams[One]) => FailureText } = {
  revision_wanted: ({ current }) => ({
    title: 'If-Match manque',
    text: 'Une modification dit de quel état elle est partie. Rien n’a été modifié.',
    advice: [
      `Lisez ce qui est à modifier, et envoyez l’ETag de cette réponse comme If-Match. En ce moment, c’est ${current}.`,
    ],
  }),
  revision_stale: ({ current }) => ({
    title: 'Cela a changé depuis',
    text: 'Ce qui est à modifier n’est plus comme à la lecture. Rien n’a été modifié.',
    advice: [`Relisez-le, et décidez à nouveau. En ce moment, son ETag est ${current}.`],
  }),
  wrong_method: ({ method, allowed }) => ({
    title: 'Pas avec cette méthode',
    text: `Il n’y a pas de ${method} ici, seulement ${allowed.join(', ')}.`,
    advice: [],
  }),
  body_refused: ({ where, faults: found }) => ({
    title: where === 'body' ? 'Le corps n’est pas accepté' : 'Les paramètres ne sont pas acceptés',
    text: `${found.map((fault) => faults[fault.fault](fault)).join(' ')} Rien n’a été modifié.`,
    advice: ['/api/v1/openapi.json décrit ce qui est accepté.'],
  }),
  not_rendered: ({ target, because }) => ({
    title: 'Cela ne peut pas tourner tel quel',
    text: `Rien n’est produit pour ${target}.`,
    advice: [...because],
  }),
  answers_refused: ({ wrong }) => ({
    title: 'Les réponses ne sont pas acceptées',
    text: `${wrong.map(({ message }) => message).join(' ')} Rien n’a été modifié.`,
    advice: [],
  }),
  not_imported: ({ because }) => ({
    title: 'Rien ne peut être proposé',
    text: 'Aucun lvs.cf ne peut être tiré de ceci. Rien n’a été modifié.',
    advice: [...because],
  }),
};

/** L’interface JSON. */
export const api: Wording<(typeof en)['api']> = {
  lead: 'Tout ce que font les pages, pour des programmes : des scripts, Ansible, un déploiement. Les règles, les rôles, les mots de passe et le journal d’audit sont ceux des pages.',
  document: 'Décrit pour les programmes, en OpenAPI 3.1 :',
  points: [
    'Chaque requête porte le nom d’utilisateur et le mot de passe de la console (HTTP Basic) : depuis une autre machine, en HTTPS seulement. Un viewer lit, un administrateur modifie. Les listes d’accès valent ici aussi, et de même l’attente après de mauvais mots de passe.',
    'Ce qui est lu vient avec un ETag. Une modification le renvoie comme If-Match, pour que personne n’écrase ce que quelqu’un d’autre a modifié entre-temps : sans lui la réponse est 428, avec un ancien 412. If-Match: * désigne n’importe quel état.',
    '?dryRun=true dit ce qui changerait, ce que cela fait au trafic en cours, et ce qui serait refusé. Rien n’est enregistré.',
    'Ce qui est envoyé tel qu’il est déjà ne change rien : saved vaut false, et aucune version n’est créée. Un playbook peut s’exécuter aussi souvent qu’il veut.',
    'PATCH modifie les clés qu’il nomme, et null en retire une du fichier ; PUT retire tout ce qu’il ne nomme pas. Un membre ou un paramètre qui n’existe pas est refusé par son nom.',
    'Une modification qui enlève beaucoup est refusée avec le code dangerous et un nom ; elle se fait avec ?confirm= et ce nom.',
    'Ce qui échoue reçoit une réponse application/problem+json : code pour les programmes, detail pour les personnes, et problems un par un, avec le membre, le bloc ou la ligne.',
    'Enregistrer modifie lvs.cf, et rien de ce qui tourne : POST /api/v1/engine/apply le fait exécuter par ce routeur, POST /api/v1/push le porte au routeur de secours.',
  ],
  examplesTitle: 'Exemples',
  netrc:
    'Avec -n, curl prend le mot de passe dans ~/.netrc : il n’est ainsi sur aucune ligne de commande. Là, dans un fichier que vous seul pouvez lire :',
  examples: {
    read: 'Lire un serveur virtuel :',
    change: 'Le modifier tel qu’il a été lu ; sans dryRun, c’est enregistré :',
    ansible: 'La même chose dans un playbook d’Ansible :',
  },
  failuresTitle: 'Ce qui échoue',
  failuresLead:
    'Avec le statut et le code. Les phrases peuvent changer, les codes non. Les autres codes sont ceux des pages : leur phrase dit ce qui aide.',
  failures: {
    password: 'Pas de nom d’utilisateur, ou pas le bon mot de passe.',
    role: 'Un viewer ne modifie rien, et ne reçoit aucun fichier.',
    origin: 'Un navigateur dit qu’une page d’un autre site a envoyé ceci.',
    locked: 'Quelqu’un d’autre enregistre en ce moment : réessayez dans quelques secondes.',
    revision_stale: 'If-Match nomme un autre état que l’état présent, dont la réponse porte l’ETag.',
    media_type: 'Ni application/json ni, pour un texte entier, text/plain. Un POST dit toujours lequel.',
    body_refused:
      'Un membre ou un paramètre est inconnu, manque ou est d’un autre type : problems nomme chacun.',
    adds_problems: 'Les valeurs, ou le fichier avec elles, seraient fausses : problems dit où et pourquoi.',
    dangerous: 'Cela enlève beaucoup. confirm porte le nom à envoyer, et ce qui se passerait.',
    structure_wrong: 'Le fichier lui-même est abîmé : seul PUT /api/v1/lvs.cf le modifie.',
    revision_wanted: 'If-Match manque.',
    too_many_tries: 'De mauvais mots de passe sont venus de là. Retry-After dit combien de temps attendre.',
  },
  routesTitle: 'Ce qui peut être demandé',
  routesLead:
    'Les noms entre accolades sont ceux du fichier, encodés ; le second bloc d’un même nom s’appelle NOM~2.',
  head: { request: 'Requête', summary: 'Ce qu’elle fait', who: 'Rôle' },
  adminOnly: 'admin',
  fault: (fault) => faults[fault.fault](fault),
  stepFailed: 'Une étape a échoué',
  nothingThere: {
    title: 'Rien à cette adresse',
    advice: ['/api/v1/openapi.json donne toutes les adresses.'],
  },
  malformed: (said) => ({
    title: 'Pas du JSON',
    text: `Le corps ne se lit pas comme du JSON : ${said}. Rien n’a été modifié.`,
    advice: [],
  }),
  notJson: {
    title: 'Pas du JSON',
    text: 'Ici, la console n’accepte que application/json et, là où un texte entier est envoyé, text/plain. Rien n’a été modifié.',
    advice: [],
  },
};
