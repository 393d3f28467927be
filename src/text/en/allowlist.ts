import type { RuleFault } from '../../core/access/htaccess.js';

const faults: Record<RuleFault, (word: string) => string> = {
  unknown_directive: (word) =>
    `${word} is none of the words that start a rule. There are Order, Allow from, Deny from and Require.`,
  from_missing: (word) => `${word} is followed by the word from: ${word} from 172.16.57`,
  bad_order: (word) =>
    `${word || 'Nothing'} is no order. It is deny,allow or allow,deny, with a comma and no blank.`,
  bad_require: (word) =>
    `Require ${word} is not known here. There are Require ip, Require local, Require all granted and Require all denied, in small letters.`,
  host_name: (word) =>
    `${word} is a host name. A name would be looked up at every request, and whoever answers for it would decide who gets in. Write the address.`,
  comment_behind: (word) =>
    `${word} begins a comment behind a rule. A comment stands on a line of its own, with # at its start.`,
  nothing_named: (word) => `${word} names nobody. Behind it stand addresses, networks or the word all.`,
  bad_address: (word) =>
    `${word} is no address. There are 192.168.1.100, the beginning of one such as 172.16.57, and IPv6 addresses; no leading zeros, no hexadecimal form, no zone.`,
  bad_mask: (word) =>
    `${word} has no mask that can be used. Behind the slash of a whole address stands a number of bits or a mask without holes: 10.0.0.0/8 or 10.0.0.0/255.0.0.0`,
  names_everybody: (word) =>
    `${word} names every address there is, which is mostly a slip. If it is meant, write all.`,
};

/** The page with the two allowlists. */
export const allowlist = {
  faults,
  inLine: (line: number, text: string) => `line ${line}: ${text}`,
  lead: 'Before any password is asked for, these two lists decide which addresses are answered at all. They are read anew when they change.',
  lists: {
    site: 'Everything, the welcome page included',
    secure: 'The pages behind the password, for those that the first list lets in',
  },
  inFile: (path: string) => `File ${path}`,
  missing:
    'This file does not exist yet. Until it does, only this machine itself is let in; ACCEPT makes it.',
  broken:
    'A line of this list is not understood. Until it is put right, only this machine itself is let in, whatever the other lines say.',
  silent: 'This list says nothing, so only this machine itself is let in.',
  howTitle: 'How to write a list',
  how: [
    'Order deny,allow: whoever no rule names is let in, and Allow overrules Deny. With Order allow,deny nobody is let in whom no rule names, and Deny overrules Allow.',
    'Deny from all and Allow from 192.168.1.100 172.16.57 10.0.0.0/8 2001:db8::/32: addresses, beginnings of addresses, networks, or all.',
    'Newer words: Require ip 172.16.57, Require local, Require all granted, Require all denied. One that agrees is enough; beside Allow and Deny both must agree.',
    'A line that begins with # is a comment.',
  ],
  whoTitle: 'Who would be let in',
  address: 'Address',
  door: { site: 'Everything', secure: 'Behind the password' },
  you: (address: string) => `${address} (you)`,
  thisMachine: (address: string) => `${address} (this machine)`,
  yes: 'let in',
  no: 'refused',
  why: {
    rule: (line: number) => `by line ${line}`,
    unnamed: 'no rule names it',
    problem: (line: number) => `line ${line} is not understood`,
    silent: 'the list says nothing',
    missing: 'there is no list',
    unreadable: 'the list cannot be read',
  },
  tryLabel: 'Another address',
  tryHelp: 'TRY shows what the lists above would do, as they stand in the form, and saves nothing.',
  notAnAddress: (text: string) => `${text} is no address.`,
  tried: 'This is what the lists would do. Nothing was saved.',
  refused: 'Nothing was saved. These lines are not understood:',
  shutsOut: {
    title: 'These lists would shut you out',
    text: (address: string) =>
      `Nothing was saved yet. With these lists, ${address}, the address you come from, could not open this page any more: somebody would have to change the files on the router itself.`,
    confirm: 'If that is what you want, ACCEPT ANYWAY saves them.',
  },
  conflict: {
    title: 'Somebody else changed a list meanwhile',
    lead: 'Nothing was saved, and your text is still below. This is what the file holds now; ACCEPT replaces it by your text.',
    gone: '(the file is gone)',
  },
  saved: 'The allowlists were saved. They count at once.',
  unchanged: 'Nothing was different, and nothing was written.',
  gloss: { try: '', anyway: '' },
};
