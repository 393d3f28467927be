import type { RegexFault, Scope } from '../../../core/problem.js';
import { globalField, virtualField } from '../../labels.js';
import type { ProblemTexts, RuleCode } from '../../problem-text.js';

const blocks: Readonly<Record<Scope, string>> = {
  global: 'fichier',
  virtual: 'serveur virtuel',
  failover: 'service de bascule',
  server: 'serveur réel',
};

const networks: Readonly<Record<string, string>> = { direct: 'Direct Routing', tunnel: 'Tunneling' };

const faults: Readonly<Record<RegexFault, string>> = {
  parenthesis_open: 'une parenthèse ( n’est pas fermée ; écrivez \\\\( pour le caractère lui-même',
  bracket_open: 'un crochet [ n’est pas fermé ; écrivez \\\\[ pour le caractère lui-même',
  interval_open: 'une accolade { n’est pas fermée ; écrivez \\\\{ pour le caractère lui-même',
  interval_bad: 'ce qui est entre { } n’est pas un nombre de fois comme {3}, {1,} ou {1,3}',
  interval_large: 'le nombre entre { } est trop grand',
  nothing_to_repeat: 'devant un *, +, ? ou {, il n’y a rien qui puisse se répéter',
  backslash_last: 'elle finit par une barre oblique inverse',
  group_missing: 'un \\\\1 ou semblable renvoie à des parenthèses qui ne sont pas fermées avant lui',
  class_unknown: 'elle contient une classe qui n’existe pas ; [[:digit:]], par exemple, existe',
  symbol_unknown: 'ce qui est entre [. .] ou [= =] n’est pas un seul caractère',
  range_bad: 'un intervalle entre [ ] va à l’envers, ou un - se trouve au milieu de [ ]',
};

/** What differs between two virtual servers. */
const what = (keyword: string) => (keyword === 'server' ? 'leurs serveurs réels' : virtualField(keyword));

const example = (scope: Scope) => (scope === 'server' ? 'web1' : 'HTTP');

/** What is wrong with names, and with values seen together, in French. */
export const ruleProblems: ProblemTexts<RuleCode> = {
  name_empty: ({ scope }) => `Il faut un nom à ce ${blocks[scope]}, par exemple ${example(scope)}.`,
  name_form: ({ name, character }) =>
    `Le nom « ${name} » contient ${character === ' ' ? 'un espace' : `« ${character} »`}. N’utilisez que des lettres sans accent, des chiffres et des signes comme - _ .`,
  name_percent: ({ name }) =>
    `Le nom « ${name} » contient %, ce qui fait lire la mémoire au hasard au démon quand il note ce nom dans le journal. N’utilisez que des lettres sans accent, des chiffres et des signes comme - _ .`,
  name_dots: ({ name }) =>
    `Le nom « ${name} » ne peut pas figurer dans une adresse web. Prenez un nom qui contient une lettre.`,
  name_keyword: ({ name, scope }) =>
    `« ${name} » est un mot-clé du fichier. Donnez un autre nom à ce ${blocks[scope]}, par exemple mon_${name}.`,
  name_placeholder: ({ name, scope }) =>
    `« ${name} » n’est qu’un nom provisoire. Donnez à ce ${blocks[scope]} un nom à lui, par exemple ${example(scope)}.`,
  duplicate_virtual_name: ({ scope, name, line }) =>
    `Un autre ${blocks[scope]} se nomme « ${name} », à la ligne ${line}. Donnez à chacun son nom.`,
  duplicate_server_name: ({ name, virtual, line }) =>
    `« ${virtual} » a un autre serveur réel nommé « ${name} », à la ligne ${line}. Donnez à chacun son nom.`,
  primary_missing: () =>
    `${globalField('primary')} manque : aucun routeur n’est donc le primaire. Remplissez ce champ dans GLOBAL SETTINGS.`,
  backup_missing: (_, field) =>
    `${field} est nécessaire tant que Backup est actif : sans l’adresse de l’autre routeur, il n’y a pas de secours.`,
  backup_is_primary: ({ address, router }, field) =>
    `${field} vaut ${address}, comme ${globalField(router)}. Les deux routeurs sont deux machines, chacune avec son adresse.`,
  private_alone: ({ present }) =>
    present === 'primary_private'
      ? `${globalField('primary_private')} est indiqué, mais pas ${globalField('backup_private')}. Le second chemin des battements de cœur demande les deux.`
      : `${globalField('backup_private')} est indiqué, mais pas ${globalField('primary_private')} : le démon l’ignore donc. Le second chemin des battements de cœur demande les deux.`,
  deadtime_short: ({ deadtime, keepalive }, field) =>
    `${field} vaut ${deadtime} secondes, pas plus que ${globalField('keepalive')}, ${keepalive} secondes : un seul battement de cœur en retard, et le secours prend la relève. Prenez environ ${3 * keepalive}.`,
  nat_without_router: ({ backup }) =>
    backup
      ? `Avec NAT et un routeur de secours, ${globalField('nat_router')} est nécessaire : c’est la passerelle des serveurs réels, et elle passe au secours. Remplissez ce champ dans GLOBAL SETTINGS, par exemple 10.0.0.254 sur eth1:1.`
      : `Avec NAT, les serveurs réels ont besoin d’une passerelle. ${globalField('nat_router')} est vide : ils doivent donc prendre l’adresse intérieure propre du routeur.`,
  nat_router_unused: ({ network }, field) =>
    `${field} est sans effet avec ${networks[network] ?? network} ; il ne sert qu’avec NAT.`,
  nat_router_is_router: ({ address, router }, field) =>
    `${field} vaut ${address}, l’adresse propre d’un routeur : ${globalField(router)}. Il faut une adresse flottante, qu’aucune machine n’a en propre.`,
  service_fos: ({ active }) =>
    active === 0
      ? 'service vaut fos : les serveurs virtuels ne fonctionnent pas. Écrivez service = lvs pour les utiliser.'
      : `service vaut fos : les serveurs virtuels actifs (${active}) ne fonctionnent pas. Écrivez service = lvs pour les faire fonctionner.`,
  failover_unused: ({ name }) =>
    `Le bloc failover « ${name} » est sans effet, car service vaut lvs. Il est gardé tel quel.`,
  nothing_active: ({ scope }) =>
    `Aucun ${blocks[scope]} n’est actif : LVS ne démarre donc pas. Activez-en un quand il est complet.`,
  address_placeholder: ({ scope, name }, field) =>
    scope === 'server'
      ? `Le serveur réel « ${name} » n’a pas d’adresse. Donnez à ${field} l’adresse de la machine, comme 10.0.0.11.`
      : `Le serveur virtuel « ${name} » n’a pas encore d’adresse. Donnez à ${field} l’adresse flottante à laquelle les clients se connectent, comme 192.0.2.100.`,
  device_without_alias: ({ device }, field) =>
    `${field} vaut ${device}, une interface elle-même. Sous pulse, le routeur perdrait sa propre adresse à l’arrêt de LVS. Prenez un alias, comme ${device}:1.`,
  device_taken: ({ device, address, other }, field) =>
    `${field} ${device} porte déjà ${other}. Sous pulse, un alias n’a qu’une adresse, et ${address} la remplacerait. Prenez un autre numéro après le deux-points.`,
  vip_is_router: ({ address, router }, field) =>
    `${field} vaut ${address}, l’adresse propre d’un routeur : ${globalField(router)}. Il faut une adresse flottante, qu’aucune machine n’a en propre.`,
  vip_is_nat_router: ({ address }, field) =>
    `${field} vaut ${address}, qui est aussi ${globalField('nat_router')}. Les clients et les serveurs réels ont besoin d’une adresse flottante chacun de leur côté.`,
  same_service: ({ name, other, address, port, protocol }) =>
    `« ${name} » a l’adresse, le port et le protocole de « ${other} » : ${address}, ${port}, ${protocol}. Le démon les prend pour un seul ; c’est le premier qui compte. Retirez-en un.`,
  same_service_differs: ({ name, other, address, port, protocol, keyword }) =>
    `« ${name} » a l’adresse, le port et le protocole de « ${other} » : ${address}, ${port}, ${protocol}. Le démon les prend pour un seul, mais ils diffèrent par ${what(keyword)}. Retirez ou désactivez-en un.`,
  shared_mark: ({ name, other, mark }) =>
    `« ${name} » partage la marque de pare-feu ${mark} avec « ${other} ». Cela les réunit : les serveurs réels, l’ordonnancement et la persistance de « ${other} » comptent pour les deux.`,
  shared_mark_differs: ({ name, other, mark, keyword }) =>
    `« ${name} » partage la marque de pare-feu ${mark} avec « ${other} », mais ils diffèrent par ${what(keyword)}. Le noyau n’a qu’une entrée pour les deux, celle de « ${other} ». Rendez-les égaux.`,
  mark_without_persistence: ({ mark }, field) =>
    `Avec la marque de pare-feu ${mark}, il faudrait remplir ${field} : sinon, les connexions d’un client aux ports réunis vont à des serveurs réels différents. Par exemple 300.`,
  mask_without_persistence: (_, field) =>
    `${field} est sans effet sans ${virtualField('persistent')}. Remplissez ce champ, ou choisissez Unused.`,
  mask_of_one_host: (_, field) =>
    `${field} vaut 255.255.255.255, ce qui veut dire chaque client à part, comme Unused. Choisissez Unused.`,
  sorry_server_is_vip: ({ address }, field) =>
    `${field} vaut ${address}, qui est une adresse virtuelle de ce fichier. Indiquez une machine à part.`,
  sorry_server_is_real: ({ address, server }, field) =>
    `${field} vaut ${address}, qui est le serveur réel « ${server} ». Quand tous les serveurs réels sont tombés, lui aussi. Indiquez une autre machine.`,
  program_hides_send: (_, field) =>
    `${field} ne sert pas, car ${virtualField('send_program')} est rempli. Videz l’un des deux.`,
  regex_ignored: ({ why }, field) =>
    why === 'program'
      ? `${field} est sans effet avec un ${virtualField('send_program')} : sa sortie est comparée telle quelle.`
      : `${field} est sans effet tant que ${virtualField('expect')} est vide.`,
  regex_invalid: ({ pattern, fault }, field) =>
    `${field} n’est pas une expression régulière correcte : ${faults[fault]}. Elle ne correspond jamais, et tous les serveurs réels comptent comme tombés : ${pattern}`,
  udp_http_send: (_, field) =>
    `${field} demande une page web, mais ${virtualField('protocol')} vaut udp : aucun serveur ne répondra. Donnez un texte auquel le service répond, ou un ${virtualField('send_program')}.`,
  udp_without_send: (_, field) =>
    `Quand ${virtualField('protocol')} vaut udp, le contrôle attend une réponse, et il n’en vient aucune tant que ${field} est vide : tous les serveurs réels comptent comme tombés. Donnez un texte auquel le service répond, ou un ${virtualField('send_program')}.`,
  no_active_server: ({ name }) =>
    `« ${name} » est actif, mais aucun de ses serveurs réels ne l’est. Les clients restent sans réponse, à moins qu’un serveur d’excuse ne prenne la place.`,
  duplicate_server_address: ({ other, address, port }, field) =>
    `${field} vaut ${address}, port ${port}, comme le serveur réel « ${other} ». Le noyau n’a qu’une entrée pour les deux. Retirez-en un.`,
  server_is_vip: ({ address }, field) =>
    `${field} vaut ${address}, qui est une adresse virtuelle. Un serveur réel a besoin de l’adresse de sa propre machine.`,
  server_is_router: ({ address, router }, field) =>
    router === 'nat_router'
      ? `${field} vaut ${address}, qui est ${globalField('nat_router')}, une adresse flottante. Un serveur réel a besoin de l’adresse de sa propre machine.`
      : `${field} vaut ${address}, l’adresse propre d’un routeur : ${globalField(router)}. Un routeur peut répondre lui-même, mais les requêtes sont perdues quand il tombe.`,
  port_changed: ({ network, port, virtualPort }, field) =>
    `${field} vaut ${port}, mais celui du serveur virtuel ${virtualPort}. ${networks[network] ?? network} ne peut pas changer le port d’un paquet : prenez ${virtualPort}, ou NAT.`,
  server_before_port: ({ name, port, virtualPort }) =>
    `Le serveur réel « ${name} » est placé avant la ligne port de son serveur virtuel, et reçoit le port ${port} au lieu de ${virtualPort}. Mettez la ligne port au-dessus, ou donnez un port au serveur réel.`,
};
