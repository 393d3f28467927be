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
  'mark-rules': {
    inputs: [
      {
        label: 'Rules for firewall marks',
        gloss: 'règles des marques de pare-feu',
        help: 'Indique si APPLY pose dans le filtre de paquets les règles qui donnent aux paquets les marques de pare-feu des serveurs virtuels ; avec No, c’est aux règles propres au routeur de le faire.',
      },
    ],
    more: [
      'Ces règles sont dans une chaîne à elles, LVS-CONSOLE dans la table mangle, remplacée d’un bloc et atteinte par un seul saut à la fin de PREROUTING. Aucune autre règle n’est jamais touchée. Après un démarrage de la machine, elles sont là avant le moteur. Si l’on revient à No, le prochain APPLY les retire.',
      'Il faut iptables sur les deux routeurs. Retirez vos propres règles qui donnent les mêmes marques ; ce qui recharge un filtre de paquets retire les nôtres jusqu’au prochain APPLY.',
    ],
    captions: { no: { text: 'No', gloss: 'non' }, yes: { text: 'Yes', gloss: 'oui' } },
  },
  'ftp-data-ports': {
    inputs: [
      {
        label: 'FTP data ports',
        gloss: 'ports de données FTP',
        help: 'Les ports où les serveurs FTP attendent les connexions de données passives, par exemple 10000:20000 ; ils reçoivent la marque de pare-feu du serveur virtuel du port 21.',
        blank: 'le port 21 seul',
      },
    ],
    more: [
      'Donnez aux serveurs FTP la même étendue (pour vsftpd, pasv_min_port et pasv_max_port) ; avec NAT, ils doivent aussi annoncer l’adresse virtuelle (pasv_address). Un serveur virtuel sans marque garde son port dans cette étendue. Les autres règles, comme celles du FTP actif, ne sont pas faites ici.',
    ],
  },
  'ip-forwarding': {
    inputs: [
      {
        label: 'IP forwarding',
        gloss: 'retransmission des paquets',
        help: 'Indique si APPLY règle le routeur pour qu’il retransmette les paquets (net.ipv4.ip_forward = 1), maintenant et à chaque démarrage de la machine ; avec No, le routeur garde son propre réglage.',
      },
    ],
    more: [
      'NAT en a besoin sur les deux routeurs. Si l’on revient à No, le prochain APPLY retire notre fichier pour le démarrage ; le réglage du moment reste, car d’autres peuvent en avoir besoin.',
    ],
    captions: { no: { text: 'No', gloss: 'non' }, yes: { text: 'Yes', gloss: 'oui' } },
  },
};
