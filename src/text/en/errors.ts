import type {
  AddressRefusal,
  CertificateFault,
  DiskAction,
  ErrorParams,
  ErrorReason,
  FileKind,
  UnsafeReason,
} from '../../core/problem.js';
import { apiReasons } from './api.js';
import { guardRail } from './guard-rail.js';
import { pushReasons } from './push.js';
import { sshReasons } from './ssh.js';
import { versionReasons } from './versions.js';

/** A failure in words: what happened, and what helps, a paragraph each. */
export interface FailureText {
  title: string;
  text: string;
  advice: string[];
}

const kinds: Record<FileKind, string> = {
  folder: 'a folder',
  pipe: 'a pipe',
  socket: 'a socket',
  device: 'a device',
};

const unsafe: Record<UnsafeReason, string> = {
  folder_open: 'Everybody may write in its folder, so anybody could take the file away or replace it.',
  link_owner: 'It is a symbolic link that belongs to neither root nor the account of the console.',
  link_target: 'It is a symbolic link into a folder that is less safe than its own.',
  hard_links: 'The file has a second name (a hard link), which would keep the old contents.',
};

const diskActions: Record<DiskAction, string> = {
  read: 'reading it',
  lock: 'locking it',
  keep: 'keeping the version that was there',
  write: 'writing the new version',
  verify: 'reading back what was written',
};

const doors: Record<ErrorParams['address_refused']['door'], string> = {
  site: 'this console',
  secure: 'the pages behind the password',
};

const doorFaults: Record<AddressRefusal, readonly string[]> = {
  rule: [],
  unnamed: [],
  no_address: [],
  problem: [
    'A line of that list is not understood; until it is put right, only the router itself is let in.',
  ],
  silent: ['That list says nothing, so only the router itself is let in.'],
  missing: ['That list is missing, so only the router itself is let in.'],
  unreadable: ['That list cannot be read, so only the router itself is let in.'],
};

const refused: Record<ErrorParams['request_refused']['why'], FailureText> = {
  token: {
    title: 'This form was not recognised',
    text: 'The request did not carry the mark that this console puts into each of its forms. Nothing was changed.',
    advice: ['Go back, load the page again, and send the form from there.'],
  },
  origin: {
    title: 'This request came from another site',
    text: 'Your browser says that a page of another site sent this request. Nothing was changed.',
    advice: ['Open the console in a window of its own and make the change there.'],
  },
  role: {
    title: 'You may look, but not change anything',
    text: 'Your account has the role viewer. Nothing was changed.',
    advice: ['The administrator gives the role admin in the group file (htgroup) beside the password file.'],
  },
  host: {
    title: 'Unknown host name',
    text: 'The console was asked for under a name that it does not know as its own.',
    advice: [
      'Use localhost, the address of this machine, or its host name.',
      'To allow another name, add it to the list "hosts" in the settings file (console.json) and start the console again.',
    ],
  },
  too_large: {
    title: 'Too much at once',
    text: 'The request is larger than any form of this console. Nothing was changed.',
    advice: [],
  },
  media_type: {
    title: 'Not a form',
    text: 'The console takes forms only (application/x-www-form-urlencoded). Nothing was changed.',
    advice: [],
  },
  malformed: {
    title: 'The request could not be read',
    text: 'It is not well formed. Nothing was changed.',
    advice: [],
  },
};

const certificateFaults: Record<CertificateFault, string> = {
  missing: 'there is no such file.',
  no_right: 'the account of the console may not read it.',
  unreadable: 'it cannot be read',
  open: 'everybody on this machine may read this private key.',
  no_certificate: 'this is not a certificate in PEM (-----BEGIN CERTIFICATE-----).',
  no_key: 'this is not a private key in PEM (-----BEGIN PRIVATE KEY-----).',
  encrypted: 'the key is protected by a passphrase, which nobody is there to type when the console starts.',
  mismatch: 'this key does not belong to the certificate.',
  refused: 'it cannot be used for TLS',
};

const routerRefusals: Record<ErrorParams['router_refused']['why'], string> = {
  verb: 'It is of another version than the console.',
  settings: 'Its settings cannot be used.',
  rights: 'It has not the rights that this takes.',
  busy: 'Somebody else is changing what runs at this moment. Try again in a few seconds.',
  fault: 'It failed unexpectedly, and what runs may have been changed.',
};

type Reasons = { [Reason in ErrorReason]: (params: ErrorParams[Reason]) => FailureText };

const reasons: Reasons = {
  no_such_page: ({ path }) => ({
    title: 'No such page',
    text: `There is nothing at ${path}.`,
    advice: ['The panels above lead everywhere.'],
  }),
  no_such_virtual_server: ({ name }) => ({
    title: 'No such virtual server',
    text: `The file has no virtual server named ${name}.`,
    advice: ['It may have been renamed or deleted in the meantime. VIRTUAL SERVERS lists those there are.'],
  }),
  no_such_real_server: ({ name, virtual }) => ({
    title: 'No such real server',
    text: `The virtual server ${virtual} has no real server named ${name}.`,
    advice: ['It may have been renamed or deleted in the meantime.'],
  }),
  weight_of_virtual_server: ({ name }) => ({
    title: 'A virtual server has no weight',
    text: `${name} is a virtual server: only its real servers have a weight. Nothing was changed.`,
    advice: ['Choose its real servers instead.'],
  }),
  port_between: ({ virtual }) => ({
    title: 'Not moved',
    text: `A port line of ${virtual} stands between these real servers. One without a port of its own takes the port from above it, so the move would give it another one.`,
    advice: ['Give the real servers a port of their own, or move that line above them on the FILE page.'],
  }),
  block_changed: () => ({
    title: 'Somebody else changed this',
    text: 'The file was changed after this form was opened. Nothing was saved.',
    advice: ['Open the page again to see how it is now.'],
  }),
  adds_problems: ({ count }) => ({
    title: 'Not saved',
    text:
      count === 1
        ? 'The change would add a problem to the file.'
        : `The change would add ${count} problems to the file.`,
    advice: [],
  }),
  dangerous: ({ name, dangers }) => ({
    title: 'The name is wanted first',
    text: dangers.map(guardRail.danger).join(' '),
    advice: [`Nothing was saved. It is saved once somebody has typed ${name} to confirm it.`],
  }),
  structure_wrong: ({ count }) => ({
    title: 'The file must be repaired first',
    text:
      count === 1
        ? 'One line of the file cannot be understood, so the panels do not write it.'
        : `${count} lines of the file cannot be understood, so the panels do not write it.`,
    advice: ['The page FILE shows where, and removes or corrects such a line.'],
  }),
  carriage_returns: () => ({
    title: 'The file has carriage returns',
    text: 'The daemon reads only the first line of such a file, so the panels do not write it.',
    advice: ['The page FILE converts it with one click.'],
  }),
  file_missing: ({ path, commands }) =>
    commands === undefined
      ? {
          title: 'There is no configuration file yet',
          text: `${path} does not exist.`,
          advice: ['The page FILE offers to start from the example.'],
        }
      : {
          title: 'The folder of the configuration file is missing',
          text: `${path} does not exist.`,
          advice: ['This command, typed as root, makes it:'],
        },
  no_right: ({ path, action }) => ({
    title: action === 'read' ? 'The file may not be read' : 'The file may not be written',
    text: `The account that runs the console has no right to ${action} ${path}.`,
    advice: ['These commands, typed as root, give the right:'],
  }),
  not_a_file: ({ path, found }) => ({
    title: 'Not a file',
    text: `${path} is ${kinds[found]}, not a file.`,
    advice: [],
  }),
  unsafe_place: ({ path, why }) => ({
    title: 'The file does not lie safely',
    text: `${path} is not written where it is. ${unsafe[why]}`,
    advice: [],
  }),
  disk_failed: ({ path, action, system }) => ({
    title: 'The disk refused',
    text: `${path}: ${diskActions[action]} failed (${system}).`,
    advice: ['The file holds what it held before, or all of the new version: never a part.'],
  }),
  locked: ({ path }) => ({
    title: 'Somebody is saving at this moment',
    text: `${path} is locked by another save. Nothing was changed.`,
    advice: ['Try again in a few seconds.'],
  }),
  file_exists: ({ path }) => ({
    title: 'The file exists already',
    text: `${path} was made in the meantime, and is left as it is.`,
    advice: [],
  }),
  address_refused: ({ address, door, why }) => ({
    title: 'Your address is not let in',
    text:
      why === 'no_address'
        ? 'The console cannot tell which address you come from, so it answers nothing here. No password was asked for.'
        : `You come from ${address}, and the allowlist of ${doors[door]} does not let this address in. No password was asked for.`,
    advice: [
      ...doorFaults[why],
      'The administrator opens the console on the router itself, at the page ALLOWLIST, to let an address in.',
    ],
  }),
  too_many_tries: ({ seconds }) => ({
    title: 'Too many wrong passwords',
    text: `Too many different wrong passwords came from your address. None is looked at for the next ${seconds === 1 ? 'second' : `${seconds} seconds`}.`,
    advice: [
      'Wait, then try again. Each further wrong password doubles the wait, up to a quarter of an hour.',
      'Whoever is logged in already is not concerned.',
    ],
  }),
  passwords_busy: ({ seconds }) => ({
    title: 'Too many passwords at once',
    text: `So many passwords are being looked at that yours was not taken in. Try again in ${seconds} seconds.`,
    advice: ['From an address from which somebody has logged in, passwords are looked at first.'],
  }),
  user_refused: ({ user }) => ({
    title: 'This user name cannot be used',
    text: `${JSON.stringify(user)} cannot stand in a password file.`,
    advice: ['A user name has no colon, no control character, no blank at its ends and no # at its start.'],
  }),
  kernel_unreadable: ({ path, system }) => ({
    title: 'The kernel does not tell',
    text: `${path} could not be read (${system}).`,
    advice: [],
  }),
  router_missing: ({ program }) => ({
    title: 'A program is missing',
    text: `The console could not call ${program}: there is no such program.`,
    advice: [
      program === 'sudo'
        ? 'Without root’s rights the console needs sudo to change what runs. Editing works without it.'
        : 'It comes with LVS Console. Where it lies elsewhere, name its path as "router" in the settings file (console.json), and in the rules of sudo.',
    ],
  }),
  router_denied: ({ account }) => ({
    title: 'The console may not do this',
    text: `sudo does not let the account ${account} call the router program. Nothing was changed.`,
    advice: [
      'This command, typed as root, puts the shipped rules in place. They are for the account lvs-console.',
    ],
  }),
  router_refused: ({ why, said }) => ({
    title: 'The router program refused',
    text: `${routerRefusals[why]} ${said}`,
    advice: [],
  }),
  router_garbled: ({ status }) => ({
    title: 'The router program did not answer',
    text: `It ended (${status}) without an answer that can be understood. What runs now is shown on CONTROL/MONITORING.`,
    advice: ['The log of the console has what it said.'],
  }),
  router_other_file: ({ edited, applied }) => ({
    title: 'Another file would be applied',
    text: `This console edits ${edited}, but this router runs ${applied}. Nothing was changed.`,
    advice: [
      'Name the same file in the settings of the console and in those of the router program ("file").',
    ],
  }),
  plain_request: () => ({
    title: 'This console speaks HTTPS',
    text: 'The request came without encryption, so it was not looked at: whatever it carried can be read on the way.',
    advice: [
      'Use the address below, and put it in place of the old one in your bookmarks. A password that was typed at the old one should be changed.',
    ],
  }),
  certificate_unusable: ({ path, why, said }) => ({
    title: 'The certificate cannot be used',
    text: `${path}: ${certificateFaults[why]}${said === '' ? '' : ` (${said}).`}`,
    advice: why === 'no_right' || why === 'open' ? ['As root:'] : [],
  }),
  certificate_not_made: ({ path, why, said }) => ({
    title: 'No certificate was made',
    text: {
      exists: `${path} exists already, and is left as it is; --replace gives it up.`,
      name: `${path} is neither a host name nor an address.`,
      program_missing: `There is no program ${path}, which makes certificates. On Debian: apt install openssl.`,
      failed: `${path} made no certificate (${said}).`,
    }[why],
    advice: [],
  }),
  request_refused: ({ why }) => refused[why],
  ...apiReasons,
  ...sshReasons,
  ...pushReasons,
  ...versionReasons,
};

/** What is said when something fails. */
export const errors = {
  reasons,
  passwordWanted: {
    title: 'User name and password, please',
    text: 'The configuration is protected. Log in with the user name and the password of the console.',
    advice: [
      'The user name is piranha unless the administrator made another one.',
      'Nobody knows the password? The administrator sets a new one on this machine with the command lvs-console passwd; it counts at once.',
    ],
  },
  unexpected: (reference: string) => ({
    title: 'Something unexpected happened',
    text: `The request could not be answered. The log of the console has the details under reference ${reference}.`,
    advice: ['Please try again; if it happens once more, give the reference to the administrator.'],
  }),
  oldForm: {
    title: 'This page lay open too long',
    text: 'A form is good for one day. Nothing was changed, and nothing of what you typed is lost: it is listed below.',
    typed: 'What you typed',
    name: 'Field',
    value: 'Value',
    empty: '(blank)',
    again:
      'Check that this is still what you want. If something else was changed in the meantime, you will be told.',
  },
};
