import type { PasswordWeakness } from '../../core/access/password.js';

const refusals: Record<PasswordWeakness | 'old' | 'again' | 'same', string> = {
  old: 'The old password is not right.',
  again: 'The new password was not typed twice the same.',
  same: 'The new password is the old one.',
  empty: 'The new password is empty.',
  short: 'The new password is shorter than 10 characters.',
  long: 'The new password is longer than 72 bytes, and nothing would read the rest of it. Letters with accents take two bytes or more.',
  control_character: 'The new password holds a control character, which browsers cannot send.',
  user_name: 'The new password holds the name of the user.',
  monotonous: 'The new password has fewer than 5 different characters.',
};

/** The page behind CHANGE PASSWORD. */
export const password = {
  formTitle: (user: string) => `New password for ${user}`,
  fields: { old: 'Old password', new: 'New password', again: 'New password, once more' },
  refused: 'The password was not changed',
  refusals,
  changed: 'The password was changed.',
  reads: {
    8: 'The password file holds your password in its oldest form (DES), of which only the first 8 characters count: whatever you type behind them, you get in. A change puts an end to that.',
    72: 'Of a password, the first 72 bytes count; that is why a longer one is not taken.',
  },
  weakHash:
    'Whoever got hold of the password file would soon have your password, because of the old form in which it is kept. A change replaces it by bcrypt.',
  roles: {
    admin: 'Your role is admin: you may see and change everything.',
    viewer: 'Your role is viewer: you may look at everything and change nothing but your own password.',
  },
  effect:
    'The change takes effect immediately: your browser will ask you for the new password at your next click.',
  adviceTitle: 'CHOOSING A PASSWORD',
  advice: [
    'At least 10 characters; a sentence is easier to remember than a jumble.',
    'No proper nouns, no acronyms, no words from a dictionary of any language on their own.',
    'Not a password that is used elsewhere.',
    'Never leave it in clear text, neither in a file nor beside the screen. The console itself keeps only a hash.',
    'What is typed here crosses the network: without TLS, change it on the router itself.',
  ],
  title: 'PASSWORD FORGOTTEN',
  how: 'The administrator sets a password on this machine, in the folder of the console, with this command; the old one is not asked for:',
  example: 'It asks twice, and nothing is shown while you type:',
};
