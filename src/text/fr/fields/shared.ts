import type { sharedStanza } from '../../../core/lvscf/shared-lines.js';
import type { StanzaText } from '../../field-text.js';

/** What is said about the settings in comment lines, in French. */
export const sharedFields: StanzaText<typeof sharedStanza> = {
  'fail-back': {
    inputs: [
      {
        label: 'Fail-back',
        gloss: 'retour au primaire',
        help: 'Indique si le routeur primaire reprend le service à son retour ; avec No, comme avec pulse, le secours le garde.',
      },
    ],
    more: [
      'La reprise interrompt le service une seconde fois. Avec No, les routeurs n’échangent leurs rôles que lorsque celui qui sert tombe en panne.',
    ],
    captions: { no: { text: 'No', gloss: 'non' }, yes: { text: 'Yes', gloss: 'oui' } },
  },
  'virtual-router-id': {
    inputs: [
      {
        label: 'Virtual router ID',
        gloss: 'identifiant du routeur virtuel',
        help: 'Un nombre de 1 à 255 qu’aucune autre paire VRRP ne porte dans le réseau du battement de cœur.',
      },
    ],
    more: [
      'Deux paires qui portent le même nombre dans un réseau prennent les battements de l’autre pour les leurs. Les routeurs et pare-feu d’autres marques se servent aussi de tels nombres.',
    ],
  },
  'vrrp-device': {
    inputs: [
      {
        label: 'Heartbeat device',
        gloss: 'interface du battement de cœur',
        help: 'L’interface par laquelle les routeurs s’entendent, du même nom sur les deux ; pas un alias.',
        blank: 'trouvée automatiquement',
      },
    ],
    more: [
      'Sans elle, le battement de cœur passe par l’interface qui porte l’adresse publique propre du routeur ou, si cela ne se voit pas, par celle de la première adresse virtuelle active.',
    ],
  },
  'checker-account': {
    inputs: [
      {
        label: 'Account for checks',
        gloss: 'compte des vérifications',
        help: 'Le compte sous lequel tournent les vérifications et leurs programmes, avec un groupe du même nom ; il doit exister sur les deux routeurs.',
        blank: 'root, comme avec pulse',
      },
    ],
    more: [
      'Une vérification a rarement besoin de droits : un compte à elle, sans mot de passe, est le choix le plus sûr.',
    ],
  },
};
