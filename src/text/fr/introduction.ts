import type { introduction as english } from '../en/introduction.js';
import type { Wording } from '../wording.js';

/** The INTRODUCTION page, in French. */
export const introduction: Wording<typeof english> = {
  about: {
    title: 'À PROPOS DE CET OUTIL',
    paragraphs: [
      'LVS Console configure Linux Virtual Server : un ou deux routeurs qui portent une adresse flottante et répartissent les requêtes entre les serveurs réels placés derrière eux. L’outil modifie lvs.cf, conserve chaque ligne qu’il ne montre pas et refuse ce que les démons refuseraient.',
      'Il s’utilise sur le routeur primaire. Terminez d’abord la configuration, panneau par panneau, en pressant ACCEPT avant de quitter un panneau ; démarrez ensuite le moteur, et copiez le fichier sur le routeur de secours après chaque modification. Les deux routeurs doivent avoir le même fichier, sinon une bascule peut échouer.',
    ],
  },
  options: {
    title: 'PANNEAUX',
    control:
      'ce que cette machine a et fait : moteur, retransmission des paquets, table de routage du noyau, processus',
    'global-settings':
      'les adresses du routeur primaire et la façon dont les paquets atteignent les serveurs réels : NAT, routage direct ou tunnel',
    redundancy: 'le routeur de secours et le battement de cœur entre les deux',
    'virtual-servers':
      'les services offerts, les serveurs réels derrière chacun d’eux et le contrôle de leur santé',
  },
  resources: {
    title: 'RESSOURCES',
    help: 'chaque champ de chaque panneau, expliqué',
    file: 'le texte de lvs.cf, avec ses problèmes à leur place',
    project: 'Le projet Linux Virtual Server',
  },
};
