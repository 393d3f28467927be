/** The page behind CHANGE PASSWORD. */
export const password = {
  title: 'PASSWORD CHANGE FOR LVS CONSOLE',
  how: (user: string) =>
    `You are logged in as ${user}. The administrator changes the password on this machine, in the folder of the console, with this command:`,
  example: 'It asks twice, and nothing is shown while you type:',
  effect:
    'The change takes effect immediately: your browser will ask you for the new password at your next click.',
  adviceTitle: 'CHOOSING A PASSWORD',
  advice: [
    'At least 10 characters; a sentence is easier to remember than a jumble.',
    'No proper nouns, no acronyms, no words from a dictionary of any language on their own.',
    'Not a password that is used elsewhere.',
    'Never leave it in clear text, neither in a file nor beside the screen. The console itself keeps only a hash.',
  ],
  why: 'There is no form here on purpose: a password is never sent over the network to be changed, and whoever finds an open browser cannot lock you out.',
};
