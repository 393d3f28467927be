import type { Expected, Expects } from '../../core/lvscf/kind.js';

type Kinds = { readonly [Kind in Expected]: (expects: Expects) => string };

const choices = ({ choices: words = [] }: Expects) => words.filter((word) => word !== '').join(', ');

const flag = '0 (no) or 1 (yes)';

/** What a value can be. */
const kinds: Kinds = {
  number: ({ min, max }) => (max === 1 ? flag : `a whole number from ${min} to ${max}`),
  mark: ({ max }) => `a whole number from 1 to ${max}; 0 is no mark`,
  flag: () => flag,
  port: ({ min, max }) => `a port number from ${min} to ${max}`,
  choice: (expects) => `one of ${choices(expects)}`,
  address: () => 'an IPv4 address',
  router_address: () => 'an IPv4 address, not 0.0.0.0',
  plain_address: () => 'an IPv4 address',
  address_on_device: () => 'an IPv4 address and a device, with a blank between them',
  mask: () => 'a netmask such as 255.255.255.0',
  device: () => 'the name of a network device, at most 15 characters',
  word: (expects) =>
    expects.choices === undefined
      ? 'one word without quotes and braces'
      : `one of ${choices(expects)}; another word is kept`,
  command: ({ max }) => `a command, in double quotes if it has blanks, at most ${max} words`,
  exchange: ({ max }) => `a text in double quotes, at most ${max} characters`,
  program: ({ max }) => `a command in double quotes, at most ${max} characters`,
  list: () => 'words between square brackets',
};

/** What the catalogue of keys says about each of them. */
export const reference = {
  kinds,
  withUnit: (kind: string, unit: string) => `${kind}, in ${unit}`,
  example: 'In the file',
  initial: (value: string) => `begins as ${value}`,
  since: (version: string) => `since Piranha ${version}`,
  obsolete: 'not used any more',
};
