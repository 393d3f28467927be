import { type Config, readConfig } from '../lvscf/config.js';
import { replaceText, serialText } from '../lvscf/whole-text.js';

/**
 * A proposal in place of a file, under the file's next serial number; one that says the same leaves the file as it is.
 * @throws ConsoleError `invalid`: carriage_returns, adds_problems
 */
export function replacedBy(before: Config, text: string): string {
  const present = String(before.document);
  const serial = /^serial_no = .*\n/;
  if (serial.test(text) && text.replace(serial, '') === present.replace(serial, '')) return present;
  return replaceText(before, text, serialText(readConfig(text)));
}
