/** Values as lvs.cf writes them, in JSON: for whoever types the words of the file and sends them to a console. */

import type { JsonValue } from './json.js';
import type { Kind } from './kind.js';
import type { Stanza } from './stanza.js';

/**
 * The value of a key in JSON. What makes no sense is left as a text: the console that gets it says what is wrong.
 * @param text what stands behind the equal sign, with or without the quotes of a script
 */
export function jsonOfText(stanza: Stanza, keyword: string, text: string): JsonValue {
  const field = stanza[keyword];
  return field === undefined ? text : ofKind(field.kind.expects.kind, text.trim());
}

function ofKind(kind: Kind<unknown>['expects']['kind'], text: string): JsonValue {
  switch (kind) {
    case 'number':
    case 'mark':
    case 'port':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
    case 'flag':
      return text === '1' ? true : text === '0' ? false : text;
    case 'address_on_device': {
      const [address = '', device = '', ...more] = text.split(/[ \t]+/);
      return more.length === 0 ? { address, device } : text;
    }
    case 'list':
      return text
        .replace(/^\[(.*)\]$/, '$1')
        .split(/[ \t]+/)
        .filter((word) => word !== '');
    case 'exchange':
    case 'program':
      return /^"(.*)"$/s.exec(text)?.[1] ?? text;
    default:
      return text;
  }
}
