import type { overrideDetails as english, overrideResult as englishResult } from '../en/override-details.js';
import type { Wording } from '../wording.js';

/** A moment as the command line and the pages say it. */
const at = (milliseconds: number) =>
  new Intl.DateTimeFormat('fr-FR', { dateStyle: 'medium', timeStyle: 'medium' }).format(milliseconds);

const next = (seconds: number) => (seconds === 1 ? 'd’ici une seconde' : `d’ici ${seconds} secondes`);

/** What a step says of a temporary weight, in French. */
export const overrideDetails: Wording<typeof english> = {
  override_given: ({ destination, service, seconds, until, weight }) =>
    [
      weight === 'drain'
        ? `${destination} de ${service} se vide : plus de nouveaux clients à partir de son prochain test, qui vient ${next(seconds)} ; ceux qui sont là peuvent terminer.`
        : `${destination} de ${service} a le poids ${weight} à partir de son prochain test, qui vient ${next(seconds)}.`,
      until === 0
        ? 'Cela dure jusqu’à ce que quelqu’un le remette.'
        : `Cela se termine de soi-même le ${at(until)}.`,
    ].join(' '),
  override_ended: ({ destination, service, seconds }) =>
    seconds === 0
      ? `${destination} de ${service} n’a plus de poids temporaire.`
      : `${destination} de ${service} retrouve son poids de lvs.cf à partir de son prochain test, qui vient ${next(seconds)}.`,
  override_none: ({ destination, service }) =>
    `${destination} de ${service} n’avait pas de poids temporaire.`,
  override_unknown: ({ destination, service }) =>
    `Le moteur de ce routeur ne teste aucun ${destination} de ${service}. Faites d’abord APPLY, si lvs.cf le contient.`,
  override_limited: ({ destination, most, weight }) =>
    `${destination} a le poids ${weight} dans lvs.cf, et un test peut signaler ${most} au plus : le moteur garde lui-même un tel poids, et rien ne peut le remplacer sans relecture. Écrivez un poids plus petit et faites APPLY.`,
  override_many: ({ most }) =>
    `Ce routeur a déjà ${most} poids temporaires. Remettez-en d’abord quelques-uns.`,
  override_over: () => 'La fin demandée est déjà passée.',
  overrides_laid: ({ count }) =>
    count === 1 ? 'Un poids temporaire continue.' : `${count} poids temporaires continuent.`,
};

/** What became of the verb, in French. */
export const overrideResult: Wording<typeof englishResult> = {
  ok: 'Fait.',
  failed: 'Rien n’a été modifié.',
};
