import type { trial as english } from '../en/trial.js';
import type { Wording } from '../wording.js';
import { trialBecause } from './trial-details.js';

const left = (seconds: number): string => {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
};

/** Trials, in French. */
export const trial: Wording<typeof english> = {
  label: 'Essai',
  pending: (by, both) => `${by} essaie lvs.cf sur ${both ? 'les deux routeurs' : 'ce routeur'}.`,
  until: (moment) => `L’essai sera annulé le ${moment} si personne ne le confirme`,
  left: (seconds) => `(dans ${left(seconds)})`,
  returning: 'Son temps est écoulé : ce qui tournait avant revient maintenant.',
  wentBack: (moment) => `Un essai a été annulé le ${moment},`,
  because: {
    time: () => `${trialBecause.time}.`,
    restart: () => `${trialBecause.restart}.`,
    asked: (by) => `comme ${by} l’a demandé.`,
    failed: () => `${trialBecause.failed}.`,
  },
  file: {
    put_back: 'lvs.cf est lui aussi comme avant ; ce qui a été essayé est parmi les versions.',
    there_already: 'lvs.cf est comme avant.',
    left: 'lvs.cf a été laissé tel quel : ce qui tourne est plus ancien.',
    changed_since:
      'lvs.cf a été enregistré de nouveau pendant l’essai et a été laissé tel quel : ce qui tourne est plus ancien.',
    missing: 'lvs.cf a été enlevé pendant l’essai et n’a pas été refait.',
  },
  engineTrouble:
    'Les fichiers sont revenus, mais le moteur ne fait pas ce qu’ils disent : regardez CONTROL/MONITORING.',
  bothBack: 'L’essai portait sur les deux routeurs, et l’autre revient de la même façon.',
  lead: 'TRY fait tourner lvs.cf tel qu’il est enregistré, comme APPLY, et revient de lui-même en arrière si personne n’appuie à temps sur CONFIRM : même si vous vous êtes coupé l’accès, si la console s’est arrêtée ou si le routeur a redémarré.',
  elsewhere: 'l’essaie sur les deux routeurs.',
  minutesLabel: 'Revenir en arrière après',
  minutes: (count) => (count === 1 ? '1 minute' : `${count} minutes`),
  here: 'sur ce routeur',
  both: 'sur les deux routeurs',
  pushLead:
    'TRY envoie lvs.cf, le fait tourner sur les deux routeurs, et les laisse revenir d’eux-mêmes en arrière si personne n’appuie à temps sur CONFIRM.',
  hints: {
    here: 'applique pour un temps ; keepalived.conf et lvs.cf reviennent si vous ne confirmez pas',
    both: 'envoie et applique pour un temps ; les deux routeurs reviennent si vous ne confirmez pas',
  },
  gloss: {
    try: 'Essayer',
    confirm: 'Confirmer',
    goBack: 'Revenir en arrière maintenant',
    read: 'Lu',
  },
  waits: 'Cela prend quelques secondes …',
  begun: 'Cela tourne, pour un temps : CONFIRM le garde.',
  ended: {
    confirm: {
      ok: 'Confirmé : ce qui tourne reste.',
      failed: 'Pas confirmé partout : ce qui ne l’est pas reviendra de lui-même en arrière à son heure.',
    },
    'go-back': {
      ok: 'Ce qui tournait avant tourne de nouveau.',
      failed: 'Le retour n’a pas eu lieu partout : ce qui reste reviendra de lui-même à son heure.',
    },
  },
  there: (sentence) => `Sur l’autre routeur : ${sentence}`,
  cli: {
    until: (moment) => `L’essai sera annulé le ${moment}. Pour le garder : lvs-console confirm`,
    none: 'Aucun essai n’est en cours.',
  },
};
