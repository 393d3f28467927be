/** Random values of every kind of field: what may be written. */

import fc from 'fast-check';
import type { Expects } from '../../src/core/lvscf/kind.js';
import { maskOfPrefix } from '../../src/core/lvscf/kinds/addresses.js';

const octet = fc.integer({ min: 0, max: 255 });
const address = fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.'));
const routerAddress = address.filter((text) => text !== '0.0.0.0');
const mask = fc.integer({ min: 0, max: 32 }).map(maskOfPrefix);

const characters = (text: string) => fc.constantFrom(...text);
const letters = characters('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ');
const plain = characters('abcXYZ0189/._:@%+,;?!#=*()[]<>|&$~^-\\');
const word = fc.string({ unit: plain, minLength: 1, maxLength: 30 });
const name = fc.string({ unit: characters('abz019._-'), maxLength: 6 });
const alias = fc.option(fc.integer({ min: 0, max: 999 }), { nil: undefined });
const device = fc
  .tuple(letters, name, alias)
  .map(([first, rest, number]) => `${first}${rest}${number === undefined ? '' : `:${number}`}`);

const quoted = (inside: fc.Arbitrary<string>) => inside.map((text) => `"${text}"`);
/** Texts that nanny turns as they are meant; quotes and braces are left out. */
const exchanged = fc
  .array(
    fc.oneof(characters('abc XYZ019/.:*()[]|^$+?'), fc.constantFrom('\\\\', '\\r', '\\n', '\\t', "\\'")),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(''));
const words = (max: number) =>
  fc.array(word, { minLength: 1, maxLength: max }).map((parts) => parts.join(' '));

const number = ({ min = 0, max = 0 }: Expects) => fc.integer({ min, max });

/** Values of each kind, by the name that the kind gives itself. */
const valuesByKind: Readonly<Record<string, (expects: Expects) => fc.Arbitrary<unknown>>> = {
  number,
  mark: number,
  port: number,
  flag: () => fc.boolean(),
  choice: ({ choices = [] }) => fc.constantFrom(...choices),
  word: ({ choices }) => (choices === undefined ? word : fc.oneof(word, fc.constantFrom(...choices))),
  command: () => words(20),
  exchange: () => quoted(exchanged),
  program: () => quoted(words(6)),
  list: () => fc.array(word.filter((text) => text !== ']')),
  address: () => address,
  plain_address: () => address,
  router_address: () => routerAddress,
  mask: () => mask,
  device: () => device,
  address_on_device: () => fc.record({ address, device }),
};

/** Random values of a kind. @throws when nobody has said which. */
export function valuesOf(expects: Expects): fc.Arbitrary<unknown> {
  const values = valuesByKind[expects.kind];
  if (values === undefined) throw new Error(`no random values for the kind ${expects.kind}`);
  return values(expects);
}
