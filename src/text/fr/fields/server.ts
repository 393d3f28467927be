import type { FieldTexts } from '../../field-text.js';

/** What is said about the keys of a real server, in French. */
export const serverFields: FieldTexts['server'] = {
  address: {
    inputs: [
      {
        label: 'Address',
        gloss: 'adresse',
        help: 'L’adresse propre du serveur réel, sans port.',
        blank: 'aucune',
      },
    ],
    more: [
      'Avec NAT, c’est une adresse du réseau intérieur, et la machine prend l’adresse du routeur NAT comme passerelle.',
    ],
  },
  active: {
    inputs: [
      {
        label: 'STATUS',
        gloss: 'état',
        help: 'Indique si le serveur réel doit être utilisé ; (DE)ACTIVATE le change.',
      },
    ],
    more: ['C’est ce que dit le fichier, et non si la machine est en vie.'],
    captions: {
      '1': { text: 'up', gloss: 'activé' },
      '0': { text: 'down', gloss: 'désactivé' },
    },
  },
  port: {
    inputs: [
      {
        label: 'Port',
        gloss: 'port',
        note: "(Leave blank to default to Virtual Server's Application Port)",
        help: 'Le port sur lequel le serveur réel répond, s’il en a un autre (NAT seulement).',
        blank: 'l’Application port du serveur virtuel',
      },
    ],
    more: [
      'Avec Direct Routing et Tunneling, les paquets gardent leur port : un autre port ne peut pas fonctionner.',
    ],
  },
  weight: {
    inputs: [
      {
        label: 'Weight',
        gloss: 'poids',
        help: 'La part de ce serveur réel comparée aux autres : 2 reçoit le double de 1, et 0 rien de nouveau.',
      },
    ],
    more: [
      'Seul compte le rapport entre les serveurs réels, et seulement avec un ordonnancement pondéré ; un serveur réel de poids 0 ne reçoit aucune nouvelle connexion, quel que soit l’ordonnancement.',
    ],
  },
};
