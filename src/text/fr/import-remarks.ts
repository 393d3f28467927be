import type { ImportKindTexts, OutcomeTexts, RemarkTexts } from '../import-text.js';

export const outcomes: OutcomeTexts = {
  kept: 'repris',
  changed: 'modifié',
  noted: 'en commentaire',
  lost: 'omis',
  unknown: 'non compris',
};

export const kinds: ImportKindTexts = {
  'keepalived.conf': 'keepalived.conf',
  ipvsadm: 'règles ou commandes ipvsadm',
  'ipvsadm-default': '/etc/default/ipvsadm',
  ip_vs: 'table du noyau',
  'ha.cf': 'ha.cf de Heartbeat',
  authkeys: 'authkeys de Heartbeat',
  haresources: 'haresources de Heartbeat',
  hosts: '/etc/hosts',
  'lvs.cf': 'lvs.cf',
};

export const remarks: RemarkTexts = {
  // Kept
  console_does: () => 'La console fait faire la même chose au moteur.',
  // Changed
  console_decides: () => 'La console en décide elle-même quand elle produit le fichier.',
  all_move_together: () =>
    'Les adresses flottantes d’un lvs.cf se déplacent toujours ensemble : aucune ligne n’est nécessaire.',
  one_instance: ({ name, first }) =>
    `Un lvs.cf décrit une seule paire de routeurs, et ${first} est retenu. Les adresses de ${name} se déplacent avec les autres.`,
  role_assumed: ({ role }) =>
    `Le fichier a été lu comme celui du routeur ${role === 'primary' ? 'primaire' : 'de secours'}.`,
  state_misspelt: ({ found, meant }) =>
    `${found} est une faute : cet état n’existe pas. keepalived le prend pour ${meant}, et il a été lu ainsi.`,
  state_slave: () => 'SLAVE n’est pas un état : keepalived le prend pour BACKUP, et il a été lu ainsi.',
  fail_back: () =>
    'Rien ne dit nopreempt : un routeur primaire qui revient reprend le service. REDUNDANCY l’affiche comme retour automatique.',
  fail_back_usual: () =>
    'Rien ne dit auto_failback : avec heartbeat, un routeur primaire qui revient reprend alors le service. REDUNDANCY l’affiche comme retour automatique.',
  said_before: ({ keyword }) =>
    `Une autre ligne donne une autre valeur à ${keyword}, et c’est elle qui compte.`,
  one_link: ({ device }) =>
    `Dans le nouveau fichier, les signaux de vie passent par une seule interface, et non aussi par ${device}.`,
  unicast_now: () => 'Les signaux de vie vont d’un routeur à l’autre seulement, et non à tout le réseau.',
  rounded: ({ keyword, found, value }) =>
    `${keyword} compte des secondes entières : ${found} est devenu ${value}.`,
  limited: ({ keyword, found, value }) => `${found} dépasse ce que ${keyword} admet : c’est devenu ${value}.`,
  scheduler_other: ({ found, value }) =>
    `Un lvs.cf ne connaît pas l’ordonnanceur ${found} : ${value}, le plus proche, est écrit à sa place.`,
  method_differs: ({ found, network }) =>
    `Un lvs.cf a une seule méthode de transfert pour tout, ici ${network} ; celui-ci avait ${found}. Il est présent, mais inactif.`,
  device_guessed: ({ device }) =>
    `Rien ne dit quelle interface porte cette adresse : ${device} est une supposition. Corrigez-la dans VIRTUAL SERVERS.`,
  vip_unlisted: ({ address }) =>
    `Aucune ligne ne donne ${address} à une interface : personne n’y aurait répondu. Avec un lvs.cf, l’adresse est montée d’elle-même.`,
  vip_own: ({ address, device }) =>
    `Cette machine a elle-même ${address}, sur ${device}, et aucune autre adresse à côté : l’adresse ne pourrait jamais passer à un autre routeur. Donnez-lui-y une adresse propre, et indiquez-la dans GLOBAL SETTINGS.`,
  vip_guessed: ({ address }) =>
    `Une marque de pare-feu n’a pas d’adresse, et un lvs.cf en veut une : ${address} a été retenue. Corrigez si c’en est une autre.`,
  vip_missing: () =>
    'Une marque de pare-feu n’a pas d’adresse, un lvs.cf en veut une, et il n’y en a aucune à retenir : le serveur virtuel est inactif jusqu’à ce que vous la saisissiez.',
  placeholder: ({ found }) =>
    `${found} tient lieu d’adresse. Remplacez-le par le nombre dans le texte et recommencez, ou complétez ensuite : d’ici là, 0.0.0.0 est écrit, et c’est inactif.`,
  sorry_port: ({ found, port }) =>
    `Le serveur d’excuses d’un lvs.cf répond sur le port du serveur virtuel : ${port}, et non ${found}.`,
  port_kept: ({ found, port }) =>
    `Seul le NAT change le port d’un paquet : le serveur réel est sollicité sur ${port}, et non sur ${found}.`,
  check_port: ({ found }) => `Le test interroge le port du serveur réel lui-même, et non ${found}.`,
  check_timing: ({ keyword, seconds }) =>
    `Un lvs.cf a une seule durée pour la pause entre deux tests et pour l’attente de chacun : ${seconds} secondes, aussi pour ${keyword}.`,
  check_once: () => 'Un seul test échoué retire aussitôt un serveur réel : il n’y a pas de nouvel essai.',
  check_differs: () =>
    'Dans un lvs.cf, tous les serveurs réels d’un serveur virtuel sont testés de la même façon : le test du premier compte.',
  check_all_need: () => 'Un lvs.cf a un seul test par serveur réel : le premier compte.',
  check_status: () =>
    'La page est demandée en HTTP/1.0, et le code de retour est comparé par une expression régulière à la première ligne de la réponse.',
  check_ready_made: ({ kind }) =>
    `Il est devenu le test prêt à l’emploi ${kind} : le Sending Program lvs-ask, qu’APPLY met sur les routeurs.`,
  check_connect_only: () =>
    'Un lvs.cf ne sait pas exprimer ce test : une connexion au port suffit pour l’instant.',
  check_web: () =>
    'Sur le port 80, une simple connexion n’est pas un test pour un lvs.cf : la page / est demandée, et HTTP attendu.',
  check_greeting: () => 'Le message d’accueil du serveur de courrier suffit : 220.',
  check_dynamic: () =>
    'Ici, le code de retour ne change pas le poids : 0 veut dire en service, tout le reste en panne, aussi à partir de 2.',
  check_silent: () =>
    'Avec UDP, un test doit poser une question qui reçoive une réponse, et rien ne dit laquelle : les serveurs réels comptent comme en service (/bin/true) tant que MONITORING SCRIPTS n’a ni programme ni texte à envoyer.',
  check_arguments: () =>
    'Dans la commande, l’adresse du serveur réel est devenue %h, et son port %p : une seule commande pour tous.',
  unchecked: () =>
    'Le serveur réel n’avait pas de test et restait toujours dans la table. Il est testé désormais.',
  quiesce_all: () =>
    'Un serveur réel en panne garde le poids 0 dans tout le serveur virtuel ou nulle part : ici, dans tout.',
  backup_differs: ({ what }) =>
    `Le routeur de secours dit autre chose pour ${what}. Ce que dit le routeur primaire compte pour les deux.`,
  backup_missing: ({ what }) =>
    `Le routeur de secours n’a pas ${what}. Il l’a maintenant : les deux suivent le même fichier.`,
  router_by_name: ({ name, keyword }) => `${name} est devenu ${keyword}, avec son adresse du fichier hosts.`,
  service_again: ({ first }) => `La ligne ${first} décrit le même service, et c’est elle qui compte.`,
  server_again: ({ first }) => `La ligne ${first} décrit le même serveur réel, et c’est elle qui compte.`,
  command_effect: ({ command }) => `${command} a été appliqué à ce que disaient les lignes précédentes.`,
  pasted_mark: ({ found, meant }) =>
    `${found} est une faute : le curseur de l’éditeur a été copié. ${meant} a été lu.`,
  auth_glued: ({ found, meant }) => `${found} est une faute : Heartbeat attend ${meant}.`,
  resource_alone: ({ found, meant }) =>
    `${found} est une faute : Heartbeat le prend pour un script. Il a été lu comme ${meant}.`,
  local_service: ({ name }) =>
    `Heartbeat démarrait ${name} sur le routeur actif lui-même, ce qui n’est pas une répartition : un serveur virtuel inactif attend ses serveurs réels.`,
  port_assumed: ({ port }) =>
    `Avec une marque de pare-feu, le port est celui des tests : ${port} a été retenu.`,
  text_form: () => 'Les retours chariot et la marque d’ordre des octets sont retirés : le démon les lit mal.',
  // Kept in a comment
  noted: () => 'Un lvs.cf n’a pas de place pour cela. C’est en commentaire en tête du fichier.',
  noted_mail: () =>
    'Ici, personne n’envoie de courriel : c’est en commentaire. Les événements des routeurs sont dans EVENTS.',
  noted_quorum: () =>
    'Un lvs.cf ne connaît pas de quorum : un serveur virtuel est en service tant qu’un serveur réel l’est. C’est en commentaire.',
  noted_script: () =>
    'Un lvs.cf n’a pas de place pour ce programme. Il est en commentaire, et personne ne l’exécute.',
  noted_second: () => 'Un lvs.cf demande une seule page : la première compte. Celle-ci est en commentaire.',
  // Lost
  option_left: ({ option }) => `Un lvs.cf n’a pas de place pour ${option} ; le reste de la ligne compte.`,
  without_place: () => 'Un lvs.cf n’a pas de place pour cela, et cela ne change rien à la répartition.',
  vrrp_authentication: () =>
    'Les routeurs se parlent directement, par leurs adresses : il n’y a plus de mot de passe entre eux.',
  secret: () => 'Un secret n’est repris nulle part, ni affiché.',
  ipv6: () => 'Un lvs.cf ne connaît que les adresses IPv4.',
  protocol_other: ({ found }) => `Un lvs.cf ne connaît que TCP et UDP, pas ${found}.`,
  not_for_engine: () => 'La ligne affiche ou enregistre quelque chose, et ne dit rien de ce qui est réparti.',
  inside_lost: () => 'Cela fait partie de ce qui est omis plus haut.',
  editor_title: () => 'Le titre d’un éditeur a été copié avec le texte.',
  // Not understood
  behind: ({ word, first }) =>
    `Derrière ${first}, sur la même ligne : ${word}. keepalived passe outre ou le refuse, et cela est omis. Mettez chacun sur sa ligne, et recommencez.`,
  elsewhere: ({ word, belongs }) => `${word} fait partie d’un bloc ${belongs} : collez le bloc entier.`,
  unknown_word: ({ word }) => `${word} n’est pas connu ici.`,
  misspelt: ({ word, meant }) =>
    `${word} est une faute : sans doute fallait-il ${meant}. Le programme passe outre, et nous aussi.`,
  stray_close: () => 'Cette accolade fermante est de trop.',
  block_open: ({ word }) => `Le bloc ${word} n’est pas fermé.`,
  quote_open: () => 'Le guillemet n’est pas fermé.',
  include: ({ file }) =>
    `${file === '' ? 'Un autre fichier' : file} est inclus ici, et une moitié de configuration est pire que rien. Mettez son texte à la place de cette ligne, et recommencez.`,
  parameter: ({ word }) =>
    `${word} est un paramètre de keepalived. Mettez son texte à sa place, et recommencez.`,
  value_wrong: ({ word, value }) => `${value === '' ? 'Rien' : value} n’est pas une valeur de ${word}.`,
  value_missing: ({ word }) => `${word} manque, ou n’a pas de valeur.`,
  no_service: ({ service }) =>
    `Aucune ligne précédente ne décrit ${service === '' ? 'ce service' : service}.`,
  name_unresolved: ({ name }) =>
    `Personne ne dit l’adresse de ${name} : il est en commentaire. Importez aussi le fichier hosts, ou saisissez l’adresse dans GLOBAL SETTINGS et REDUNDANCY.`,
  range: ({ found }) => `${found} est une plage d’adresses : donnez à chacune un bloc.`,
  not_this_kind: () => 'Une telle ligne n’a pas sa place dans un fichier de ce genre.',
  table_line: () => 'Ce n’est pas une ligne d’une telle table.',
  // Of a file, or of all of them
  comments_left: ({ count }) =>
    count === 1 ? 'Un commentaire n’est pas repris.' : `${count} commentaires ne sont pas repris.`,
  lvs_cf_alone: () => 'Un lvs.cf dit tout à lui seul : il est importé seul, et ceci n’a pas été lu.',
  nothing_found: () => 'Aucun serveur virtuel n’y a été trouvé.',
  routers_missing: ({ missing }) =>
    missing === 'primary'
      ? 'Rien ne dit les adresses publiques des deux routeurs : saisissez-les dans GLOBAL SETTINGS et REDUNDANCY.'
      : 'Rien ne dit l’adresse publique du routeur de secours : saisissez-la dans REDUNDANCY, s’il y en a un.',
  nat_router_missing: () =>
    'Avec le NAT, les serveurs réels ont besoin d’une passerelle qui suive le routeur actif, et aucune n’a été trouvée : saisissez le routeur NAT dans GLOBAL SETTINGS.',
  checks_begin: ({ count }) =>
    count === 1
      ? 'Un serveur virtuel vient d’une table que personne ne testait. Ses serveurs réels sont testés désormais : voyez MONITORING SCRIPTS.'
      : `${count} serveurs virtuels viennent d’une table que personne ne testait. Leurs serveurs réels sont testés désormais : voyez MONITORING SCRIPTS.`,
  ticks_unknown: () =>
    'La table compte la persistance en tics d’une horloge inconnue ici : elle n’est plus persistante.',
  too_large: ({ bytes, limit }) => `Il fait ${bytes} octets ; au-delà de ${limit}, rien n’est lu.`,
};
