import type { help as english } from '../en/help.js';
import type { Wording } from '../wording.js';

/** The HELP page, in French. */
export const help: Wording<typeof english> = {
  contents: 'Sommaire',
  sections: {
    control: [
      'Montre ce que cette machine a : le moteur et s’il tourne, la retransmission des paquets, les modules IPVS, la table de routage du noyau et les processus. Regarder ne modifie rien ; seuls les boutons de ENGINE le font, et chacun dit d’avance ce qu’il fera. Les deux cadres restent vides tant que LVS n’est pas démarré.',
      'Avant APPLY, le panneau dit de chaque changement ce qu’il fait à ce qui tourne : rien, le poids seulement, des connexions coupées et combien il y en a en ce moment, des adresses qui se déplacent, un battement qui recommence. Ce qui coupe vient en premier et est marqué. Ensuite, LAST ACTION montre ce que sont devenus chaque service et ses connexions à côté de ce qui était annoncé, et marque ce qui s’est passé autrement. PUSH et la comparaison des versions le disent aussi avant ; en ligne de commande : lvs-console apply --dry-run.',
      'LIVE ROUTING TABLE suit le noyau, une fois par seconde tant que quelqu’un regarde, à côté de ce que veut lvs.cf : un serveur dont le test ne réussit pas est hors service ou mis au repos, un serveur sans nouveaux clients est vidé, et ce que personne n’a demandé est nommé aussi. Sans scripts, REFRESH ou Update information now montre des chiffres plus récents. En dessous, CONNECTIONS dit qui est connecté à quoi, avec une recherche par adresse, port, nom ou état.',
      'ENGINE LOG montre les processus du moteur avec leur âge, et les dernières lignes de son journal, de ce routeur ou de l’autre.',
      'WHAT TO RUN dit ce qu’il faut exécuter soi-même sur chaque machine pour cette configuration : modules, retransmission et règles de pare-feu sur les routeurs ; routes, adresses cachées et tunnels sur les serveurs réels, dans les fichiers de chaque type de système, avec la façon de le vérifier et de le défaire. En ligne de commande : lvs-console recipes. Sous « Contrôle préalable », il dit ce qui en est fait sur les deux routeurs, tel qu’ils le disent, en ce moment et après un redémarrage : ce qui n’est pas fait vient en premier, avec ce qui y remédie ; ce qui ne se voit pas est inconnu, avec la raison. Regarder ne change rien. En ligne de commande : lvs-console preflight.',
      'Auto update recharge le panneau à l’intervalle indiqué, en secondes ; moins de 10 n’est pas accepté, car la page changerait sous vos doigts. Cela cesse quand vous quittez le panneau. Si la case est décochée, l’intervalle est celui de la table en direct seulement : 1 seconde au plus vite, ce qu’elle fait aussi sans intervalle. Une page à l’arrière-plan ne demande rien.',
      'TRY fait ce que fait APPLY, pour un temps : il garde keepalived.conf et lvs.cf tels qu’ils étaient quand ce qui tourne a été appliqué, les relit, et n’applique qu’ensuite. Si personne n’appuie à temps sur CONFIRM, en tête de n’importe quelle page, les deux reviennent d’eux-mêmes ; même si la console s’est arrêtée, si la connexion est coupée ou si le routeur a redémarré. Ce qui a été essayé reste parmi les versions. Un lvs.cf enregistré de nouveau entre-temps est laissé tel quel. GO BACK NOW y met fin aussitôt. Tant que l’essai dure, rien d’autre n’est appliqué, démarré ni arrêté. En ligne de commande : lvs-console apply --trial 5, lvs-console confirm et lvs-console confirm --go-back.',
    ],
    graphs: [
      'Les connexions, les nouvelles connexions et les octets par seconde, et les poids, de chaque serveur virtuel et serveur réel : la dernière heure toutes les 10 secondes, le dernier jour minute par minute, avec le minimum et le maximum de chaque minute. Choisissez un serveur virtuel pour voir ses serveurs réels côte à côte, et l’un d’eux pour le voir seul. Là où rien n’a été mesuré, la courbe est grise et le tableau dit inconnu : ce n’est jamais 0.',
      '"graphs" dans console.json dit ce qui est mesuré quand personne ne regarde : "connections" (par défaut ; les connexions et les poids de ce routeur, lus dans le noyau sans lancer de programme), "all" (aussi les octets, et l’autre routeur) ou "off". Ce qui a été mesuré survit à un redémarrage de la console, pour 500 services et serveurs réels au plus.',
    ],
    drawing: [
      'La grappe, des clients aux serveurs réels, redessinée chaque seconde d’après lvs.cf, le noyau et ce qu’ont les routeurs. Couleur, signe et mots disent la même chose ; un trait plein est un chemin que des paquets prennent en ce moment, un trait interrompu un chemin qu’ils ne prennent pas. Les cases mènent à leurs panneaux, à la souris comme au clavier.',
      'Un schéma montre huit serveurs virtuels. Quand un serveur virtuel a plus de six serveurs réels, ceux qui ont un ennui sont montrés et les autres comptés. Le tableau les a tous.',
    ],
    events: [
      'Ce qui s’est passé et pourquoi, le plus récent d’abord : un serveur réel mis hors service ou revenu, avec la raison donnée par son test ; un serveur virtuel dont aucun serveur réel ne répond ; le routeur devenu actif ; le moteur qui a démarré, relu sa configuration ou pris fin ; et, à côté, qui a enregistré, appliqué, poussé, essayé ou donné un poids temporaire. Ce que disent les deux routeurs est sur une seule ligne de temps. Cherchez par sujet, routeur et serveur virtuel, ou regardez autour d’un moment : les graphiques y mènent.',
      'keepalived annonce ses événements à un petit programme de LVS Console sur chaque routeur, lvs-notify, qui garde les derniers milliers dans /var/lib/lvs-console-router/events, même quand aucune console ne tourne. APPLY le met en place. « webhook » dans console.json fait dire par la console à un autre programme ce qui va mal et ce qui va de nouveau bien.',
    ],
    'temporary-weights': [
      'DRAIN retire un serveur réel du choix pour les nouveaux clients et laisse terminer ceux qui sont là : regardez ses connexions tomber à zéro dans LIVE ROUTING TABLE, dont les lignes mènent ici. SET WEIGHT lui donne une autre part, de 0 à 253. PUT BACK met fin aux deux. lvs.cf n’est pas modifié et le moteur n’est pas relu : c’est le test du serveur réel qui signale le poids, à partir du prochain, et la réponse dit combien de secondes cela prend au plus. Un échec met toujours le serveur hors service, et il revient avec son poids temporaire.',
      'Les deux routeurs sont informés, si bien qu’une bascule ne change rien, et chacun dit s’il l’a pris en compte. Un poids temporaire survit à une relecture, à APPLY et au redémarrage du routeur ; avec une fin en minutes, il se termine de lui-même, même quand la console ne tourne pas. Tant qu’il y en a un, l’en-tête de chaque page le dit. Avant que le dernier serveur réel qui fonctionne pour un serveur virtuel ne soit vidé, il faut en saisir le nom. Un serveur dont le poids dans lvs.cf dépasse 253 ne peut pas en recevoir, ni celui que pulse teste. En ligne de commande : lvs-console drain, lvs-console weight et lvs-console put-back.',
    ],
    routers: [
      'Les deux routeurs côte à côte, regardés toutes les dix secondes tant que quelqu’un regarde cette page : lequel est actif d’après ce qu’il dit lui-même, le moteur et sa version, si le processus qui fait les tests est en marche, l’état VRRP, les adresses qu’ont vraiment ses interfaces, et si ce qui tourne est ce que dit son lvs.cf. Plus bas, les deux noyaux sont comparés service par service. Un routeur qui ne répond pas garde ce qu’il a dit en dernier, avec l’heure et la raison.',
      'Les alarmes viennent en tête, ici et sur CONTROL/MONITORING : deux routeurs actifs, ou aucun ; un moteur ou un processus de test qui ne tourne pas ; des adresses sur un routeur qui n’est pas actif, ou absentes de celui qui l’est ; des lvs.cf différents ; un lvs.cf qui n’a pas été appliqué ; des noyaux qui diffèrent. En ligne de commande : lvs-console status --router both.',
    ],
    'global-settings': [
      'Les adresses du routeur primaire et le type de réseau : la façon dont les paquets atteignent les serveurs réels. NAT réécrit les adresses, et les serveurs réels prennent l’adresse du routeur NAT comme passerelle ; Direct Routing et Tunneling laissent les adresses intactes, et les serveurs réels répondent eux-mêmes aux clients.',
      'Les adresses flottantes se configurent ici et nulle part ailleurs : surtout pas dans les scripts réseau du système.',
      'Sous PACKET FILTER AND FORWARDING, chaque routeur peut mettre en place pour lui-même, à l’APPLY, ce qu’il lui faut à côté du moteur : les règles qui donnent aux paquets leurs marques de pare-feu, comme pour HTTP et HTTPS sous une même marque ou pour FTP avec ses ports de données, et la retransmission. Les deux sont désactivées au départ. Les règles sont montrées ligne par ligne avant que rien ne les pose, un push porte les réglages au secours, et aucune règle propre au routeur n’est jamais touchée. En ligne de commande : lvs-console render packet-filter FILE.',
    ],
    redundancy: [
      'Le routeur de secours, et le battement de cœur par lequel il s’aperçoit que le primaire est mort. ENABLE ouvre les champs, DISABLE arrête le secours en gardant ses valeurs, RESET remet les valeurs par défaut et attend ACCEPT.',
    ],
    connection: [
      'Comment cette console atteint l’autre routeur : par SSH, vers un compte qui y lance LVS Console. Donnez d’abord l’adresse et pressez ACCEPT. FETCH HOST KEY montre la clé du routeur ; comparez son empreinte à ce que le routeur affiche à sa propre console, puis CONFIRM. Rien n’est envoyé avant, ni plus tard si la clé est une autre.',
      'MAKE KEY crée une clé pour cette console et montre la ligne à mettre dans ~/.ssh/authorized_keys là-bas ; avec le mot de passe du compte, LET KEY IN l’y met. Cette ligne permet à la clé de lancer notre programme et rien d’autre. TEST passe par chaque étape et dit ce qui aide quand l’une d’elles échoue.',
      'Sur un routeur sans LVS Console, on ne peut que copier : donnez le chemin de lvs.cf là-bas. Personne n’y vérifie le fichier, et APPLY est à faire sur place.',
    ],
    push: [
      'PUSH envoie lvs.cf à l’autre routeur. Le nouveau fichier reste à côté de l’ancien jusqu’à sa vérification là-bas, puis prend sa place d’un seul coup ; l’ancien est gardé. Il est relu et comparé octet pour octet, puis appliqué là-bas, sauf si vous décochez cette case. Une connexion coupée laisse l’ancien fichier ou le nouveau, jamais une moitié, et l’envoi suivant l’achève. DRY RUN s’arrête avant tout changement.',
      'La ligne en tête de chaque page dit où l’on en est : à jour, combien de modifications à envoyer, modifié là-bas, injoignable et depuis quand, avec l’âge de ce qu’on sait. En ligne de commande : lvs-console push, et lvs-console push --dry-run.',
      'Un fichier de là-bas qui n’a pas été envoyé d’ici n’est jamais remplacé sans demander : gardez le nôtre, prenez le leur, ou cochez objet par objet ce qui doit être pris là-bas. Tant que le routeur de secours est actif, modifiez sur celui-là, et prenez son fichier d’ici quand le primaire est revenu.',
      'TRY envoie et applique sur les deux routeurs, pour un temps. Chacun garde ce qu’il faisait tourner et revient de lui-même, même si les deux ne peuvent plus se joindre. CONFIRM demande d’abord à l’autre routeur : s’il ne répond pas, aucun des deux n’est confirmé, et les deux reviennent à leur heure. En ligne de commande : lvs-console push --trial 5.',
    ],
    'virtual-servers': [
      'Les services auxquels les clients se connectent, un par ligne. Choisissez une ligne, puis EDIT, DELETE ou (DE)ACTIVATE. STATUS est ce que dit le fichier, up ou down : pas si les serveurs sont en vie.',
      'Un titre de colonne trie ce qui est affiché, FILTER montre les lignes qui contiennent tous les mots donnés : une partie d’un nom, un port, ou une adresse (10.0.0.1 n’est pas 10.0.0.13). MOVE UP et MOVE DOWN changent l’ordre dans le fichier, avec les commentaires placés juste au-dessus ; de deux serveurs virtuels de même adresse et de même port, c’est le premier qui fonctionne. COPY fait le même serveur virtuel sous un autre nom, désactivé, avec ses serveurs réels.',
      'SEVERAL AT ONCE montre tous les serveurs virtuels avec leurs serveurs réels. Cochez des lignes, ou filtrez puis TICK ALL, et choisissez ACTIVATE, DEACTIVATE, SET WEIGHT ou DELETE : pour retirer une machine de tous les serveurs virtuels, filtrez par son adresse. La page suivante montre ce qui changerait et ce que cela provoque sur le trafic en cours ; ACCEPT enregistre le tout en une seule version. Ce que quelqu’un d’autre a modifié entre-temps est d’abord montré de nouveau.',
      'Une modification qui retire beaucoup demande un nom avant d’être enregistrée, où qu’on la fasse : le dernier serveur réel d’un service qui répond à des clients, plus d’un tiers des services qui le font, ou l’adresse du routeur par laquelle vous êtes connecté. La page dit ce qui arriverait ; saisissez le nom qu’elle montre. Un service sans serveur réel en fonction, ou désactivé, peut partir sans question.',
      'Plusieurs personnes peuvent modifier en même temps. Les modifications de choses différentes sont toutes enregistrées sans question. Là où quelqu’un d’autre a modifié la même chose pendant que votre formulaire était ouvert, rien n’est écrasé : la page montre champ par champ ce que c’était, ce qui est dans le fichier à présent et par qui, et ce que vous avez saisi, puis enregistre ce que vous choisissez. Ce que quelqu’un d’autre a supprimé revient par BRING BACK.',
    ],
    'virtual-server': [
      'Un service : nom, adresse, port et répartition des requêtes. Remplissez cette page et pressez ACCEPT avant de passer aux deux autres.',
    ],
    'real-servers': [
      'Les machines qui répondent pour ce serveur virtuel. L’adresse s’écrit sans port ; le poids est une part, comparée à celle des autres serveurs.',
      'COPY ouvre le formulaire d’un nouveau serveur réel avec tout ce qu’a celui qui est choisi, sauf son nom. SAME AS … reprend les serveurs réels d’un autre serveur virtuel : ceux qui manquent ici, ou tous à la place de ceux qui sont là. La page montre d’abord ce que cela change.',
    ],
    'monitoring-scripts': [
      'Le contrôle de la santé des serveurs réels : un texte envoyé et le début de la réponse attendue, ou un programme à vous.',
      'TEST fait essayer le test une fois par le testeur du moteur, contre un serveur réel ou tous, depuis ce routeur ou l’autre, et avec ce qui est saisi : rien n’est enregistré pour cela, et aucun serveur n’est mis hors service ni remis en service. Il montre combien de temps la connexion a pris, les octets envoyés et reçus en texte et en hexadécimal, et ce qui a décidé. REAL SERVER offre la même chose pour ce qui est enregistré. Seuls des serveurs réels de lvs.cf sont essayés, 10 secondes au plus par étape, et un Sending Program seulement là où APPLY le laisserait tourner. En ligne de commande : lvs-console probe.',
      'READY-MADE CHECKS remplit Sending Program et Expect pour ce qu’un texte ne sait pas demander : une page web avec son code de retour, son empreinte et son certificat, aussi par TLS, les serveurs de courrier, les serveurs de noms, LDAP et PostgreSQL. C’est lvs-ask qui s’en charge, un petit programme qu’APPLY met sur le routeur à côté du testeur ; il affiche OK, ou une ligne qui dit ce qui ne va pas, et que TEST montre. TAKE THE DIGEST NOW demande la page aux serveurs réels et remplit son empreinte MD5 ou SHA-256. L’importation d’un keepalived.conf fait de tels tests de SSL_GET, de HTTP_GET avec digest, de SMTP_CHECK et de DNS_CHECK. Il n’y en a pas pour MySQL : son serveur compte chaque connexion qui finit sans que personne se soit identifié, et exclut le routeur après quelques-unes.',
    ],
    import: [
      'Fait un lvs.cf de ce qu’ont les autres outils : keepalived.conf du routeur primaire et du routeur de secours, règles ou commandes ipvsadm avec /etc/default/ipvsadm, les trois fichiers de Heartbeat avec /etc/hosts, la table du noyau, ou un autre lvs.cf. Les fichiers qui vont ensemble se collent ensemble ; REVIEW les lit et n’enregistre rien.',
      'Le rapport dit de chaque ligne si elle est reprise, modifiée, mise en commentaire, omise ou non comprise, et pourquoi. Ce que lvs.cf ne sait pas dire figure en commentaire à sa tête. Aucun secret n’est repris. Le fichier proposé peut encore être modifié ; ACCEPT le met à la place du fichier actuel, comme une nouvelle version sur laquelle VERSIONS permet de revenir. Ce qui tourne ne change pas avant APPLY.',
      'En ligne de commande : lvs-console import FILE...',
    ],
    export: [
      'Dans l’autre sens : cette configuration sous forme de keepalived.conf, de règles ipvsadm avec /etc/default/ipvsadm, des trois fichiers de Heartbeat, ou d’un lvs.cf dans la mise en page de l’outil d’origine. À côté de chaque fichier figure ce qu’il ne sait pas dire. La page est réservée aux administrateurs.',
      'Le secret d’authkeys est nouveau à chaque fois et n’est conservé nulle part : portez un même fichier sur les deux routeurs. En ligne de commande : lvs-console render keepalived, ipvsadm, packet-filter, ha.cf, authkeys, haresources, ipvsadm-default ou lvs.cf.',
    ],
    wizard: [
      'Crée les serveurs virtuels d’un cas courant à partir de quelques réponses : web, web avec TLS, FTP, DNS, messagerie ou base de données, chacun avec ses serveurs réels, son contrôle et, s’il le faut, une marque de pare-feu avec la persistance. REVIEW montre les lignes, ce qui est bon à savoir et ce qu’il faut exécuter sur chaque machine ; rien n’est enregistré avant ACCEPT. CHANGE ramène aux questions avec tout ce qui a été saisi. Ce qui est créé se modifie ensuite dans ses panneaux, comme le reste.',
      'Les serveurs réels se donnent par leurs adresses, séparées par des espaces. Une machine qu’un autre serveur virtuel possède déjà garde son nom ; web1=10.0.0.11 en donne un, et 10.0.0.11:8080 un port à elle.',
    ],
    file: [
      'Le texte de lvs.cf, avec chaque problème à sa ligne. Les lignes que les panneaux ne montrent pas sont gardées telles quelles ; une ligne incompréhensible se retire ou se corrige ici.',
      'Un texte est réuni avec ce que d’autres ont enregistré pendant que vous le saisissiez. Vous ne choisissez une version que là où vous avez tous deux modifié le même serveur virtuel, le même serveur réel ou la même partie de l’en-tête.',
    ],
    versions: [
      'Chaque état enregistré de lvs.cf avec son numéro, sa date, l’utilisateur, l’adresse, le panneau et ce qu’il a modifié ; ce qui est modifié hors de la console est remarqué et gardé aussi. COMPARE en montre deux côte à côte, ou l’un d’eux avec ce qui est enregistré (saved), ce qui tourne sur ce routeur (running) ou ce qu’a l’autre routeur (backup) : d’abord en mots, avec l’effet de chaque différence sur le trafic, puis en texte.',
      'RESTORE ramène une version comme une nouvelle, avec tous ses octets, ou bien un serveur virtuel, un serveur réel ou l’en-tête du fichier seulement. Il montre d’abord ce qui changerait, et refuse ce qui mettrait de nouvelles erreurs dans le fichier. Ce qui a été supprimé se retrouve par son nom et revient de la même façon. Ce qui tourne ne change pas avant APPLY.',
      'UNDO, au bas de chaque page et à côté du message d’un enregistrement, revient sur la dernière modification ; REDO la refait. Une note dit aux autres pourquoi ; une épingle garde une version pour toujours. Les autres sont toutes gardées 90 jours, puis une par jour. En ligne de commande : lvs-console history, lvs-console diff et lvs-console restore.',
    ],
    audit: [
      'Qui a modifié ou voulu modifier quoi, quand, d’où, et avec quel résultat : les enregistrements avec chaque clé, les mots de passe définis ou essayés en vain, les ordres donnés au moteur, sur ces pages comme en ligne de commande. Un mot de passe, ou son empreinte, n’est jamais consigné.',
      'La recherche accepte des parties de noms. L’état dit si une ligne a été modifiée ou a disparu : chaque ligne porte l’empreinte de la précédente. Sur le routeur, lvs-console audit affiche le journal, et lvs-console audit verify le vérifie.',
    ],
    allowlist: [
      'Quelles adresses reçoivent une réponse, avant tout mot de passe : une liste pour tout, une pour les pages derrière le mot de passe. Leurs mots sont ceux d’Apache, comme Allow from 172.16.57. Une ligne incomprise ne laisse entrer que cette machine, et elle est nommée.',
      'La page essaie les deux listes avec n’importe quelle adresse, la vôtre d’abord. Des listes qui vous excluraient doivent être confirmées. Qui s’est exclu modifie les deux fichiers sur le routeur : ils comptent dès qu’ils sont enregistrés.',
    ],
    api: [
      'Tout ce que font les pages, pour des programmes, sous /api/v1 : les mêmes règles, rôles et mots de passe, un ETag par bloc pour que personne n’écrase ce que quelqu’un d’autre a modifié, et des essais à blanc qui disent ce que fait une modification avant qu’elle ait lieu. La page JSON INTERFACE liste ce qui peut être demandé, avec des exemples pour curl et Ansible. En ligne de commande : lvs-console api.',
    ],
    jump: [
      'La case en tête de chaque page trouve les serveurs virtuels et les serveurs réels par leur nom, leur adresse, leur port et leur marque de pare-feu, les panneaux par leur nom, les champs par leur libellé et leur mot-clé. Un seul résultat s’ouvre aussitôt ; plusieurs sont présentés en liste. HTTP/web1 est le serveur réel web1 du serveur virtuel HTTP, et 10.0.0.13 trouve chaque serveur virtuel pour lequel il travaille.',
    ],
    password: [
      'Comment changer le mot de passe de la console, et quel est votre rôle.',
      'Les rôles sont dans un fichier de groupes à côté du fichier des mots de passe, htgroup, sous la forme d’Apache : une ligne admin: avec les noms de ceux qui peuvent tout modifier, une ligne viewer: avec les noms de ceux qui ne font que regarder. Sans ce fichier, tout le monde est administrateur ; avec lui, qui n’est pas sous admin, ou est sous viewer, ne fait que regarder. Il compte dès qu’il est enregistré, et lvs-console passwd --list montre le rôle de chacun.',
    ],
  },
};
