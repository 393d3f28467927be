import type { router as english } from '../en/router.js';
import type { Wording } from '../wording.js';
import { overrideDetails, overrideResult } from './override-details.js';
import { probeDetails } from './probe.js';
import { trialDetails, trialResults } from './trial-details.js';

/** What the router program did, and how the router is, in French. */
export const router: Wording<typeof english> = {
  details: {
    ...trialDetails,
    ...overrideDetails,
    ...probeDetails,
    engine_there: ({ program }) => `${program} est installé.`,
    engine_missing: ({ program }) => `${program} n’est pas installé sur ce routeur.`,
    file_foreign: ({ path }) =>
      `${path} n’a pas été fait par LVS Console et reste tel quel. Pour le remplacer, choisissez TAKE OVER : une copie est gardée.`,
    not_with_pulse: () => 'pulse n’a rien de tel.',
    router_not_active: ({ state }) =>
      state === ''
        ? 'Ce routeur ne dit pas s’il est le routeur actif.'
        : `Ce routeur n’est pas le routeur actif : son état est ${state}.`,
    takes_back: () =>
      'lvs.cf demande le retour au primaire : ce routeur reprendrait aussitôt le service. STOP le laisse à l’autre routeur jusqu’à START.',
    handed_over: () => 'L’autre routeur est actif, et celui-ci attend. Le moteur n’a pas cessé de tourner.',
    given_away: () => 'Les adresses ont été cédées avant, pour que personne ne soit refusé.',
    addresses_kept: ({ path }) =>
      `Le moteur a gardé les adresses. Si ${path} vient d’une version plus ancienne, APPLY le refait.`,
    came_back: () => 'L’autre routeur n’a pas pris le relais : ce routeur est de nouveau actif.',
    file_read: ({ path }) => `${path} a été lu.`,
    file_unreadable: ({ path, system }) => `${path} ne peut être lu (${system}).`,
    file_large: ({ path }) => `${path} est beaucoup trop gros.`,
    rendered: ({ role, device }) => {
      const roles = {
        primary: 'le routeur primaire',
        backup: 'le routeur de secours',
        single: 'un routeur seul',
      };
      return `Traduit pour ${roles[role]} ; sa propre adresse est sur ${device}.`;
    },
    identity_neither: ({ primary, backup }) =>
      `Cette machine n’a ni l’adresse du routeur primaire (${primary || 'non donnée'}) ni celle du routeur de secours (${backup || 'non donnée'}) : on ne peut savoir lequel des deux elle est.`,
    identity_both: ({ primary, backup }) =>
      `Cette machine a les adresses des deux routeurs (${primary} et ${backup}) : on ne peut savoir lequel des deux elle est.`,
    obstacles: ({ count }) =>
      count === 1 ? 'Un point de lvs.cf s’y oppose.' : `${count} points de lvs.cf s’y opposent.`,
    programs_safe: ({ count }) => {
      if (count === 0) return 'Le fichier ne nomme aucun programme à lui.';
      return count === 1
        ? 'Le programme que le fichier nomme est à sa place, et personne d’autre ne pourrait le modifier.'
        : `Les ${count} programmes que le fichier nomme sont à leur place, et personne d’autre ne pourrait les modifier.`;
    },
    account_missing: ({ account, command }) =>
      `Les tests doivent tourner sous ${account}, mais ce routeur n’a pas de tel compte avec un groupe du même nom. Il faudrait : ${command}`,
    program_refused: ({ virtual, keyword, path, runner, what, at, command, others }) => {
      const where = virtual === '' ? keyword : `${keyword} de ${virtual}`;
      const sentences = {
        missing: `${path} n’est pas sur ce routeur.`,
        not_runnable: `${runner} n’a pas le droit d’exécuter ${path}${at === path ? '' : `, à cause de ${at}`}.`,
        owner: `${path} tournerait sous ${runner}, mais ${at} appartient à quelqu’un d’autre, qui pourrait y mettre autre chose.`,
        writable: `${path} tournerait sous ${runner}, mais d’autres peuvent écrire dans ${at} et y mettre autre chose.`,
      };
      const right = command === '' ? '' : ` Il faudrait : ${command}`;
      const plural = others > 1 ? 's' : '';
      const more = others === 0 ? '' : ` (${others} autre${plural} programme${plural} refusé${plural}.)`;
      return `${where} : ${sentences[what]}${right}${more}`;
    },
    checker_there: ({ path }) => `${path} est à sa place.`,
    checker_put: ({ path }) => `${path} a été mis à sa place.`,
    test_passed: () => 'Le test de keepalived lui-même n’a rien trouvé à redire.',
    test_failed: ({ status }) => `Le test de keepalived lui-même a refusé le fichier (${status}).`,
    kept: ({ path }) => `Le fichier qui était là est gardé sous le nom ${path}.`,
    kept_already: ({ path }) => `Rien de nouveau à garder ; ${path} reste tel quel.`,
    nothing_to_keep: () => 'Il n’y avait pas de fichier auparavant.',
    installed: ({ path }) => `${path} a été remplacé d’un seul coup.`,
    installed_already: ({ path }) => `${path} contenait déjà exactement cela.`,
    put_back: ({ path }) => `${path} contient de nouveau ce qu’il contenait avant.`,
    taken_away: ({ path }) => `${path} a été retiré : il n’existait pas avant.`,
    nothing_kept: ({ path }) => `Il n’y a pas de fichier précédent : ${path} n’existe pas.`,
    nothing_installed: ({ path }) => `${path} n’existe pas encore. APPLY le crée.`,
    disk_failed: ({ path, system }) => `${path} : le disque a refusé (${system}).`,
    stopped: () => 'Le moteur a été arrêté.',
    stopped_already: () => 'Le moteur n’était pas en marche.',
    started: ({ pid }) => `Le moteur a été démarré (processus ${pid}).`,
    running_already: ({ pid }) => `Le moteur était déjà en marche (processus ${pid}).`,
    reloaded: () => 'Le moteur a reçu l’ordre de relire son fichier.',
    left_stopped: () =>
      'Le moteur n’est pas en marche et a été laissé ainsi : START lui fait exécuter ce qui est installé.',
    pulse_reloaded: () =>
      'pulse a reçu l’ordre de relire le fichier. Il ne prend en compte que les serveurs ajoutés ou retirés : le signal de vie, les adresses et leurs interfaces, ainsi que les poids, l’ordonnancement, la persistance et les tests modifiés de ce qui tourne déjà, ne comptent qu’après STOP et START. Sur le routeur inactif, rien ne se passe.',
    command_done: ({ command }) => `Fait : ${command}.`,
    command_failed: ({ command, status }) => `${command} a échoué (${status}).`,
    ended: () => 'Le moteur n’est plus en marche.',
    still_running: () => 'Le moteur a reçu l’ordre de s’arrêter et tourne toujours.',
    boot_elsewhere: () => 'Sur cette machine, ni systemd ni un script d’initialisation ne démarre le moteur.',
    table_applied: ({ services, out }) => {
      const all =
        services === 1
          ? 'Le noyau a l’unique service.'
          : `Le noyau a tous les services, au nombre de ${services}.`;
      if (out === 0) return all;
      return `${all} ${out === 1 ? 'Un serveur réel n’est pas utilisé' : `${out} serveurs réels ne sont pas utilisés`}, car le test n’a pas réussi.`;
    },
    table_differs: ({ lines }) =>
      lines === 1
        ? 'Une ligne de la table du noyau n’est pas comme il faut.'
        : `${lines} lignes de la table du noyau ne sont pas comme il faut.`,
    table_unreadable: ({ path }) => `La table du noyau n’a pu être examinée : ${path} ne peut être lu.`,
    source_unknown: ({ path }) =>
      `Personne ne sait de quel lvs.cf ${path} a été tiré : il n’y a rien à quoi comparer le noyau.`,
    vrrp_state: ({ state }) => `L’état de ce routeur est ${state}.`,
    vrrp_fault: ({ before }) =>
      before === ''
        ? 'Le signal de vie est dans l’état FAULT.'
        : `Le signal de vie est dans l’état FAULT ; il était auparavant dans l’état ${before}.`,
    vrrp_unreadable: () => 'keepalived n’a pas dit son état.',
    vrrp_none: ({ addresses }) =>
      addresses === 1
        ? 'L’adresse flottante est sur ce routeur.'
        : `Les ${addresses} adresses flottantes sont toutes sur ce routeur.`,
    iptables_missing: ({ program }) =>
      `${program} n’est pas sur ce routeur, et les règles des marques de pare-feu en ont besoin : installez le paquet iptables, ou choisissez No dans GLOBAL SETTINGS.`,
    filter_possible: ({ rules }) =>
      rules === 0
        ? 'Le routeur peut être réglé pour retransmettre les paquets.'
        : `iptables peut poser ${rules === 1 ? 'la règle' : `les ${rules} règles`}.`,
    filter_put: ({ rules }) =>
      `La chaîne LVS-CONSOLE a été remplacée d’un bloc, puis relue : ${rules === 1 ? 'une règle' : `${rules} règles`} pour les marques de pare-feu. Aucune autre règle n’a été touchée.`,
    filter_there: ({ rules }) =>
      `La chaîne LVS-CONSOLE contenait déjà exactement ${rules === 1 ? 'cette règle' : `ces ${rules} règles`}.`,
    filter_removed: () => 'Les règles de LVS Console ont été retirées. Aucune autre règle n’a été touchée.',
    filter_differs: () =>
      'À la relecture, le filtre de paquets ne contenait pas ce qui lui avait été donné ; ce qui y était avant a été remis en place.',
    forwarding_set: ({ path }) =>
      `Le routeur retransmet les paquets à partir de maintenant ; ${path} le dit pour chaque démarrage de la machine.`,
    forwarding_there: ({ path }) =>
      `Le routeur retransmet les paquets, et ${path} le dit pour chaque démarrage de la machine.`,
    forwarding_left: ({ path }) =>
      `${path} a été retiré. Que le routeur retransmette les paquets ou non en ce moment a été laissé tel quel, car d’autres peuvent en avoir besoin.`,
    forwarding_put_back: ({ path }) =>
      `${path} a été retiré, et le routeur ne retransmet plus les paquets, comme avant.`,
    addresses_missing: ({ addresses }) =>
      `Ce routeur est le routeur actif, mais n’a pas ces adresses : ${addresses}.`,
  },
  outcome: { done: 'fait', failed: 'échec', unknown: 'inconnu' },
  steps: {
    engine: 'Regarder le moteur',
    read: 'Lire lvs.cf',
    render: 'Traduire',
    programs: 'Regarder ses programmes',
    checker: 'Mettre le testeur en place',
    test: 'Tester',
    keep: 'Garder le fichier précédent',
    install: 'Installer',
    hand_over: 'Céder les adresses',
    stop: 'Arrêter',
    start: 'Démarrer',
    reload: 'Relire',
    boot: 'Démarrer avec la machine',
    table: 'Comparer avec le noyau',
    vrrp: 'Regarder l’état et les adresses',
    put_back: 'Remettre le fichier précédent',
    filter_test: 'Essayer le filtre de paquets',
    filter: 'Poser les règles des marques de pare-feu',
    forwarding: 'Régler la retransmission',
    trial: 'Essai',
    lvs_cf: 'Remettre lvs.cf',
    remember: 'Noter ce qui tourne',
    override: 'Poids temporaires',
  },
  stepsHead: { step: 'Étape', outcome: 'Résultat', time: 'Durée', detail: 'Détails' },
  milliseconds: (ms) => (ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1).replace('.', ',')} s`),
  tableHead: { line: 'Dans lvs.cf', kernel: 'Dans le noyau', outcome: 'Résultat' },
  tableTitle: 'Comparé avec le noyau, ligne par ligne',
  tableOutcome: {
    applied: 'appliqué',
    missing: 'manque',
    extra: 'non demandé',
    differs: 'diffère',
    out: 'non utilisé : son test n’a pas réussi',
  },
  server: (virtual, server) => `${virtual} / ${server}`,
  differing: {
    scheduler: 'ordonnancement',
    persistence: 'persistance (secondes)',
    mask: 'masque de persistance',
    forwarding: 'acheminement',
    weight: 'poids',
  },
  difference: (what, wanted, live) => `${what} : ${wanted} voulu, ${live} trouvé`,
  result: {
    apply: { ok: 'Appliqué.', failed: 'Non appliqué. Ce qui tournait avant tourne de nouveau.' },
    adopt: { ok: 'Repris et appliqué.', failed: 'Non repris. Ce qui tournait avant tourne de nouveau.' },
    reload: { ok: 'Relu.', failed: 'La relecture a échoué.' },
    revert: {
      ok: 'Le fichier précédent est de nouveau en place.',
      failed: 'Le fichier précédent n’a pas été remis en place.',
    },
    start: { ok: 'Démarré.', failed: 'Non démarré.' },
    stop: { ok: 'Arrêté.', failed: 'Non arrêté.' },
    'hand-over': { ok: 'Main passée à l’autre routeur.', failed: 'La main n’a pas été passée.' },
    enable: { ok: 'Il démarre désormais avec la machine.', failed: 'Rien n’a été modifié.' },
    disable: { ok: 'Il ne démarre plus avec la machine.', failed: 'Rien n’a été modifié.' },
    test: { ok: 'Le test n’a rien trouvé à redire.', failed: 'Le test a échoué.' },
    install: { ok: 'Installé.', failed: 'Non installé.' },
    state: { ok: '', failed: '' },
    ...trialResults,
    override: overrideResult,
  },
  leftStopped: 'Le fichier est en place. Le moteur est arrêté : rien ne tourne avant son démarrage.',
  untouched: 'Non appliqué : rien n’a été modifié.',
};
