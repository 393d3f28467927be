import type { monitoringScripts as english } from '../en/monitoring-scripts.js';
import type { Wording } from '../wording.js';

/** The panel MONITORING SCRIPTS, in French. */
export const monitoringScripts: Wording<typeof english> = {
  gloss: {
    current: 'texte actuel',
    replacement: 'texte de remplacement',
    noSendProgram: 'retirer le programme',
    blankSend: 'vider Send',
    blankExpect: 'vider Expect',
    note: 'à noter',
  },
  table: 'Ce qui est envoyé et ce qui est attendu',
  none: '(vide)',
  checkTitle: 'Ce qui est contrôlé',
  check: ({ check, port, send, expect, seconds }) => {
    const every = seconds === 1 ? 'Chaque seconde, le routeur' : `Toutes les ${seconds} secondes, le routeur`;
    if (check.kind === 'program') {
      const prints = expect === '' ? 'affiche un texte quelconque' : `affiche exactement « ${expect} »`;
      return `${every} exécute « ${check.command} » pour chaque serveur réel, qui est en bonne santé si le programme ${prints}.`;
    }
    const where = `chaque serveur réel sur le port ${port}, sauf s’il a un port à lui`;
    const sends = send === '' ? 'n’envoie rien' : `envoie « ${send} »`;
    const first =
      check.kind === 'tcp'
        ? `${every} se connecte à ${where}, et ${sends}.`
        : `${every} s’adresse à ${where}, par UDP, et ${sends}.`;
    const answer = {
      none: check.kind === 'tcp' ? 'La connexion suffit.' : 'Toute réponse suffit.',
      any: 'Toute réponse suffit.',
      prefix: `La réponse doit commencer par « ${expect} ».`,
      regex: `L’expression régulière « ${expect} » doit se trouver dans les 254 premiers octets de la réponse.`,
    };
    return `${first} ${answer[check.mode]}`;
  },
  failing: ({ needed }) =>
    `Le premier contrôle manqué retire un serveur réel ; ${needed === 1 ? 'un contrôle réussi le remet' : `${needed} contrôles réussis de suite le remettent`}.`,
  implied: 'C’est ce que fait le démon sur le port 80 quand les trois champs sont vides.',
  asRoot:
    'Les tests, et avec eux un programme à vous, tournent sous root : aucun compte n’est donné dans « Account for checks ». Un compte sans aucun droit leur suffit.',
  asRootLink: 'En donner un sur la page REDUNDANCY',
  notes: [
    'Send et Expect, ou un programme à vous : le programme est prioritaire, et Send ne sert pas à côté de lui.',
    'Le programme doit afficher un texte qui correspond à Expect. Dans sa commande, %h est remplacé par l’adresse du serveur réel contrôlé, %p par son port.',
    'Dans Send et Expect, \\n est un saut de ligne, \\r un retour chariot, \\t une tabulation et \\\\ une barre oblique inverse. Devant toute autre lettre, une barre oblique inverse bloque le contrôle.',
    'Expect est le début de la première réponse, ou une expression régulière si la case est cochée ; * seul accepte toute réponse.',
    'Un champ vidé vide la valeur avec ACCEPT. Le bouton à côté d’un champ vide aussitôt cette seule valeur, et n’enregistre rien d’autre.',
  ],
};
