import type {
  ConnectionState,
  ConnectionTest,
  OfferedHostKey,
  TestStep,
} from '../../../core/push/setup-api.js';
import type { ShownKey } from '../../../core/ssh/failures.js';
import { sentencesOf } from '../../../text/failure.js';
import type { Words } from '../../../text/index.js';
import { findingSentence } from '../../../text/push.js';
import { type ConnectionInput, type ConnectionTexts, connectionInputs } from './form.js';

/** What the page is made from. */
export interface ConnectionParts {
  readonly state: ConnectionState;
  /** `backup` of lvs.cf; blank when there is none. */
  readonly backup: string;
  readonly texts: ConnectionTexts;
  readonly wrong: readonly ConnectionInput[];
  readonly words: Words;
}

const sizes: Readonly<Record<ConnectionInput, number>> = {
  address: 30,
  port: 6,
  user: 20,
  login: 0,
  key_path: 40,
  passphrase: 30,
  copy_to: 40,
};

const tones = { done: 'good', failed: 'bad', unknown: 'unsure' } as const;

/** The connection as it is set up, and the form for it. */
export function connectionView({ backup, state, texts, words, wrong }: ConnectionParts) {
  const { connection: say } = words;
  const { hasPassphrase, hostKeys, key, nextKey, settings } = state;
  const help: Partial<Record<ConnectionInput, string>> = {
    ...say.help,
    address: say.help.address(backup),
    passphrase: say.help.passphrase(hasPassphrase),
  };
  const keyText = (shown: ShownKey) => say.ownKey.fingerprint(shown.type, shown.fingerprint);
  const ownKey = (own: typeof key) => own && { line: own.line, text: keyText(own) };
  return {
    unsaved: wrong.length > 0,
    problems: wrong.map((name) => ({ severity: 'refused', text: say.wrong[name], href: `#${name}` })),
    inputs: connectionInputs.map((name) => ({
      name,
      label: say.fields[name],
      help: help[name] ?? '',
      describedBy: [
        ...(wrong.includes(name) ? [`${name}-wrong`] : []),
        ...(help[name] ? [`${name}-help`] : []),
      ].join(' '),
      isForKeyFile: name === 'key_path' || name === 'passphrase',
      value: texts[name],
      size: sizes[name],
      isSecret: name === 'passphrase',
      error: wrong.includes(name) ? say.wrong[name] : '',
      choices:
        name === 'login'
          ? Object.entries(say.logins).map(([value, text]) => ({
              value,
              text,
              chosen: value === texts.login,
            }))
          : [],
    })),
    isSetUp: settings !== undefined,
    hostKeys: hostKeys.map(keyText),
    usesOwnKey: settings?.login.kind === 'console_key',
    key: ownKey(key),
    nextKey: ownKey(nextKey),
  };
}

/** The key that the router shows, to be compared. */
export function hostKeyView({ fingerprint, offered, type, verdict }: OfferedHostKey, words: Words) {
  const { connection: say } = words;
  const verdicts = { known: say.hostKey.known, changed: say.hostKey.changed, revoked: say.hostKey.revoked };
  return {
    text: say.ownKey.fingerprint(type, fingerprint),
    command: `ssh-keygen -lf /etc/ssh/ssh_host_${fileNameOf(type)}_key.pub`,
    verdict: verdict === 'unknown' ? '' : verdicts[verdict],
    isWrong: verdict === 'changed' || verdict === 'revoked',
    canConfirm: verdict === 'unknown',
    canForget: verdict === 'changed',
    offered,
  };
}

/** The file in which OpenSSH keeps a host key of this type. Source: sshd_config(5), HostKey. */
function fileNameOf(type: string): string {
  if (type.startsWith('ecdsa')) return 'ecdsa';
  return type === 'ssh-rsa' ? 'rsa' : 'ed25519';
}

/** What a test found, for `views/parts/steps.eta`. */
export function testView({ findings, server, steps }: ConnectionTest, words: Words) {
  const { connection: say, push, router } = words;
  const good = {
    host_key: say.test.reached,
    login: say.test.loggedIn(server),
    program: '',
  } as const satisfies Record<TestStep['name'], string>;
  // Our program that answers is told by what it found.
  const told = steps.filter(({ error, name }) => error !== undefined || name !== 'program');
  const asked = steps.find(({ name }) => name === 'program');
  const rows = told.map(({ error, ms, name }) => {
    const failure = error && sentencesOf(error, words);
    const outcome = failure === undefined ? 'done' : 'failed';
    return {
      name: say.test.names[name],
      outcome: say.test.outcome[outcome],
      tone: tones[outcome],
      time: router.milliseconds(ms),
      text: failure === undefined ? good[name] : [failure.text, ...failure.advice].join(' '),
      said: failure?.commands ?? [],
    };
  });
  const found = findings.map((finding) => ({
    name: push.findingNames[finding.name],
    outcome: say.test.outcome[finding.outcome],
    tone: tones[finding.outcome],
    time: finding.name === 'program' && asked !== undefined ? router.milliseconds(asked.ms) : '',
    text: findingSentence(words, finding),
    said: [],
  }));
  return { steps: [...rows, ...found], lines: [] };
}
