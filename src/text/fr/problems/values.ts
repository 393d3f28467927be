import type { ProblemTexts, ValueCode } from '../../problem-text.js';

/** What is wrong with one value, in French. */
export const valueProblems: ProblemTexts<ValueCode> = {
  list_expected: ({ keyword }) =>
    `${keyword} demande une liste entre crochets, avec des espaces autour d’eux : ${keyword} = [ a b ]`,
  list_missing: ({ keyword }) => `${keyword} sans valeur fait planter le démon. Retirez la ligne.`,
  number_expected: ({ value }, field) =>
    `${field} doit être un nombre entier, en chiffres seulement, comme 6 ; « ${value} » n’en est pas un.`,
  number_form: ({ value, read }, field) =>
    `${field} est lu comme ${read}. Écrivez-le ainsi au lieu de « ${value} » : des chiffres seulement, sans signe, sans zéro en tête, sans guillemets.`,
  number_overflow: ({ value, read }, field) =>
    `${field} est trop grand : de « ${value} », le démon fait ${read}. Écrivez un nombre plus petit.`,
  number_range: ({ value, min, max }, field) =>
    `${field} doit être compris entre ${min} et ${max} ; « ${value} » est en dehors.`,
  flag_expected: ({ value }, field) => `${field} doit valoir 1 pour oui ou 0 pour non, et non « ${value} ».`,
  choice_expected: ({ value, choices }, field) =>
    `${field} doit être l’un de ces mots, en minuscules : ${choices.join(', ')} ; « ${value} » n’en fait pas partie.`,
  service_unknown: ({ value }, field) =>
    `${field} doit être un numéro de port, comme 80 ; « ${value} » n’est pas un nombre, et aucun service ne porte ce nom.`,
  service_name: ({ value, port }, field) =>
    `${field} est le nom « ${value} », que chaque machine cherche pour elle-même. Écrivez le numéro : ${port}.`,
  service_unresolved: ({ value }, field) =>
    `${field} doit être un numéro de port, comme 80. Il n’est pas sûr qu’une machine connaisse un service nommé « ${value} », et celle qui ne le connaît pas refuse tout le fichier.`,
  address_expected: ({ value }, field) =>
    `${field} doit être une adresse IPv4, comme 192.0.2.10, sans port ni longueur de préfixe ; « ${value} » n’en est pas une.`,
  address_zero: (_, field) =>
    `${field} ne doit pas être 0.0.0.0. Donnez l’adresse, ou retirez la ligne s’il n’y en a pas.`,
  address_form: ({ value, read }, field) =>
    `${field} est lu comme ${read}. Écrivez cela en entier au lieu de « ${value} » : quatre nombres sans zéro en tête ni guillemets.`,
  host_name: ({ value }, field) =>
    `${field} est le nom d’hôte « ${value} ». Il est cherché au démarrage de LVS, peut-être avant que le réseau fonctionne. Écrivez l’adresse, comme 192.0.2.10.`,
  mask_form: ({ value, read }, field) =>
    `${field} doit être un masque réseau complet, comme 255.255.255.0 ; de « ${value} », le démon fait ${read}.`,
  mask_holes: ({ value }, field) =>
    `${field} vaut « ${value} », qu’aucun réseau ne peut avoir : les uns doivent venir d’abord, comme dans 255.255.255.0.`,
  mask_ignored: ({ value }, field) =>
    `${field} doit être un masque réseau comme 255.255.255.0. Le démon ignore « ${value} » sans rien dire.`,
  device_form: ({ value }, field) =>
    `${field} doit être le nom d’une interface réseau ou d’un alias, de 15 caractères au plus, comme eth0:1 ; « ${value} » n’en est pas un.`,
  interface_form: ({ value }, field) =>
    `${field} doit être le nom d’une interface réseau, et non d’un alias, de 15 caractères au plus, comme eth0 ; « ${value} » n’en est pas un.`,
  account_form: ({ value }, field) =>
    `${field} doit être le nom d’un compte : 32 lettres minuscules, chiffres, - et _ au plus, dont le premier est une lettre ou _ ; « ${value} » n’en est pas un.`,
  port_range_form: ({ value }, field) =>
    `${field} : il faut le premier et le dernier port, de 1 à 65535, séparés par un deux-points, par exemple 10000:20000 ; « ${value} » ne convient pas.`,
  shared_unknown: ({ keyword, known }) =>
    `« ${keyword} » derrière « # lvs-console: » n’est pas un réglage de LVS Console et ne veut rien dire. Il y a ${known.join(', ')}.`,
  text_empty: (_, field) => `${field} est vide. Donnez une valeur, ou retirez la ligne.`,
  text_blank: (_, field) => `${field} doit être un seul mot, sans espaces.`,
  text_quote: (_, field) =>
    `${field} contient des guillemets là où il n’en faut pas. Écrivez la valeur sans eux.`,
  text_single_quoted: (_, field) =>
    `${field} est entre apostrophes, qui deviennent une partie du texte. Utilisez "..." à la place.`,
  text_brace: ({ character }, field) =>
    `${field} contient « ${character} », sur quoi l’outil d’origine se bloque en ouvrant le fichier. Écrivez la valeur sans accolades.`,
  text_character: ({ character }, field) =>
    `${field} contient le caractère « ${character} ». N’utilisez que des lettres, chiffres et signes ASCII simples.`,
  text_backslash: ({ after }, field) =>
    after === ''
      ? `${field} finit par une barre oblique inverse, sur laquelle le contrôle se bloque à jamais. Écrivez \\\\ pour ce caractère.`
      : `${field} contient « \\${after} », sur quoi le contrôle se bloque à jamais. Après une barre oblique inverse, seuls r, n, t, \\, ' et " sont permis ; écrivez \\\\ pour la barre elle-même.`,
  text_long: ({ length, max }, field) =>
    `${field} compte ${length} caractères, mais ${max} seulement tiennent.`,
  text_many_words: ({ words, max }, field) =>
    `${field} compte ${words} mots, mais ${max} seulement tiennent. Mettez la commande dans un script et donnez le chemin du script.`,
};
