import type { keepalived as english } from '../en/keepalived.js';
import { globalField } from '../labels.js';
import type { FitTexts, NoteTexts, ObstacleTexts, ReasonTexts, RoleTexts } from '../rendering-text.js';
import type { Wording } from '../wording.js';

const reasons: ReasonTexts = {
  counts_saves: 'Elle compte les enregistrements, et rien de ce qui tourne ne la lit.',
  never_used: 'Aucun démon ne s’en servait.',
  one_link:
    'keepalived a une seule liaison de battements de cœur pour une paire de routeurs, et c’est la publique qui sert.',
  own_protocol:
    'Le battement de cœur de keepalived est VRRP, un protocole à part à côté de TCP et d’UDP : il n’a pas de port.',
  shared_disks: 'Les disques SCSI partagés appartiennent aux anciens services de bascule (fos).',
  failover_only: 'Elle appartient aux services de bascule (fos), qui ne sont pas traduits.',
  no_fos: 'lvs est traduit ; rien dans keepalived ne fait ce que faisait fos.',
  no_nanny: 'Il n’y a pas de nanny : keepalived appelle le vérificateur de cette console.',
  no_ipvsadm: 'keepalived parle lui-même au noyau.',
  advert_limit: 'Exact jusqu’à 255 secondes.',
  whole_adverts: 'Un nombre entier de battements : arrondi vers le haut, deux au moins, 100 au plus.',
  after_the_change:
    'Exécutée quand le changement a eu lieu ; pulse l’exécutait d’abord et attendait sa fin. Sur un routeur seul : au démarrage de keepalived, et après sa fin.',
  always_watched:
    'keepalived surveille de toute façon les interfaces du battement de cœur et de la première adresse flottante ; 1 ajoute celles des autres adresses flottantes.',
  host_mask:
    'Exact quand il est donné. Sans lui, l’adresse est seule (/32), là où pulse prenait le masque de la classe d’adresse.',
  program_failure:
    'Un programme qui échoue ou qui dure trop longtemps signifie que le serveur est tombé. nanny le prenait alors pour vivant, si Expect était donné.',
  load_formula:
    'Le vérificateur demande la charge et change le poids comme le faisait nanny, entre le poids configuré et dix fois celui-ci, mais jamais au-dessus de 253. Chaque routeur la demande pour lui-même.',
  persistence_limit: 'Exact jusqu’à 31 jours (2678400 secondes).',
  timeout_limit:
    'Exact comme pause entre deux vérifications ; comme limite d’une vérification, jusqu’à 1430 secondes.',
  mark_port:
    'Exact, sauf avec une marque de pare-feu : les paquets gardent le port écrit par le client, et celui-ci ne sert qu’aux vérifications.',
  no_slow_start:
    'Tout de suite, là où nanny l’augmentait pas à pas. Une vérification ne peut pas changer un poids supérieur à 253 : un tel serveur ne peut pas être vidé.',
};

const notes: NoteTexts = {
  advert_limited: ({ keepalive, seconds }) =>
    `Le battement de cœur vient toutes les ${seconds} secondes, et non toutes les ${keepalive} : keepalived ne permet pas de pause plus longue.`,
  deadtime_rounded: ({ deadtime, seconds }) =>
    `Le routeur de secours prend la relève après ${seconds} secondes de silence, et non après ${deadtime} : keepalived compte des battements entiers, deux au moins et 100 au plus.`,
  vrrp_must_pass: () =>
    `Le battement de cœur est VRRP entre les adresses publiques des deux routeurs : les pare-feu doivent laisser passer le protocole IP 112 dans les deux sens. ${globalField('heartbeat_port')} ne sert pas.`,
  links_always_watched: () =>
    `${globalField('monitor_links')} est désactivé, mais keepalived surveille de toute façon les interfaces du battement de cœur et de la première adresse flottante : quand l’une d’elles tombe, l’autre routeur prend la relève.`,
  both_routers_check: () =>
    'Les deux routeurs vérifient les serveurs réels en permanence, et pas seulement l’actif : chaque serveur réel en voit donc deux.',
  device_assumed: ({ device }) =>
    `Le battement de cœur passe par ${device}, parce que la première adresse virtuelle s’y trouve. Si les adresses publiques des routeurs sont sur une autre interface, nommez celle-ci dans REDUNDANCY : ${globalField('vrrp-device')}.`,
  command_after: ({ field }) =>
    `La commande de ${field} est exécutée quand le changement a eu lieu ; pulse l’exécutait d’abord et attendait sa fin.`,
  no_gratuitous_arp: () =>
    'Un routeur seul n’annonce pas ses adresses à son démarrage. Les machines qui les connaissaient sur un autre routeur les trouvent quand elles redemandent, le plus souvent en moins d’une minute.',
  command_at_start: ({ field }) =>
    `Sur un routeur seul, la commande de ${field} est exécutée au démarrage de keepalived, ou après sa fin.`,
  command_left_out: ({ field }) =>
    `La commande de ${field} n’est pas exécutée, parce qu’elle contient un caractère que keepalived lit à sa manière. Mettez-la dans un script, et donnez le chemin de celui-ci.`,
  setting_unused: ({ field, virtual, why }) =>
    virtual === ''
      ? `${field} ne sert pas. ${why}`
      : `${field} du serveur virtuel ${virtual} ne sert pas. ${why}`,
  mask_assumed: ({ field, address }) =>
    `${address} devient une adresse seule (/32), parce que ${field} n’est pas donné ; pulse prenait le masque de la classe d’adresse.`,
  no_slow_start: () =>
    'Un serveur réel qui revient reçoit tout de suite sa part des requêtes ; nanny augmentait son poids pas à pas.',
  table_only: () =>
    'Ceci n’est que la table. Les adresses, les délais, les vérifications et le battement de cœur n’en font pas partie, et chaque serveur réel actif y figure, qu’il aille bien ou non.',
  heartbeat_names: ({ primary, backup }) =>
    `Les routeurs s’appellent ici ${primary} et ${backup} : lvs.cf ne contient pas les noms des machines. Heartbeat attend ce que uname -n affiche sur chacune d’elles.`,
  heartbeat_checks_nothing: () =>
    'Heartbeat déplace les adresses et fait charger la table. Personne ne vérifie les serveurs réels : celui qui est en panne garde sa part des requêtes.',
  heartbeat_secret: () =>
    'Le secret est nouveau à chaque fois. Copiez le même fichier sur les deux routeurs et rendez-le lisible par root seul (chmod 600) : sinon, Heartbeat ne démarre pas.',
  rules_at_start: () =>
    'Les règles elles-mêmes sont celles de lvs-console render ipvsadm ; Debian les charge depuis /etc/ipvsadm.rules.',
  comments_dropped: ({ count }) =>
    count === 1
      ? 'Une ligne de commentaire est omise, comme l’aurait fait l’outil d’origine.'
      : `${count} lignes de commentaire sont omises, comme l’aurait fait l’outil d’origine.`,
  shared_dropped: ({ keywords }) =>
    `Les réglages que seul LVS Console lit sont omis avec les commentaires qui les portent : ${keywords}.`,
  obsolete_dropped: ({ field }) => `${field} est omis : plus aucun démon ne l’utilise.`,
  marks_made: ({ rules }) =>
    `Avant que le moteur ne lise le fichier, ${rules === 1 ? 'une règle est posée' : `${rules} règles sont posées`} dans le filtre de paquets, dans une chaîne à nous : elles donnent aux paquets leurs marques de pare-feu. Aucune autre règle n’est touchée.`,
  marks_elsewhere: ({ marks }) =>
    `${marks.includes(',') ? `Les marques de pare-feu ${marks} viennent` : `La marque de pare-feu ${marks} vient`} des règles propres au filtre de paquets de ce routeur, et non de LVS Console : ${globalField('mark-rules')} de GLOBAL SETTINGS est désactivé.`,
  forwarding_made: () =>
    'Le routeur est réglé pour retransmettre les paquets, maintenant et à chaque démarrage de la machine.',
  service_once: ({ virtual, first }) =>
    `Le serveur virtuel ${virtual} est laissé de côté : ${first} a la même adresse, le même port et le même protocole, et compte pour les deux.`,
  mark_once: ({ virtual, first, mark }) =>
    `Le serveur virtuel ${virtual} partage la marque de pare-feu ${mark} avec ${first}, dont les serveurs réels, l’ordonnancement et la persistance comptent pour les deux.`,
  without_servers: ({ virtual }) =>
    `Le serveur virtuel ${virtual} est laissé de côté, parce qu’il n’a aucun serveur réel actif : son adresse est montée, et personne n’y répond.`,
  sorry_alone: ({ virtual }) =>
    `Le serveur virtuel ${virtual} n’a aucun serveur réel actif : toutes ses requêtes vont au serveur d’excuse.`,
  weightless: ({ virtual }) =>
    `Tous les serveurs réels actifs de ${virtual} ont le poids 0 et ne reçoivent pas de nouvelles connexions. keepalived ne l’accepte pas dans son fichier, ce sont donc les vérifications qui le disent : un serveur dont le poids vient de passer à 0 peut recevoir des requêtes pendant un instant.`,
  persistence_limited: ({ virtual, persistent, seconds }) =>
    `La persistance de ${virtual} est de ${seconds} secondes (31 jours), et non de ${persistent} : le noyau ne reçoit pas davantage.`,
  timeout_limited: ({ virtual, timeout, seconds }) =>
    `Les serveurs réels de ${virtual} sont vérifiés toutes les ${timeout} secondes, mais une vérification n’en reçoit pas plus de ${seconds}.`,
  load_followed: ({ virtual, command }) =>
    `Les poids de ${virtual} suivent la charge que donne ${command}. Les deux routeurs ont besoin de ce programme et doivent joindre par lui les serveurs réels sans mot de passe ; s’il échoue, le poids reste tel quel.`,
  program_failure_is_down: ({ virtual }) =>
    `Un serveur réel de ${virtual} est tombé quand son programme échoue ou dure trop longtemps. nanny le prenait alors pour vivant, si Expect était donné.`,
  server_once: ({ virtual, server, first }) =>
    `Le serveur réel ${server} de ${virtual} est laissé de côté : avec une marque de pare-feu il ne fait qu’un avec ${first}, dont il a l’adresse.`,
  mark_keeps_port: ({ virtual, server, port }) =>
    `${virtual} se reconnaît à une marque de pare-feu : les paquets gardent le port écrit par le client, et le port ${port} de ${server} ne sert qu’à ses vérifications.`,
  weight_limited: ({ virtual, server, weight }) =>
    `${server} de ${virtual} a le poids ${weight}. Une vérification ne peut pas changer un poids supérieur à 253 : le serveur ne peut pas être vidé, et son poids ne suit pas sa charge.`,
};

const obstacles: ObstacleTexts = {
  host_name: ({ field, name }) =>
    `${field} est un nom d’hôte, ${name} : chaque routeur le chercherait lui-même à chaque démarrage de keepalived, peut-être avant que son réseau fonctionne. Écrivez l’adresse.`,
  port_zero: ({ virtual }) =>
    `Le serveur virtuel ${virtual} a le port 0, c’est-à-dire tous les ports. Le noyau ne l’accepte qu’avec la persistance.`,
  role_without_backup: () =>
    'Le fichier n’a pas de routeur de secours actif : il ne peut être traduit que pour un routeur seul.',
};

const roles: RoleTexts = {
  primary: 'Routeur primaire',
  backup: 'Routeur de secours',
  single: 'Routeur seul',
};

const fits: FitTexts = { exact: 'Exactement', approximate: 'À peu près', none: 'Pas du tout' };

/** The page KEEPALIVED, in French. */
export const keepalived: Wording<typeof english> = {
  reasons,
  notes,
  obstacles,
  roles,
  fits,
  lead: 'pulse, lvsd et nanny ne sont plus dans aucune distribution actuelle. Voici ce que keepalived exécute à leur place, d’après le lvs.cf de cette machine. La page le montre et ne change rien.',
  rolesNavigation: 'Pour quel routeur',
  notesTitle: 'Ce qui sera différent de ce que dit le fichier',
  obstaclesTitle: 'Pourquoi rien ne peut encore tourner',
  obstaclesLead:
    'Ce qui tourne doit être juste dans son ensemble. Corrigez d’abord ceci ; ce qui est inactif peut rester tel quel.',
  inLine: (line, problem) => `Ligne ${line} : ${problem}`,
  textTitle: 'keepalived.conf',
  rulesTitle: 'Sans keepalived',
  rulesLead:
    'Les mêmes services tels que les lit ipvsadm-restore, pour regarder la table ou pour un essai à la main :',
  fields: {
    title: 'Ce que devient chaque réglage',
    scopes: {
      global: 'En tête du fichier',
      virtual: 'Dans un serveur virtuel',
      server: 'Dans un serveur réel',
    },
    key: 'Clé',
    fit: 'Traduction',
    statement: 'Dans keepalived.conf',
    remark: 'Ce qui est différent',
  },
  installed: {
    title: (path) => `Comparé à ${path}`,
    same: 'Il est identique, ligne par ligne.',
    ours: 'Il a été fait par LVS Console. Ces lignes changeraient : - est là aujourd’hui, + serait nouveau.',
    foreign:
      'Il n’a pas été fait par LVS Console, qui ne remplace jamais le fichier de quelqu’un d’autre sans qu’on le lui dise. Ces lignes diffèrent : - est là aujourd’hui, + serait nouveau.',
    absent: 'Il n’y en a pas sur cette machine : keepalived n’a rien à exécuter.',
    unsure: (why) =>
      `C’est là qu’il se trouve d’ordinaire. On ne sait pas d’ici si le programme du routeur l’a ailleurs : ${why}.`,
    leftOut: 'Plus de lignes diffèrent que cette page n’en montre.',
  },
};
