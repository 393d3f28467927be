import type { probe as english, probeDetails as englishDetails } from '../en/probe.js';
import type { Wording } from '../wording.js';

/** Why a check was not tried at all, in French. */
export const probeDetails: Wording<typeof englishDetails> = {
  probe_unknown: ({ server, virtual }) =>
    server === ''
      ? `Le lvs.cf de ce routeur n’a pas de serveur virtuel ${virtual} avec un serveur réel.`
      : `Le lvs.cf de ce routeur n’a pas de serveur réel ${server} dans un serveur virtuel ${virtual}.`,
  probe_wrong: ({ keyword }) =>
    `Ce qui est saisi pour ${keyword} ne peut pas être enregistré, et ne peut donc pas être essayé.`,
};

const bytes = (count: number) => (count > 1 ? `${count} octets` : `${count} octet`);

/** TEST, in French. */
export const probe: Wording<typeof english> = {
  lead: 'Le testeur du moteur essaie le test une fois, comme ce routeur le ferait, et note ce qui se passe. Aucun serveur n’est mis hors service ni remis en service par cela.',
  typed: 'Avec ce qui est saisi ci-dessus, qui n’est pas enregistré.',
  saved: 'Avec ce que dit lvs.cf.',
  savedThere: 'Avec ce que dit le lvs.cf de l’autre routeur.',
  here: 'Depuis ce routeur',
  there: 'Depuis l’autre routeur',
  gloss: { test: 'Tester' },
  hints: {
    typed: 'avec ce qui est saisi, rien n’est enregistré',
  },
  which: 'Serveur réel :',
  all: 'tous',
  none: 'Ce serveur virtuel n’a pas de serveur réel à tester.',
  from: 'Depuis :',
  routers: { here: 'ce routeur', other: 'l’autre routeur' },
  waits: 'Cela prend quelques secondes…',
  failed: (why) => `Rien n’a été testé : ${why}`,
  verdict: { up: 'réussit', down: 'échoue', not_run: 'non testé' },
  passes: {
    none: 'La connexion a été établie, cela suffit.',
    answered: 'Quelque chose est revenu, cela suffit.',
    any: 'Quelque chose est revenu, et tout est accepté.',
    prefix: 'La réponse commence par Expect.',
    regex: 'L’expression d’Expect se trouve dans la réponse.',
    equal: 'Le programme a affiché Expect et s’est terminé avec le code 0.',
    status: 'Le programme s’est terminé avec le code 0.',
  },
  noConnection: (system, seconds) =>
    system === '' ? `Personne n’a répondu en ${seconds} s.` : `La connexion n’a pas été établie : ${system}.`,
  silent: (seconds) => `La connexion a été établie, mais il n’est pas venu assez de réponse en ${seconds} s.`,
  reply: {
    none: 'Rien n’est revenu.',
    any: 'Rien n’est revenu.',
    prefix: 'La réponse ne commence pas par Expect.',
    regex: 'L’expression d’Expect ne se trouve pas dans la réponse.',
    equal: 'Le programme n’a pas affiché Expect.',
  },
  program: (status, seconds) =>
    status === null
      ? `Le programme ne s’est pas terminé en ${seconds} s, ou n’a pas pu être lancé.`
      : `Le programme s’est terminé avec le code ${status}.`,
  notRun: (system) => (system === '' ? 'Il n’a pas d’adresse, ou il ne restait plus de temps.' : system),
  connected: (ms) => `connexion établie après ${ms} ms`,
  ran: (ms) => `a tourné ${ms} ms`,
  sent: (count) => `Envoyé, ${bytes(count)} :`,
  received: (count, most) => (most ? `Reçu, les premiers ${bytes(count)} :` : `Reçu, ${bytes(count)} :`),
  expect: 'Expect :',
  at: (moment) => `Testé le ${moment}.`,
};
