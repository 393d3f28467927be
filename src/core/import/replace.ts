import { type Config, readConfig } from '../lvscf/config.js';
import { replaceText, serialText } from '../lvscf/whole-text.js';

const serialLine = /^serial_no = .*\n/;

/** A proposal under the serial number of the present text, so that nothing else differs where nothing does. */
export function underSerialOf(present: string, text: string): string {
  const serial = serialText(readConfig(present));
  return /^[0-9]+$/.test(serial) ? text.replace(serialLine, `serial_no = ${serial}\n`) : text;
}

/**
 * A proposal in place of a file, under the file's next serial number; one that says the same leaves the file as it is.
 * @throws ConsoleError `invalid`: carriage_returns, adds_problems
 */
export function replacedBy(before: Config, text: string): string {
  const present = String(before.document);
  if (serialLine.test(text) && text.replace(serialLine, '') === present.replace(serialLine, ''))
    return present;
  return replaceText(before, text, serialText(readConfig(text)));
}
