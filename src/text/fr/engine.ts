import type { engine as english } from '../en/engine.js';
import type { Wording } from '../wording.js';

/** What makes lvs.cf run: its part of CONTROL/MONITORING, in French. */
export const engine: Wording<typeof english> = {
  gloss: {
    engine: 'Moteur',
    apply: 'Appliquer',
    adopt: 'Reprendre',
    start: 'Démarrer',
    stop: 'Arrêter',
    reload: 'Relire',
    'hand-over': 'Passer la main',
    revert: 'Revenir',
    enable: 'Démarrer avec la machine',
    disable: 'Ne pas démarrer avec la machine',
    refresh: 'Demander de nouveau',
    last: 'Dernière action',
  },
  role: {
    primary: (address, device) => `Cette machine est le routeur primaire : elle a ${address} sur ${device}.`,
    backup: (address, device) => `Cette machine est le routeur de secours : elle a ${address} sur ${device}.`,
    single: (address, device) => `Cette machine est l’unique routeur : elle a ${address} sur ${device}.`,
  },
  unknown: {
    neither: (primary, backup) =>
      `Cette machine n’a ni l’adresse du routeur primaire (${primary || 'non donnée'}) ni celle du routeur de secours (${backup || 'non donnée'}). Elle peut modifier lvs.cf, mais ni l’appliquer ni l’envoyer.`,
    both: (primary, backup) =>
      `Cette machine a les adresses des deux routeurs (${primary} et ${backup}). Elle peut modifier lvs.cf, mais ni l’appliquer ni l’envoyer.`,
  },
  vrrp: {
    MASTER: 'Il est actif : les adresses flottantes sont ici.',
    BACKUP: 'Il est en attente : l’autre routeur est actif, ou va l’être.',
    FAULT: 'Il est en panne : une interface que keepalived surveille est tombée.',
    INIT: 'Il démarre.',
  },
  since: (time) => `Depuis ${time}.`,
  boot: {
    enabled: 'Il démarre avec la machine.',
    disabled: 'Il ne démarre pas avec la machine.',
    unknown: '',
  },
  failed: 'Il ne s’est pas terminé normalement. Les dernières lignes de son journal :',
  failedSilently: 'Il ne s’est pas terminé normalement, et personne ici n’a gardé son journal.',
  unapplied: 'lvs.cf a été modifié depuis sa dernière application : ce qui tourne n’est pas ce qu’il dit.',
  unappliedLink: 'APPLY se trouve sur CONTROL/MONITORING.',
  current: 'Ce qui est installé est ce que dit lvs.cf.',
  never: 'Rien n’a encore été appliqué sur ce routeur.',
  foreign: (path) =>
    `${path} n’a pas été fait par LVS Console. Il n’est jamais remplacé sans qu’on le demande : TAKE OVER en garde une copie à côté.`,
  noFile: 'lvs.cf ne peut être lu : rien ne peut donc être appliqué.',
  missing:
    'Rien sur cette machine ne peut encore exécuter lvs.cf. Tout le reste fonctionne : modifiez dès maintenant, et installez keepalived quand vous voudrez.',
  asked: (seconds) =>
    seconds === 0
      ? 'La question vient d’être posée.'
      : `La question a été posée il y a ${seconds} s, et le sera de nouveau une minute après.`,
  before: 'Ce qui sera différent de ce que dit le fichier',
  obstacles: 'Pourquoi rien ne peut encore être appliqué',
  preview: 'Le fichier qui serait installé, ligne par ligne',
  hints: {
    apply:
      '-- Faire exécuter à ce routeur ce que dit lvs.cf : traduire, tester, installer, relire, regarder le noyau. Au moindre échec, tout est remis en place.',
    applyStopped:
      '-- Traduire, tester et installer ce que dit lvs.cf. Le moteur n’est pas en marche et n’est pas démarré pour autant.',
    applyPulse:
      '-- Faire relire lvs.cf à pulse. Il ne prend en compte que les serveurs ajoutés ou retirés ; le reste ne compte qu’après STOP et START.',
    adopt:
      '-- Remplacer le keepalived.conf que quelqu’un d’autre a fait. Une copie en est gardée, puis tout se passe comme avec APPLY.',
    start:
      '-- Démarrer le moteur avec ce qui est installé. Dans une paire, l’autre routeur reste actif s’il l’est.',
    stop: '-- Cesser de répartir sur ce routeur. S’il est actif, il cède d’abord les adresses flottantes à l’autre routeur, et personne n’est refusé ; si celui-ci ne tourne pas, plus personne n’y répond. Sans le démon de synchronisation, les connexions ouvertes sont coupées.',
    stopSingle: '-- Cesser de répartir. Plus personne ne répond aux adresses flottantes jusqu’à START.',
    reload: '-- Faire relire au moteur ce qui est installé. Les connexions restent.',
    'hand-over':
      '-- Céder les adresses flottantes à l’autre routeur, et attendre. Le moteur continue de tourner, et personne n’est refusé. Si l’autre routeur ne tourne pas, les adresses reviennent ici une fois qu’il compte comme mort. Sans le démon de synchronisation, les clients perdent leur persistance et les connexions ouvertes sont coupées.',
    revert:
      '-- Remettre en place le keepalived.conf précédent, relire, regarder le noyau. Au moindre échec, tout est remis en place. lvs.cf reste tel quel : le prochain APPLY annule donc ceci.',
    enable: '-- Démarrer le moteur à chaque démarrage de la machine.',
    disable: '-- Laisser le moteur arrêté quand la machine démarre.',
  },
  lastAt: (time, user) => `${time}, par ${user} :`,
};
