import type { EffectCode, EffectParams } from '../../core/effects/effect.js';
import type { Because } from '../../core/push/order.js';
import type { effects as english } from '../en/effects.js';
import type { Wording } from '../wording.js';

const nothing = 'Rien de ce qui tourne ne change';

const sentences: { readonly [Code in EffectCode]: (params: EffectParams[Code]) => string } = {
  only_text: () => `${nothing} : seul le texte diffère.`,
  only_name: () => `${nothing} : seul lvs.cf connaît le nom.`,
  not_active: () => `${nothing} : ce n’est pas actif.`,
  not_used: () => `${nothing} : personne ne s’en sert en marche.`,
  same_as_before: () => `${nothing} : cela revient au même.`,
  part_of_other: () => 'Compris dans l’effet d’une autre ligne.',
  checks_again: () =>
    'Contrôles seulement : un serveur qui répond reste en service pendant ce temps, un serveur qui ne répond pas reste dehors.',
  weight: () =>
    'Poids seulement : les nouvelles connexions sont réparties autrement, celles qui sont ouvertes restent.',
  weight_zero: () =>
    'Poids seulement : il ne reçoit plus de nouvelles connexions, celles qui sont ouvertes restent.',
  server_added: ({ destination }) =>
    `${destination} est contrôlé, et reçoit de nouvelles connexions dès qu’il répond.`,
  service_added: ({ service }) => `Le noyau gagne le service ${service}. Les autres ne sont pas touchés.`,
  scheduler: () =>
    'Changé sur place : les nouvelles connexions sont réparties autrement, celles qui sont ouvertes restent.',
  persistence: () =>
    'Changé sur place : cela compte pour les nouveaux clients, les connexions ouvertes restent.',
  forwarding: () =>
    'Changé sur place : les nouvelles connexions sont transmises de la nouvelle façon, celles qui sont ouvertes continuent de l’ancienne.',
  quiesce_on: () =>
    'Changé sur place : un serveur qui tombe désormais en panne garde ses connexions ouvertes.',
  sorry_server: () => 'Changé sur place : il répond tant qu’aucun serveur réel ne répond.',
  address_added: ({ address, device }) => `Le routeur actif gagne ${address} sur ${device}.`,
  address_changed: ({ from, to }) =>
    `L’adresse est remise aussitôt : ${from} devient ${to}. Les connexions ouvertes restent.`,
  timeouts: () =>
    'Le noyau reçoit de nouveaux délais. Ils comptent pour chaque connexion dès son prochain paquet.',
  command: () => 'Elle est exécutée au prochain passage entre actif et en attente, pas maintenant.',
  links: () => 'Le battement continue ; les interfaces surveillées changent.',
  heartbeat_timing: () => 'Le battement continue au nouveau rythme, et le routeur actif reste actif.',
  fail_back_off: () => 'Désormais, un routeur primaire qui revient reste en attente.',
  sync_stays: () =>
    'Le démon de synchronisation continue jusqu’à STOP et START : une relecture ne l’arrête pas.',
  sync_daemon: () =>
    'Le démon de synchronisation démarre, ou redémarre. Les connexions d’ici restent ; d’ici là, l’autre routeur n’en apprend aucune.',
  marks_given: ({ rules }) =>
    `Les nouvelles connexions reçoivent leurs marques de pare-feu ${rules === 1 ? 'd’une règle' : `de ${rules} règles`} de LVS Console. Celles qui sont ouvertes restent.`,
  forwards: () => 'Le routeur retransmet les paquets, maintenant et à chaque démarrage de la machine.',
  forwarding_left: () =>
    'Le routeur continue de retransmettre comme à présent ; ce qu’il fera après un démarrage reste son affaire.',
  server_removed: ({ destination }) =>
    `${destination} est retiré aussitôt : ses connexions ouvertes ne reçoivent plus de réponse.`,
  service_removed: ({ service }) =>
    `Le service ${service} est supprimé aussitôt : ses connexions ouvertes ne reçoivent plus de réponse.`,
  service_recreated: ({ from, to }) =>
    `Le service ${from} est supprimé et ${to} est créé : les connexions ouvertes ne reçoivent plus de réponse.`,
  service_replaced: ({ service }) =>
    `Un autre serveur virtuel prend la place de ${service} : les connexions vers des serveurs qu’il n’a pas ne reçoivent plus de réponse.`,
  quiesce_off: () => 'Les serveurs en panne sont retirés : ce qui leur est encore ouvert est coupé.',
  sorry_left: ({ destination }) =>
    `${destination} n’est plus le serveur d’excuse : s’il répond en ce moment, ses connexions ouvertes sont coupées.`,
  address_removed: ({ address }) => `${address} s’en va : qui l’utilise ne reçoit plus de réponse.`,
  address_moved: ({ address, from, to }) =>
    `${address} passe de ${from} à ${to} : qui arrive par ${from} ne reçoit plus de réponse.`,
  heartbeat_anew: () =>
    'Le battement recommence : le routeur actif abandonne les adresses flottantes jusqu’à ce qu’il soit élu de nouveau.',
  fail_back_on: () => 'Si le routeur primaire est en attente, il reprend aussitôt les adresses flottantes.',
  marks_taken: () =>
    'Les règles de LVS Console pour les marques de pare-feu s’en vont : sans d’autres qui donnent les marques, les serveurs virtuels marqués ne reçoivent plus de nouvelles connexions.',
  pair: ({ isPair }) =>
    isPair
      ? 'Les adresses flottantes quittent ce routeur jusqu’à ce que le battement ait élu un routeur actif.'
      : 'Le battement cesse : ce routeur a les adresses flottantes pour de bon, quoi que fasse l’autre.',
  both_routers: ({ because }) =>
    `${both[because]} Tant que les deux routeurs ne l’ont pas appliqué, ils ne s’entendent pas et sont actifs tous les deux.`,
};

const both: Readonly<Record<Because, string>> = {
  router_addresses: 'Les battements vont à une autre adresse.',
  router_id: 'Les battements ont un autre identifiant de routeur virtuel.',
  heartbeat_device: 'Les battements passent par une autre interface.',
  interval: 'Les battements viennent à un autre intervalle.',
  stable_address: 'La première adresse flottante fait partie de chaque battement.',
  pair: 'Un routeur attend des battements, ou aucun n’en attend.',
};

const connections = (count: number) => (count === 1 ? '1 connexion' : `${count} connexions`);

/** What a change does to live traffic, in French. */
export const effects: Wording<typeof english> = {
  sentences,
  there: 'Ce que cela fait là-bas, une fois appliqué :',
  mark: { none: 'Sans effet propre', smooth: 'Sans coupure', breaks: 'Coupure' },
  stake: {
    unknown: 'On ne sait pas combien il y en a.',
    none: 'Il n’y en a aucune en ce moment.',
    some: (active, inactive) =>
      `En ce moment : ${connections(active + inactive)}, dont ${active} active${active > 1 ? 's' : ''} et ${inactive} inactive${inactive > 1 ? 's' : ''}.`,
  },
  summary: {
    breaks: (changes) =>
      changes === 1
        ? 'Un changement coupe des connexions ou déplace des adresses :'
        : `${changes} changements coupent des connexions ou déplacent des adresses :`,
    smooth: 'Personne de connecté ne remarque ces changements :',
    none: 'Ces changements n’ont pas d’effet propre :',
  },
  here: 'Ce que fait APPLY à ce qui tourne ici',
  unknownRunning:
    'On ne peut dire ce que fait APPLY à ce qui tourne ici : aucune version n’est connue pour être celle qui a été appliquée en dernier.',
  happened: {
    title: 'Ce que sont devenus les services et leurs connexions',
    head: { service: 'Service', said: 'Annoncé avant', came: 'Ce qui est arrivé' },
    fates: { kept: 'gardé', recreated: 'refait', gone: 'disparu', new: 'nouveau' },
    fateAndCut: (fate) => `${fate}, connexions coupées`,
    unsaid: 'rien : on ne sait pas ce qui tournait avant',
    was: (service) => `c’était ${service}`,
    counts: (before, after) => `${connections(before)} avant, ${after} après`,
    cut: (count) => (count === 1 ? '1 connexion coupée' : `${count} connexions coupées`),
    otherwise: 'Ce n’est pas ce qui était annoncé.',
    others: (services, before, after) =>
      `${services === 1 ? '1 service est resté tel quel' : `${services} services sont restés tels quels`} : ${connections(before)} avant, ${after} après.`,
    standby: 'Ce routeur est en attente : ce qui est compté ici passe par l’autre.',
  },
  left: (changes) =>
    changes === 1
      ? 'Un autre changement n’est pas énuméré.'
      : `${changes} autres changements ne sont pas énumérés.`,
  counted: {
    table: 'Les connexions sont comptées telles que le noyau de ce routeur les a en ce moment.',
    standby: 'Le routeur est en attente : aucune connexion ne passe par lui, aucune n’est donc en jeu.',
    unknown: 'On ne peut dire d’ici combien il y a de connexions.',
    unreadable: (why) => `On ne sait pas combien il y a de connexions. ${why}`,
  },
};
