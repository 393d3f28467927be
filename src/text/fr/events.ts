import type { events as english } from '../en/events.js';
import type { Wording } from '../wording.js';

/** La page EVENTS, et les raisons à côté de la table vivante. */
export const events: Wording<typeof english> = {
  gloss: { show: 'afficher', title: 'événements' },
  lead: 'Ce qui s’est passé sur les deux routeurs, et qui a changé quoi, sur une seule ligne de temps ; le plus récent d’abord. Chaque routeur garde ce que dit son moteur, même quand aucune console ne tourne.',
  link: 'Ce qui s’est passé et pourquoi, sur les deux routeurs, et qui a changé quoi',
  kinds: {
    server: 'serveur réel',
    service: 'serveur virtuel',
    vrrp: 'routeur actif',
    engine: 'moteur',
    change: 'changement',
  },
  sides: { here: 'ce routeur', there: 'l’autre routeur' },
  reasons: {
    connect: 'connexion refusée ou aucune réponse',
    silent: 'connecté, mais aucune réponse à temps',
    reply: 'la réponse n’était pas celle attendue',
    program: 'le programme de test a échoué ou a mis trop de temps',
    reentry: 'répond de nouveau, mais pas encore depuis assez longtemps pour revenir',
  },
  server: {
    up: (server, virtual) => `${server} est de nouveau en service pour ${virtual} : son test réussit`,
    down: (server, virtual) => `${server} est hors service pour ${virtual}`,
  },
  because: (what, reason) => `${what} : ${reason}`,
  withReason: (state, reason) => `${state} (${reason})`,
  why: 'pourquoi',
  unsaid: 'son test n’a rien dit ; il a été retiré de lvs.cf, ou le test lui-même est resté bloqué',
  service: {
    up: (virtual) => `${virtual} a un serveur réel qui répond`,
    down: (virtual) => `${virtual} n’a aucun serveur réel qui réponde`,
  },
  vrrp: {
    master: 'est devenu le routeur actif et a pris les adresses',
    backup: 'se tient prêt',
    fault: 'a une panne, comme un lien coupé, et a abandonné les adresses',
    stop: 's’est arrêté et a abandonné les adresses',
  },
  engine: {
    began: 'le moteur a commencé à tester les serveurs réels',
    reloaded: 'le moteur a relu sa configuration',
    ended: 'le moteur a mis fin à ses tests',
  },
  done: (who, what, result) => `${who} : ${what} (${result})`,
  columns: { time: 'Moment', router: 'Routeur', kind: 'Sujet', what: 'Ce qui s’est passé' },
  filter: {
    title: 'Rechercher',
    kind: 'Sujet',
    router: 'Routeur',
    virtual: 'Serveur virtuel',
    around: 'Autour de',
    aroundHelp: 'Autour de : 2026-11-20 14:30, ou il y a combien de temps : 30m, 12h, 7d',
    any: 'tous',
    all: 'Tout afficher',
    notAMoment: (text) => `${text} n’est pas une date comprise ici.`,
  },
  moment: (time) => `${time} : le moment demandé`,
  none: 'Rien n’a été trouvé.',
  noEngine:
    'Aucun moteur n’a encore rien dit. keepalived annonce ses événements à partir du premier APPLY avec cette version ; pulse n’en annonce pas.',
  trouble: {
    here: (why) => `Ce que dit le moteur de ce routeur ne peut pas être lu : ${why}`,
    there: (why) => `Ce que dit le moteur de l’autre routeur ne peut pas être lu : ${why}`,
    since: (text, since) => `${text} Il en est ainsi depuis ${since} ; ce qui est plus ancien reste affiché.`,
    changes: (why) => `Qui a changé quoi manque ici : ${why}`,
  },
  clock: (seconds) =>
    seconds > 0
      ? `L’horloge de l’autre routeur avance de ${seconds} secondes sur celle-ci ; ses moments sont donnés à l’heure de celle-ci.`
      : `L’horloge de l’autre routeur retarde de ${-seconds} secondes sur celle-ci ; ses moments sont donnés à l’heure de celle-ci.`,
  pages: 'Parties de la ligne de temps',
  newest: 'Les plus récents',
  older: 'Plus anciens',
  readAt: 'Dernière question aux deux routeurs :',
  never: 'pas encore',
  follows: 'Les nouveaux événements arrivent d’eux-mêmes.',
  lost: 'La console ne répond pas : il peut y avoir des événements plus récents.',
};
