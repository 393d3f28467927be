import type { Expected, Expects } from '../../core/lvscf/kind.js';
import type { reference as english } from '../en/reference.js';
import type { Wording } from '../wording.js';

type Kinds = { readonly [Kind in Expected]: (expects: Expects) => string };

const choices = ({ choices: words = [] }: Expects) => words.filter((word) => word !== '').join(', ');

const flag = '0 (non) ou 1 (oui)';

const kinds: Kinds = {
  number: ({ min, max }) => (max === 1 ? flag : `un nombre entier de ${min} à ${max}`),
  mark: ({ max }) => `un nombre entier de 1 à ${max} ; 0 : pas de marque`,
  flag: () => flag,
  port: ({ min, max }) => `un numéro de port de ${min} à ${max}`,
  choice: (expects) => `une valeur parmi ${choices(expects)}`,
  address: () => 'une adresse IPv4',
  router_address: () => 'une adresse IPv4, pas 0.0.0.0',
  plain_address: () => 'une adresse IPv4',
  address_on_device: () => 'une adresse IPv4 et un périphérique, séparés par une espace',
  mask: () => 'un masque de réseau tel que 255.255.255.0',
  device: () => 'le nom d’une interface réseau, 15 caractères au plus',
  word: (expects) =>
    expects.choices === undefined
      ? 'un mot sans guillemets ni accolades'
      : `une valeur parmi ${choices(expects)} ; un autre mot est gardé`,
  command: ({ max }) => `une commande, entre guillemets doubles si elle a des espaces, ${max} mots au plus`,
  exchange: ({ max }) => `un texte entre guillemets doubles, ${max} caractères au plus`,
  program: ({ max }) => `une commande entre guillemets doubles, ${max} caractères au plus`,
  list: () => 'des mots entre crochets',
};

/** What the catalogue of keys says about each of them, in French. */
export const reference: Wording<typeof english> = {
  kinds,
  withUnit: (kind, unit) => `${kind}, en ${unit}`,
  example: 'Dans le fichier',
  initial: (value) => `valeur de départ ${value}`,
  since: (version) => `depuis Piranha ${version}`,
  obsolete: 'n’est plus utilisé',
};
