import type {
  KeyFault,
  RemoteFileFault,
  ShownKey,
  SshAgreement,
  SshErrorParams,
  SshStep,
} from '../../core/ssh/failures.js';
import type { FailureText } from './errors.js';

type SshReasons = { [Reason in keyof SshErrorParams]: (params: SshErrorParams[Reason]) => FailureText };

const steps: Record<SshStep, string> = {
  connect: 'while connecting',
  greeting: 'before it had said that it speaks SSH',
  keys: 'while the keys were agreed upon',
  login: 'while logging in',
  session: 'while a session was opened',
  answer: 'while an answer was awaited',
};

const agreements: Record<SshAgreement, string> = {
  key_exchange: 'how keys are exchanged',
  host_key: 'which kind of host key is shown',
  cipher: 'how the traffic is encrypted',
  mac: 'how the traffic is protected against changes',
  unknown: 'the methods',
};

const logins: Record<SshErrorParams['ssh_login_refused']['login'], string> = {
  console_key: 'the key of this console',
  key_file: 'the key in the key file',
  agent: 'the keys in the agent',
  password: 'the password',
};

const keyFaults: Record<KeyFault, string> = {
  missing: 'There is no such file.',
  unreadable: 'The account of the console may not read it.',
  open: 'Other accounts of this machine may read it, so it is no longer a secret.',
  encrypted: 'It is protected by a passphrase, and none was given.',
  passphrase: 'The passphrase does not fit.',
  format: 'It does not hold a private key that this console can use.',
};

const keyCures: Record<KeyFault, (path: string) => string> = {
  missing: () => 'Make the key anew under Connection to the backup, or name another file.',
  unreadable: () => 'Give the file to the account under which the console runs, mode 0600.',
  open: (path) => `As its owner or root: chmod 600 ${path}`,
  encrypted: () => 'Type the passphrase under Connection to the backup.',
  passphrase: () => 'Type the passphrase again under Connection to the backup.',
  format: () => 'Take an Ed25519, ECDSA or RSA key in the format of OpenSSH or PEM.',
};

const agentFaults: Record<SshErrorParams['ssh_agent']['fault'], string> = {
  unnamed: 'The console was started without the address of an agent (SSH_AUTH_SOCK).',
  absent: 'Nobody answers at its address.',
  empty: 'It holds no key.',
};

const fileFaults: Record<RemoteFileFault, string> = {
  missing: 'The file or its folder does not exist there.',
  no_right: 'The account on the other router has no right to do that.',
  other_kind: 'Something lies there that is no ordinary file: a folder, a pipe, a symbolic link or a device.',
  folder_open: 'Everybody may write in its folder there, so anybody could take the file away or replace it.',
  too_large: 'The file there is larger than any configuration file.',
  full: 'The disk there is full.',
  read_only: 'The file system there cannot be written (mounted read-only, or broken).',
  refused: 'The other router refused and gave no reason.',
  other_bytes: 'What was read back is not what was sent.',
};

const place = ({ address, port }: { address: string; port: number }) =>
  port === 22 ? address : `${address} port ${port}`;
const list = (keys: readonly ShownKey[]) =>
  keys.map(({ type, fingerprint }) => `${fingerprint} (${type})`).join(', ');

/** Why the other router could not be reached or used. */
export const sshReasons: SshReasons = {
  ssh_name_unknown: ({ address }) => ({
    title: 'The name of the backup is not known',
    text: `The name ${address} could not be resolved to an address.`,
    advice: ['Write the address in numbers: it works even when the name servers are out of reach.'],
  }),
  ssh_refused: (at) => ({
    title: 'The backup does not accept the connection',
    text: `Nothing listens at ${place(at)}.`,
    advice: ['Is sshd running there, and is this its port? On the backup: ss -ltn'],
  }),
  ssh_unreachable: ({ system, ...at }) => ({
    title: 'The backup cannot be reached',
    text: `No way leads to ${place(at)} (${system}).`,
    advice: ['Check the cable, the address and the packet filter of both routers.'],
  }),
  ssh_silent: ({ step, seconds, ...at }) => ({
    title: 'The backup does not answer',
    text: `${place(at)} said nothing for ${seconds} seconds ${steps[step]}.`,
    advice: ['It may be switched off, overloaded, or behind a packet filter that swallows packets.'],
  }),
  ssh_cut: ({ step, ...at }) => ({
    title: 'The connection to the backup was cut',
    text: `The connection to ${place(at)} ended ${steps[step]}.`,
    advice: [
      'Try again. A file that was being replaced there is the old one or the new one, never half of it.',
    ],
  }),
  ssh_other_protocol: ({ said, ...at }) => ({
    title: 'This is not an SSH server',
    text:
      said === ''
        ? `What answers at ${place(at)} does not speak SSH 2.`
        : `What answers at ${place(at)} does not speak SSH 2. It said: ${said}`,
    advice: ['Check the port: sshd usually listens on 22.'],
  }),
  ssh_no_agreement: ({ on, ...at }) => ({
    title: 'The two routers have no method in common',
    text: `The console and ${place(at)} cannot agree on ${agreements[on]}. The console uses no method that is known to be weak.`,
    advice: ['A newer sshd on the backup is the cure.'],
  }),
  ssh_host_unknown: ({ offered, certified, ...at }) => ({
    title: 'The key of the backup was not confirmed yet',
    text: `${place(at)} shows the key ${list([offered])}. Nothing was sent.`,
    advice: [
      'Compare the fingerprint with the one that the backup itself prints, and confirm it under Connection to the backup.',
      ...(certified
        ? [
            'known_hosts names a certificate authority (@cert-authority) for this host. The console compares keys only.',
          ]
        : []),
    ],
  }),
  ssh_host_changed: ({ offered, known, ...at }) => ({
    title: 'The backup shows another key than before',
    text: `${place(at)} shows the key ${list([offered])}; confirmed was ${list(known)}. Somebody may stand between the routers, so nothing was sent.`,
    advice: [
      'If the backup was installed anew, remove the old key under Connection to the backup, then compare and confirm the new one.',
    ],
  }),
  ssh_host_revoked: ({ offered, ...at }) => ({
    title: 'The key of the backup is revoked',
    text: `${place(at)} shows the key ${list([offered])}, which known_hosts marks as @revoked. Nothing was sent.`,
    advice: ['Whoever has this key may pretend to be the backup. Give sshd there a new host key.'],
  }),
  ssh_login_refused: ({ user, login, offers, partial, ...at }) => ({
    title: 'The backup refuses the login',
    text: partial
      ? `${place(at)} took ${logins[login]} for the account ${user}, but wants a second proof (${offers.join(', ')}), which the console cannot give.`
      : `${place(at)} did not take ${logins[login]} for the account ${user}. It would take: ${offers.join(', ') || 'nothing'}.`,
    advice: [
      'Is the public half of the key in authorized_keys of that account, and may only that account write there? The log of sshd on the backup tells more.',
    ],
  }),
  ssh_key: ({ path, fault }) => ({
    title: 'The key cannot be used',
    text: `${path}: ${keyFaults[fault]}`,
    advice: [keyCures[fault](path)],
  }),
  ssh_agent: ({ path, fault }) => ({
    title: 'The agent cannot be used',
    text: path === '' ? agentFaults[fault] : `${path}: ${agentFaults[fault]}`,
    advice: ['ssh-add -l shows what an agent holds. A key file works without one.'],
  }),
  ssh_sessions_full: (at) => ({
    title: 'The backup opens no further session',
    text: `${place(at)} has as many sessions on this connection as it allows.`,
    advice: ['Try again in a moment. The limit is MaxSessions in sshd_config on the backup; 1 is enough.'],
  }),
  ssh_request_refused: ({ request, ...at }) => ({
    title: 'The backup does not do what is needed',
    text:
      request === 'program'
        ? `${place(at)} starts no program for this login.`
        : `${place(at)} offers no SFTP for this login.`,
    advice: [
      request === 'program'
        ? 'Look at the shell of that account and at the options in its authorized_keys.'
        : 'Look at Subsystem sftp in sshd_config on the backup. A key with a forced command gets no SFTP.',
    ],
  }),
  ssh_sftp_poor: ({ extension, ...at }) => ({
    title: 'Files cannot be replaced safely on the backup',
    text: `The SFTP of ${place(at)} lacks ${extension}. Without it a cut could leave half a file there, so nothing was changed.`,
    advice: ['Install LVS Console on the backup, or the SFTP server of OpenSSH.'],
  }),
  ssh_file: ({ path, fault, said }) => ({
    title: 'A file on the backup could not be read or replaced',
    text: said === '' ? `${path}: ${fileFaults[fault]}` : `${path}: ${fileFaults[fault]} (${said})`,
    advice: [],
  }),
  ssh_backup_settings: ({ path }) => ({
    title: 'The connection to the backup is not understood',
    text: `${path} does not hold the settings of a connection.`,
    advice: ['Save the connection anew under Connection to the backup; the file is then replaced.'],
  }),
};
