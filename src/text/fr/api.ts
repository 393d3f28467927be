import type { BodyFault, ErrorParams } from '../../core/problem.js';
import type { FailureText } from '../en/errors.js';
import type { en } from '../en.js';
import type { Wording } from '../wording.js';

const faults: Record<BodyFault['fault'], (fault: BodyFault) => string> = {
  unknown_member: ({ field }) => `Il n’y a pas de membre ${field} ici.`,
  missing_member: ({ field }) => `Le membre ${field} manque.`,
  read_only_member: ({ field }) =>
    `Le membre ${field} se lit seulement : ne l’envoyez pas, ou renvoyez-le tel qu’il était.`,
  wrong_type: ({ field, expected = '' }) =>
    field === '' ? `Le type attendu est ${expected}.` : `Le membre ${field} est du type ${expected}.`,
  wrong_value: ({ field, expected = '' }) =>
    expected === ''
      ? `Le membre ${field} ne peut pas avoir cette valeur.`
      : `Le membre ${field} est l’un de : ${expected}.`,
  too_large: ({ field, expected = '' }) =>
    `Le membre ${field} est trop grand ou trop long : ${expected} au plus.`,
  too_small: ({ field, expected = '' }) =>
    `Le membre ${field} est trop petit ou trop court : ${expected} au moins.`,
};

type Reason = 'revision_wanted' | 'revision_stale' | 'wrong_method' | 'body_refused';

/** Les échecs propres à l’interface JSON. */
export const apiReasons: { [One in Reason]: (params: ErrorParams[One]) => FailureText } = {
  revision_wanted: ({ current }) => ({
    title: 'If-Match manque',
    text: 'Une modification dit de quel état elle est partie. Rien n’a été modifié.',
    advice: [
      `Lisez ce qui est à modifier, et envoyez l’ETag de cette réponse comme If-Match. En ce moment, c’est ${current}.`,
    ],
  }),
  revision_stale: ({ current }) => ({
    title: 'Cela a changé depuis',
    text: 'Ce qui est à modifier n’est plus comme à la lecture. Rien n’a été modifié.',
    advice: [`Relisez-le, et décidez à nouveau. En ce moment, son ETag est ${current}.`],
  }),
  wrong_method: ({ method, allowed }) => ({
    title: 'Pas avec cette méthode',
    text: `Il n’y a pas de ${method} ici, seulement ${allowed.join(', ')}.`,
    advice: [],
  }),
  body_refused: ({ where, faults: found }) => ({
    title: where === 'body' ? 'Le corps n’est pas accepté' : 'Les paramètres ne sont pas acceptés',
    text: `${found.map((fault) => faults[fault.fault](fault)).join(' ')} Rien n’a été modifié.`,
    advice: ['/api/v1/openapi.json décrit ce qui est accepté.'],
  }),
};

/** L’interface JSON. */
export const api: Wording<(typeof en)['api']> = {
  fault: (fault) => faults[fault.fault](fault),
  stepFailed: 'Une étape a échoué',
  notJson: {
    title: 'Pas du JSON',
    text: 'Ici, la console n’accepte que application/json et, là où un texte entier est envoyé, text/plain. Rien n’a été modifié.',
    advice: [],
  },
};
