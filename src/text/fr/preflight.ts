import type { preflight as english } from '../en/preflight.js';
import type { Wording } from '../wording.js';

/** Le contrôle préalable des deux routeurs : dans WHAT TO RUN, et en ligne de commande. */
export const preflight: Wording<typeof english> = {
  title: 'Contrôle préalable',
  lead: 'Ce qui est en place sur les routeurs en ce moment, tel qu’ils le disent. Regarder ne change rien.',
  gloss: 'contrôle préalable',
  checks: {
    engine: 'Le moteur est installé',
    'engine-boot': 'Le moteur démarre avec la machine',
    version: 'Le programme du routeur a la version de la console',
    checkers: 'Les programmes de test sont en place',
    account: 'Le compte pour les tests existe',
    modules: 'IPVS et ses ordonnanceurs sont dans le noyau',
    'modules-boot': 'IPVS et ses ordonnanceurs sont chargés au démarrage de la machine',
    forwarding: 'Les paquets sont retransmis',
    'forwarding-boot': 'Les paquets sont retransmis après un redémarrage',
    devices: 'Les interfaces des adresses flottantes existent et sont actives',
    masks: 'Les masques des adresses flottantes sont ceux de leurs réseaux',
    'static-vip': 'Aucun fichier du système n’a d’adresse flottante',
    'reverse-path': 'Les paquets des clients ne sont pas rejetés pour leur source (rp_filter)',
    marks: 'Les paquets reçoivent leurs marques de pare-feu',
    'marks-boot': 'Les règles des marques survivent à un redémarrage',
    'ftp-active': 'Les connexions de données du FTP actif sont traduites',
    'ftp-active-boot': 'La règle du FTP actif survit à un redémarrage',
    'vrrp-in': 'Le VRRP de l’autre routeur est accepté',
    'clients-in': 'Les clients sont acceptés',
    'answers-through': 'Les réponses des serveurs réels passent',
    'real-servers': 'Les serveurs réels répondent sur leurs ports',
    arp: 'Seul un routeur répond pour les adresses flottantes',
    clock: 'Les horloges des routeurs concordent',
  },
  states: { done: 'Fait', open: 'Pas fait', unknown: 'Inconnu' },
  remarks: {
    line: ({ place, text }) => `${place} : ${text}`,
    unread: ({ path }) => `${path} n’a pas pu être lu, et en dit peut-être aussi quelque chose.`,
    more: ({ count }) =>
      count === 1 ? 'Un autre n’est pas montré ici.' : `${count} autres ne sont pas montrés ici.`,
    setting: ({ key, value }) => `${key} vaut ${value}.`,
    setting_not_kept: ({ key }) => `Aucun fichier ne règle ${key} au démarrage de la machine.`,
    no_ipvs: () => 'Le noyau n’a pas de table IPVS : le module ip_vs n’est pas chargé.',
    module_missing: ({ name }) => `Le module ${name} n’est pas chargé.`,
    module_not_kept: ({ name }) =>
      `Aucun fichier ne nomme le module ${name} pour le démarrage de la machine.`,
    engine_missing: ({ program }) => `${program} n’est pas installé.`,
    engine_version: ({ version }) =>
      `keepalived ${version} est antérieur à la version 2.2 : un rechargement peut lui faire perdre ses tests.`,
    boot_disabled: ({ unit }) => `${unit} ne démarre pas avec la machine.`,
    boot_unknown: ({ control }) => `On ne sait pas ce qui le démarre avec la machine (${control}).`,
    other_version: ({ here, there }) =>
      `Le programme du routeur a la version ${there}, la console la version ${here} : installez le même paquet sur les deux.`,
    checker_missing: ({ path }) => `${path} manque. APPLY le met en place.`,
    checker_other: ({ path }) => `${path} n’est pas celui de cette version. APPLY met le bon en place.`,
    account_missing: ({ account }) => `Il n’y a pas de compte ${account} avec un groupe du même nom.`,
    device_missing: ({ address, device }) =>
      `Il n’y a pas d’interface ${device}, qui doit porter ${address}.`,
    device_down: ({ address, device }) =>
      `L’interface ${device}, qui doit porter ${address}, est désactivée.`,
    mask_other: ({ device, mask, own }) =>
      `lvs.cf a ${mask} sur ${device}, dont l’adresse propre est ${own}.`,
    strict_elsewhere: ({ device, ways }) =>
      `rp_filter vaut 1 sur ${device}, mais la route par défaut passe par ${ways} : les paquets des clients qui arrivent sur ${device} sont rejetés.`,
    mark: ({ seen, to, wanted }) => {
      const should = wanted === 0 ? 'ne devrait pas avoir de marque' : `devrait avoir la marque ${wanted}`;
      if (seen === undefined) return `${to} ${should} ; une règle qui ne peut être suivie ici en décide.`;
      return `${to} ${should}, et ${seen === 0 ? 'n’en a pas' : `a ${seen}`}.`;
    },
    not_kept: ({ what }) => `Aucun fichier de filtre de paquets n’a la règle pour ${what}.`,
    unit_disabled: ({ unit }) => `${unit}, qui les chargerait, ne démarre pas avec la machine.`,
    not_translated: ({ from }) =>
      `Rien ne traduit les adresses de ${from} pour les connexions depuis le port 20.`,
    refused: ({ by, what }) => `${what} est refusé par : ${by}`,
    unsure: ({ by, what }) =>
      `${what} est peut-être refusé ; une règle qui ne peut être suivie ici en décide : ${by}`,
    port: ({ answer, system, to }) =>
      ({
        refused: `${to} : rien n’y écoute.`,
        silent: `${to} : pas de réponse.`,
        failed: `${to} : injoignable (${system}).`,
      })[answer],
    arp_real_server: ({ address, hardware, server }) =>
      `Le serveur réel ${server} répond quand le réseau demande qui a ${address} (${hardware}) : des clients vont à lui sans passer par les routeurs.`,
    arp_several: ({ address, hardware }) => `Plusieurs machines répondent pour ${address} : ${hardware}.`,
    arp_other: ({ address, hardware }) =>
      `Ce routeur a ${address}, et une autre machine répond aussi pour elle : ${hardware}.`,
    arp_nobody: ({ address }) => `Personne ne répond encore pour ${address} : aucun routeur n’est actif.`,
    clock: ({ seconds }) =>
      `Son horloge ${seconds > 0 ? 'avance' : 'retarde'} de ${Math.abs(seconds)} secondes sur celle de la console.`,
  },
  counts: ({ all, done, open, unknown }) =>
    `${done} sur ${all} ${done > 1 ? 'faits' : 'fait'}${open > 0 ? `, ${open} à faire` : ''}${unknown > 0 ? `, ${unknown} ${unknown > 1 ? 'inconnus' : 'inconnu'}` : ''}`,
  roles: { primary: 'Routeur primaire', backup: 'Routeur de secours', unknown: 'Routeur' },
  sides: { here: 'cette machine', other: 'l’autre routeur' },
  notYet: 'Il n’a pas encore répondu. Rechargez cette page dans un instant.',
  notSetUp: 'Aucune connexion vers lui n’est configurée : on ne peut pas l’interroger.',
  setUp: 'Configurer la connexion',
  noRole:
    'On ne peut pas savoir quel routeur est cette machine : elle n’a ni l’adresse du routeur primaire ni celle du routeur de secours, ou elle a les deux. Indiquez les bonnes dans GLOBAL SETTINGS et REDUNDANCY ; les routeurs pourront alors être examinés.',
  withoutRights: 'Sans droits, seule une partie est visible :',
  fix: 'Pour y remédier :',
  fixIf: 'Si ce n’est pas fait :',
  colon: ' :',
  fixRecipe: (title) => `Voir plus bas : ${title}`,
  fixPages: {
    control: 'CONTROL',
    'global-settings': 'GLOBAL SETTINGS',
    'virtual-servers': 'VIRTUAL SERVERS',
    routers: 'ROUTERS',
  },
  seenOf: 'Tel que les routeurs le voient',
  answersOnPorts: 'Il répond sur ses ports.',
  runThere:
    'Ce qui est en place sur le serveur réel lui-même ne se voit pas d’ici : exécutez-y ce qui figure sous « Pour vérifier ».',
  cli: {
    alone: 'lvs.cf n’a pas de routeur de secours.',
    recipe: (machine, recipe) => `voir : lvs-console recipes --machine ${machine} FILE (${recipe})`,
    page: (page) => `voir : ${page}`,
  },
};
