import type { control as english } from '../en/control.js';
import type { Wording } from '../wording.js';

/** The panel CONTROL/MONITORING, in French. */
export const control: Wording<typeof english> = {
  gloss: {
    control: 'Contrôle',
    monitor: 'Surveillance',
    daemon: 'Démon',
    forwarding: 'Retransmission des paquets',
    autoUpdate: 'Mise à jour automatique',
    updateInterval: 'Intervalle de mise à jour',
    updateNow: 'Mettre à jour maintenant',
    routingTable: 'Table de routage LVS actuelle',
    processes: 'Processus LVS actuels',
    fosProcesses: 'Processus FOS actuels',
    changePassword: 'Changer le mot de passe',
  },
  state: {
    running: 'en marche',
    stopped: 'arrêté',
    failed: 'en échec',
    not_installed: 'non installé',
    on: 'activé',
    off: 'désactivé',
    loaded: 'chargé',
    not_loaded: 'non chargé',
    unknown: 'inconnu',
  },
  process: (pid) => `processus ${pid}`,
  versionUnknown: 'version inconnue',
  advice: {
    start: 'Une fois la configuration terminée, démarrez-le avec :',
    install:
      'Rien sur cette machine ne peut exécuter lvs.cf. Installez keepalived avec la commande de ce système, l’une de :',
    twoEngines:
      'Deux moteurs tournent en même temps, et chacun défait dans la table de routage ce que l’autre a fait. Arrêtez l’un des deux.',
    forwarding:
      'Cette machine ne retransmet pas les paquets. NAT ne peut pas fonctionner sans cela, et c’est conseillé pour tous les types de réseau. Avec Yes pour IP forwarding dans GLOBAL SETTINGS, APPLY l’active ; ces commandes le font sans lui, tout de suite et après un redémarrage :',
    ipvs: 'Ce noyau ne peut rien répartir tant que son module IPVS n’est pas chargé. Ces commandes le chargent, tout de suite et après un redémarrage :',
  },
  because: {
    absent: ({ path }) => `${path} n’existe pas.`,
    denied: ({ path, owner }) =>
      owner === undefined
        ? `La console n’a pas le droit de lire ${path}.`
        : `La console n’a pas le droit de lire ${path} : il appartient à l’utilisateur ${owner.uid} et au groupe ${owner.gid}, avec le mode ${owner.mode}.`,
    malformed: ({ path, line, text }) =>
      `${path} est incompréhensible à partir de la ligne ${line} : ${text === '' ? '(rien)' : text}`,
    failed: ({ path, system }) => `${path} n’a pas pu être lu (${system}).`,
  },
  keepalived: '-- Ce que keepalived exécute d’après lvs.cf, et ce que devient chaque réglage',
  engineLog: '-- Les processus du moteur et les dernières lignes de son journal, ici et sur l’autre routeur',
  seconds: 'secondes',
  stop: 'Quitter le panneau l’arrête ; décocher la case et presser le bouton aussi.',
  runs: (seconds) => `Cette page se recharge toutes les ${seconds} secondes.`,
  raised: (seconds) => `${seconds} secondes est l’intervalle le plus court.`,
  seenAt: 'Ce qui est montré ici a été lu le',
  table: {
    notLoaded: 'Vide, car IPVS n’est pas chargé dans ce noyau.',
    empty: 'IPVS est chargé et ne répartit rien : sa table est vide.',
    jiffies:
      'La persistance est donnée en jiffies, car le fichier qui dit combien il en faut pour une seconde dans ce noyau ne peut être lu.',
  },
  processList: {
    none: 'Vide, car aucun processus LVS ne tourne.',
    ownOnly:
      'Ce système ne montre à la console que les processus de son propre compte (hidepid) : d’autres tournent peut-être.',
  },
};
