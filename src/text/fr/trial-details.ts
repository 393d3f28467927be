import type {
  trialDetails as english,
  trialBecause as englishBecause,
  trialResults as englishResults,
} from '../en/trial-details.js';
import type { Wording } from '../wording.js';

/** A moment as the command line and the pages say it. */
const at = (milliseconds: number) =>
  new Intl.DateTimeFormat('fr-FR', { dateStyle: 'medium', timeStyle: 'medium' }).format(milliseconds);

/** Why a trial goes back, or went back. */
export const trialBecause: Wording<typeof englishBecause> = {
  time: 'parce que personne ne l’a confirmé à temps',
  restart: 'parce que le routeur a redémarré avant que quelqu’un ne le confirme',
  asked: 'comme demandé',
  failed: 'parce qu’il n’a pas pu être appliqué partout',
};

/** What a step says of a trial, in French. */
export const trialDetails: Wording<typeof english> = {
  trial_armed: ({ until }) =>
    `Ce qui tourne est gardé, a été relu, et reviendra le ${at(until)} si personne ne confirme.`,
  trial_pending: ({ by, since, until }) =>
    `Un essai est en cours : ${by} l’a commencé le ${at(since)}, et il prendra fin le ${at(until)}. Choisissez d’abord CONFIRM ou GO BACK.`,
  trial_none: () => 'Aucun essai n’est en cours.',
  trial_other: () => 'Il s’agit d’un autre essai que le dernier de ce routeur.',
  trial_running: ({ until }) => `L’essai est en cours jusqu’au ${at(until)}.`,
  trial_confirmed: () => 'L’essai est confirmé : ce qui tourne reste.',
  trial_over: ({ why, at: ended }) =>
    `Trop tard : l’essai a été annulé le ${at(ended)}, ${trialBecause[why]}.`,
  trial_not_applied: () => 'L’essai n’a pas été appliqué ici : il n’y a rien à confirmer.',
  trial_other_file: ({ path }) => `${path} n’est plus le fichier à essayer.`,
  trial_unwatched: () => 'Rien n’a pu être lancé pour attendre l’échéance. Rien n’a été changé.',
  trial_unreadable: ({ path }) => `${path} ne décrit pas un essai. Regardez-le, puis enlevez-le.`,
  trial_copies_lost: ({ path }) => `${path} n’est pas ce qui y avait été gardé.`,
  trial_returns: ({ why }) => `L’essai est annulé, ${trialBecause[why]}.`,
  trial_ended: () => 'L’essai est terminé.',
  applied_unknown: ({ path }) =>
    `On ne sait de quel lvs.cf vient ${path} : il n’y aurait rien à remettre. Après un APPLY, on le saura.`,
  engine_not_running: () => 'Le moteur ne tourne pas : il n’y aurait rien à remettre.',
  line_refused: () => 'La demande n’est pas comprise.',
  lvs_cf_put_back: ({ path }) =>
    `${path} contient de nouveau ce qu’il contenait avant. Ce qui a été essayé est gardé.`,
  lvs_cf_there: ({ path }) => `${path} contient déjà ce qu’il contenait avant.`,
  lvs_cf_left: ({ path }) => `${path} reste tel quel.`,
  lvs_cf_changed: ({ path }) => `${path} a été enregistré de nouveau pendant l’essai et reste tel quel.`,
  lvs_cf_missing: ({ path }) => `${path} a été enlevé pendant l’essai ; il n’est pas refait.`,
};

/** What became of a verb of a trial, in French. */
export const trialResults: Wording<typeof englishResults> = {
  arm: { ok: 'L’essai est armé.', failed: 'Aucun essai n’a commencé.' },
  confirm: { ok: 'Confirmé : ce qui tourne reste.', failed: 'Non confirmé.' },
  'go-back': { ok: 'Ce qui tournait avant tourne de nouveau.', failed: 'Le retour n’a pas eu lieu.' },
  expire: { ok: 'Il ne reste rien à faire.', failed: 'L’essai n’a pas pu être annulé.' },
  boot: { ok: 'Le moteur peut démarrer.', failed: 'Un essai n’a pas pu être annulé.' },
};
