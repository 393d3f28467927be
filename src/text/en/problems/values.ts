import type { ProblemTexts, ValueCode } from '../../problem-text.js';

/** What is wrong with one value. */
export const valueProblems: ProblemTexts<ValueCode> = {
  list_expected: ({ keyword }) =>
    `${keyword} takes a list in brackets with blanks around them, as in: ${keyword} = [ a b ]`,
  list_missing: ({ keyword }) => `${keyword} without a value makes the daemon crash. Remove the line.`,
  number_expected: ({ value }, field) =>
    `${field} must be a whole number in digits only, such as 6; “${value}” is not one.`,
  number_form: ({ value, read }, field) =>
    `${field} is read as ${read}. Write it that way instead of “${value}”: digits only, no sign, no leading zero, no quotation marks.`,
  number_overflow: ({ value, read }, field) =>
    `${field} is too large: the daemon makes ${read} out of “${value}”. Write a smaller number.`,
  number_range: ({ value, min, max }, field) =>
    `${field} must be from ${min} to ${max}; “${value}” is outside.`,
  flag_expected: ({ value }, field) => `${field} must be 1 for yes or 0 for no, not “${value}”.`,
  choice_expected: ({ value, choices }, field) =>
    `${field} must be one of ${choices.join(', ')}, in small letters; “${value}” is not.`,
  service_unknown: ({ value }, field) =>
    `${field} must be a port number, such as 80; “${value}” is not a number and no service has that name.`,
  service_name: ({ value, port }, field) =>
    `${field} is the name “${value}”, which each machine looks up for itself. Write the number: ${port}.`,
  service_unresolved: ({ value }, field) =>
    `${field} must be a port number, such as 80. Whether a machine knows a service named “${value}” is not certain, and one that does not refuses the whole file.`,
  address_expected: ({ value }, field) =>
    `${field} must be an IPv4 address, such as 192.0.2.10, without a port or a prefix length; “${value}” is not one.`,
  address_zero: (_, field) =>
    `${field} must not be 0.0.0.0. Give the address, or remove the line if there is none.`,
  address_form: ({ value, read }, field) =>
    `${field} is read as ${read}. Write that in full instead of “${value}”: four numbers without leading zeros or quotation marks.`,
  host_name: ({ value }, field) =>
    `${field} is the host name “${value}”. It is looked up when LVS starts, perhaps before the network works. Write the address, such as 192.0.2.10.`,
  mask_form: ({ value, read }, field) =>
    `${field} must be a netmask in full, such as 255.255.255.0; the daemon makes ${read} out of “${value}”.`,
  mask_holes: ({ value }, field) =>
    `${field} is “${value}”, which no network has: the ones must come first, as in 255.255.255.0.`,
  mask_ignored: ({ value }, field) =>
    `${field} must be a netmask such as 255.255.255.0. The daemon ignores “${value}” without a word.`,
  device_form: ({ value }, field) =>
    `${field} must be the name of a network interface or an alias of one, at most 15 characters, such as eth0:1; “${value}” is not.`,
  interface_form: ({ value }, field) =>
    `${field} must be the name of a network interface, no alias of one, at most 15 characters, such as eth0; “${value}” is not.`,
  account_form: ({ value }, field) =>
    `${field} must be the name of an account: at most 32 small letters, digits, - and _, the first one a letter or _; “${value}” is not.`,
  port_range_form: ({ value }, field) =>
    `${field} must be the first and the last port, from 1 to 65535, with a colon between them, such as 10000:20000; “${value}” is not.`,
  shared_unknown: ({ keyword, known }) =>
    `“${keyword}” behind “# lvs-console:” is no setting of LVS Console, and means nothing. There are ${known.join(', ')}.`,
  text_empty: (_, field) => `${field} is empty. Give a value, or remove the line.`,
  text_blank: (_, field) => `${field} must be one word without blanks.`,
  text_quote: (_, field) => `${field} holds quotation marks where none are needed. Write it without them.`,
  text_single_quoted: (_, field) =>
    `${field} is in single quotation marks, which become part of the text. Use "..." instead.`,
  text_brace: ({ character }, field) =>
    `${field} holds “${character}”, at which the original tool hangs when it opens the file. Write it without braces.`,
  text_character: ({ character }, field) =>
    `${field} holds the character “${character}”. Use plain ASCII letters, digits and signs only.`,
  text_backslash: ({ after }, field) =>
    after === ''
      ? `${field} ends in a backslash, on which the check hangs for ever. Write \\\\ for a backslash.`
      : `${field} holds “\\${after}”, on which the check hangs for ever. After a backslash only r, n, t, \\, ' and " may come; write \\\\ for a backslash.`,
  text_long: ({ length, max }, field) => `${field} has ${length} characters, but only ${max} fit.`,
  text_many_words: ({ words, max }, field) =>
    `${field} has ${words} words, but only ${max} fit. Put the command into a script and give the script’s path.`,
};
