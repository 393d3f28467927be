import type { StoredLogin } from '../../core/ssh/backup-settings.js';

/** The panel CONNECTION TO THE BACKUP. */
export const connection = {
  /** What stands beside the original words. Nothing in English. */
  gloss: {
    test: '',
    fetch: '',
    confirm: '',
    forget: '',
    makeKey: '',
    useKey: '',
    letIn: '',
  },
  lead: 'How this console reaches the other router, to copy lvs.cf there. It stays on this router and is not part of lvs.cf.',
  acceptHint: '-- Stores the connection on this router',
  steps: {
    address: '1. Where the other router is',
    hostKey: '2. Is it really that router?',
    key: '3. The key that lets this console in',
    test: '4. Test',
    /** Without a key of our own to make. */
    testAtOnce: '3. Test',
  },
  fields: {
    address: 'Address or name:',
    port: 'SSH port:',
    user: 'Account there:',
    login: 'Log in with:',
    key_path: 'Key file on this machine:',
    passphrase: 'Passphrase of the key file:',
    copy_to: 'Copy to, without our program there:',
  },
  help: {
    address: (backup: string) => (backup === '' ? '' : `backup in lvs.cf: ${backup}`),
    user: 'The package makes the account lvs-console on each router.',
    key_path: 'Only with a key file. Readable by the account of the console alone.',
    passphrase: (isKept: boolean) =>
      isKept
        ? 'One is kept, in a file that only the account of the console can read. Blank: it stays.'
        : 'Only if the key file has one. It is kept in a file that only the account of the console can read.',
    copy_to:
      'Blank: LVS Console is installed there. Otherwise the path of lvs.cf there: it is copied and nothing else.',
  },
  logins: {
    console_key: 'a key made for this console',
    key_file: 'a key file that is there already',
    agent: 'the SSH agent of the account that runs the console',
  } satisfies Record<StoredLogin['kind'], string>,
  wrong: {
    address:
      'Address or name: expects an address such as 192.0.2.11 or a host name such as lb2.example.com. It cannot begin with a minus sign.',
    port: 'SSH port: expects a number from 1 to 65535. The usual one is 22.',
    user: 'Account there: expects the name of an account, such as lvs-console: letters, digits, _ . and -, not beginning with a digit or a minus sign.',
    login: 'Log in with: choose one of the three.',
    key_path: 'Key file: expects a whole path, such as /etc/lvs-console/id_ed25519.',
    passphrase: 'Passphrase: at most 1,024 characters.',
    copy_to: 'Copy to: expects a whole path, such as /etc/sysconfig/ha/lvs.cf, or nothing.',
  },
  saved: 'The connection is stored.',
  hostKey: {
    none: 'Nobody has confirmed the key of that router yet. Nothing is sent to it before.',
    confirmed: 'Confirmed. Nothing is sent unless the router shows this key:',
    offered: 'The router shows this key:',
    known: 'It is the confirmed key.',
    changed:
      'This is not the key that was confirmed, so nothing is sent. Either the router was installed anew, or another machine answers in its place. Find out which; only then take the old key out.',
    revoked: 'This key is marked as revoked. Nothing is ever sent to a host that shows it.',
    compare:
      'On the other router, at its own console, this prints the same fingerprint; compare every character:',
    fetchHint: '-- Asks the router for its key; nobody logs in',
    confirmHint: '-- I have compared it: this is the other router',
    forgetHint: '-- Take the confirmed key out, so that the new one can be confirmed',
    confirmedNow: 'The key of the router is confirmed.',
    forgotten: 'The confirmed key was taken out. Fetch and confirm the new one.',
  },
  ownKey: {
    none: 'No key was made for this console yet.',
    fingerprint: (type: string, fingerprint: string) => `${type}, ${fingerprint}`,
    lineLead:
      'On the other router, put this line into ~/.ssh/authorized_keys of the account above. It lets in this key, for our program and nothing else:',
    nextLead: 'A new key is ready to take the place of the present one. Put its line there first:',
    makeHint: '-- Make an Ed25519 key; the private half never leaves this machine',
    makeNextHint: '-- Make another key, to replace the present one',
    useHint: '-- Log in with the new key from now on; the present one is deleted',
    made: 'The key is made. Put its line on the other router, as step 3 says.',
    used: 'The new key logs in from now on.',
    password: 'Or the console puts it there itself, with the password of the account:',
    passwordFirst:
      'Or with the password of the account, once: the console makes the key and puts its line there itself.',
    passwordLabel: 'Password (used once, never stored):',
    letInHint: '-- Log in with the password, and put the line there',
    letIn: 'The line is there now: the key logs in.',
    wasIn: 'The line was there already.',
    noPassword: 'Password: none was given.',
  },
  test: {
    lead: 'TEST takes every step of a push that changes nothing: host key, login, our program there, rights, free space, engine, clock.',
    hint: '-- Takes a few seconds',
    names: { host_key: 'Host key', login: 'Log in', program: 'Our program' },
    reached: 'The router shows the key that was confirmed.',
    loggedIn: (server: string) => `Logged in. The server calls itself ${server}.`,
    outcome: { done: 'good', failed: 'failed', unknown: 'look at it' },
    title: 'What the test found',
  },
};
