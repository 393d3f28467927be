import type { RouterSide } from '../../core/live/alarms.js';
import type { routers as english } from '../en/routers.js';
import type { Wording } from '../wording.js';

const on: Readonly<Record<RouterSide, string>> = { here: 'sur ce routeur', there: 'sur l’autre routeur' };
const which: Readonly<Record<RouterSide, string>> = { here: 'Ce routeur', there: 'L’autre routeur' };
const list = (addresses: readonly string[]) => addresses.join(', ');
const plural = (count: number, one: string, many: string) => (count < 2 ? one : many);

/** ROUTERS : les deux côte à côte. */
export const routers: Wording<typeof english> = {
  lead: 'Ce que chaque routeur dit de lui-même, côte à côte, regardé toutes les dix secondes tant que quelqu’un regarde cette page. Qu’un routeur soit actif se déduit de ce que dit son moteur, jamais de ses seules adresses.',
  alarms: {
    two_actives: () =>
      'Les deux routeurs sont actifs : tous deux répondent pour les mêmes adresses, et les clients atteignent l’un ou l’autre au hasard.',
    no_active: () => 'Aucun des deux routeurs n’est actif : personne ne répond aux adresses flottantes.',
    not_active: () => 'Ce routeur n’est pas actif, et il est seul : personne ne répond aux adresses.',
    engine_down: ({ side, status }) =>
      status === 'not_installed'
        ? `Aucun moteur n’est installé ${on[side]} : rien ne peut exécuter lvs.cf.`
        : `Le moteur ne tourne pas ${on[side]} : ${status === 'failed' ? 'il a échoué' : 'il a été arrêté'}.`,
    checker_stopped: ({ how, side }) =>
      how === 'stopped'
        ? `Le processus qui fait les tests ${on[side]} a été suspendu : un serveur réel qui meurt reste dans la table.`
        : `Le processus qui fait les tests ${on[side]} a disparu : un serveur réel qui meurt reste dans la table.`,
    held_idle: ({ addresses, side }) =>
      `${which[side]} a ${list(addresses)} alors qu’il n’est pas actif : les deux peuvent y répondre.`,
    not_held: ({ addresses, side }) =>
      `${which[side]} est actif et n’a pas ${list(addresses)} : personne n’y répond.`,
    different_files: () => 'Les deux routeurs ont des lvs.cf différents. PUSH montre en quoi.',
    not_applied: ({ side }) =>
      `Ce qui tourne ${on[side]} n’est pas ce que dit son lvs.cf : il a été modifié sans être appliqué.`,
    unreachable: ({ side }) =>
      side === 'there'
        ? 'L’autre routeur ne peut être interrogé : on ne sait pas ce qu’il fait.'
        : 'Le programme routeur de cette machine ne répond pas : on ne sait pas ce que fait ce routeur.',
    kernels_disagree: ({ lines }) =>
      plural(
        lines,
        'Les noyaux des deux routeurs diffèrent sur une ligne.',
        `Les noyaux des deux routeurs diffèrent sur ${lines} lignes.`,
      ),
  },
  noAlarm: 'Rien ne va mal, autant qu’on le sache.',
  alarmsTitle: 'Alarmes',
  hint: '-- Les deux routeurs côte à côte : lequel est actif, ce que chacun a, et ce qui ne va pas',
  gloss: {
    here: 'ce routeur',
    there: 'l’autre routeur',
    kernels: 'les deux noyaux',
    refresh: 'Regarder de nouveau',
  },
  notSetUp: 'Aucune connexion à l’autre routeur n’est établie.',
  setUp: 'Elle s’établit sur CONNECTION.',
  notYet: 'Personne n’a encore regardé ; la réponse est en route.',
  toldAt: 'Il l’a dit le',
  old: 'Le dernier regard n’a rien vu : tout ceci est plus ancien.',
  since: 'Il ne répond plus depuis le',
  labels: {
    activity: 'État',
    engine: 'Moteur',
    checker: 'Tests',
    vrrp: 'VRRP',
    role: 'Rôle',
    file: 'lvs.cf',
    applied: 'Appliqué',
    kernel: 'Noyau',
    addresses: 'Adresses',
  },
  activity: { active: 'actif', idle: 'pas actif', unknown: 'inconnu' },
  engine: (name, version) => (version === '' ? name : `${name} ${version}`),
  noEngine: 'aucun',
  process: (pid) => `processus ${pid}`,
  checker: {
    running: 'en marche',
    stopped: 'suspendus',
    missing: 'disparus',
    none: 'rien à tester',
    unknown: 'inconnu',
  },
  vrrp: (state, priority, since) => `${state} depuis le ${since}, priorité ${priority}`,
  noVrrp: 'pas d’instance',
  unknown: 'inconnu',
  role: {
    primary: (address, device) => `primaire : il a ${address} sur ${device}`,
    backup: (address, device) => `secours : il a ${address} sur ${device}`,
    single: (address, device) => `le seul : il a ${address} sur ${device}`,
  },
  noRole: 'aucun ou les deux : ses adresses ne le disent pas',
  noFile: 'illisible',
  sameFile: 'le même sur les deux',
  otherFile: 'différent sur les deux',
  isApplied: (time) => `ce que dit lvs.cf, depuis le ${time}`,
  notApplied: (time) => `un autre lvs.cf que celui qu’il a à présent, depuis le ${time}`,
  unknownApplied: 'personne ne sait de quel lvs.cf il a été fait',
  nothingApplied: 'rien encore',
  foreign: 'un fichier que LVS Console n’a pas fait',
  kernel: (services, servers, active, inactive) =>
    `${services} ${plural(services, 'service', 'services')}, ${servers} ${plural(servers, 'serveur réel', 'serveurs réels')} ; connexions : ${active} actives, ${inactive} inactives`,
  held: (address, device) => `${address} est ici, sur ${device}`,
  notHeld: (address) => `${address} n’est pas ici`,
  heldUnknown: (address) => `${address} : inconnu`,
  heldCount: (held, all) => `${held} sur ${all} ${plural(held, 'est ici', 'sont ici')}.`,
  noAddresses: 'lvs.cf n’en a pas',
  kernels: {
    title: 'Les deux noyaux',
    columns: {
      name: 'Nom',
      address: 'Adresse',
      here: 'Ce routeur',
      there: 'Autre routeur',
      state: 'Comparaison',
    },
    counts: (servers, active, inactive) =>
      `${servers} ${plural(servers, 'serveur', 'serveurs')}, ${active} + ${inactive} connexions`,
    none: 'absent du noyau',
    agree: 'identique',
    differences: {
      missing: 'absent',
      scheduler: 'ordonnanceur',
      persistence: 'persistance',
      forwarding: 'acheminement',
      weight: 'poids',
    },
    difference: (destination, what, here, there) =>
      `${destination === '' ? '' : `${destination} : `}${what} ${here} ici, ${there} là-bas`,
    onlyHere: (destination) => (destination === '' ? 'ici seulement' : `${destination} ici seulement`),
    onlyThere: (destination) => (destination === '' ? 'là-bas seulement' : `${destination} là-bas seulement`),
    others: (count) => `et ${count} de plus`,
    incomparable: 'Les tables ne sont pas comparées : on ne sait pas ce qu’elles ont toutes deux à présent.',
    empty: 'Aucun des deux noyaux n’a de service.',
    lead: 'Les connexions sont propres à chaque routeur ; chacun teste pour lui-même, si bien qu’un serveur qui vient de tomber peut être retiré un peu plus tôt sur l’un des deux. Les services sur lesquels ils diffèrent viennent en tête.',
  },
  follows: 'Cela se met à jour de soi-même, toutes les dix secondes.',
  lost: 'La console ne répond pas : ceci est ancien.',
  cli: {
    here: 'Ce routeur',
    there: 'L’autre routeur',
    notAsked: 'Aucune connexion à l’autre routeur n’est établie ; voir CONNECTION.',
  },
};
