/** `virtual_ipaddress` and its like: the addresses that a router has while it is active. */

import { interfaceOf } from '../../lvscf/aliases.js';
import { addressOf, deviceOf, interfaceNameOf, isIpv6, isPlaceholder, prefixOf } from '../values.js';
import type { Statement } from './tree.js';
import type { Place } from './words.js';

/** Options of an address with a word behind them. Source: keepalived.conf(5), static_ipaddress. */
const withWord = new Set(['brd', 'dev', 'scope', 'label', 'peer', 'metric', 'preferred_lft', 'valid_lft']);

/**
 * Reads the lines of a block of addresses.
 * @param instanceDevice the interface that an address without one comes up on
 */
export function readAddresses(
  { block = [] }: Statement,
  { draft, report }: Place,
  instanceDevice?: string,
): void {
  for (const { keyword: given, words, line, comment } of block) {
    const said = report.at(line);
    const [text = '', length] = given.split('/');
    const address = addressOf(text);
    const options = optionsOf(words);
    const prefix = prefixOf(length ?? '');
    const behind = addressesIn(words);
    if (behind.length > 0) said.say('unknown', 'behind', { word: behind.join(', '), first: given });
    if (address === undefined) {
      if (isIpv6(given)) said.say('lost', 'ipv6', {});
      else if (isPlaceholder(text)) said.say('changed', 'placeholder', { found: text });
      else said.say('unknown', 'value_wrong', { word: 'virtual_ipaddress', value: given });
      const device = interfaceNameOf(options.get('dev')) ?? instanceDevice;
      if (isPlaceholder(text))
        draft.addresses.push({ address: text, prefix, device, owner: undefined, line: said });
      continue;
    }
    if (options.get('peer') !== undefined) said.say('changed', 'console_decides', {});
    const card = interfaceNameOf(options.get('dev')) ?? instanceDevice;
    const label = deviceOf(options.get('label'));
    const device = label !== undefined && (card === undefined || interfaceOf(label) === card) ? label : card;
    draft.addresses.push({ address, prefix, device, owner: ownerOf(comment), line: said });
  }
}

/** Whose address it is, as our own rendering says it. */
function ownerOf(comment: string): string | undefined {
  if (comment === 'nat_router') return '';
  return /^virtual (\S+)$/.exec(comment)?.[1];
}

/** Further addresses on the line of one; what belongs to an option is none. */
function addressesIn(words: readonly string[]): string[] {
  const isOption = (word = '') => withWord.has(word) || word === 'broadcast';
  const isAddress = (word: string) => /^[0-9]+([.][0-9]+){3}(\/|$)/.test(word);
  return words.filter((word, at) => isAddress(word) && !isOption(words[at - 1]));
}

function optionsOf(words: readonly string[]): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!withWord.has(word)) continue;
    options.set(word, words[at + 1] ?? '');
    at++;
  }
  return options;
}
