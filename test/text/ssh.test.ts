import { describe, expect, it } from 'vitest';
import { ConsoleError, type ErrorParams } from '../../src/core/problem.js';
import type { SshErrorParams } from '../../src/core/ssh/failures.js';
import { sentencesOf } from '../../src/text/failure.js';
import { languages, wordsFor } from '../../src/text/index.js';

const at = { address: '192.0.2.2', port: 2222 };
const offered = { type: 'ssh-ed25519', fingerprint: 'SHA256:abc' };
const known = [{ type: 'ssh-rsa', fingerprint: 'SHA256:def' }];
const login = { ...at, user: 'root', login: 'agent', offers: ['password'], partial: false } as const;

/** Each failure as it can be, and what must be said of it in any language. */
const failures: {
  readonly [Reason in keyof SshErrorParams]: readonly (readonly [SshErrorParams[Reason], ...string[]])[];
} = {
  ssh_name_unknown: [[{ address: 'lb2' }, 'lb2']],
  ssh_refused: [[at, '192.0.2.2 port 2222']],
  ssh_unreachable: [[{ ...at, system: 'EHOSTUNREACH' }, 'EHOSTUNREACH']],
  ssh_silent: [[{ ...at, step: 'login', seconds: 20 }, '20']],
  ssh_cut: [[{ ...at, step: 'answer' }, '192.0.2.2']],
  ssh_other_protocol: [
    [{ ...at, said: 'HTTP/1.1 400' }, 'HTTP/1.1 400'],
    [{ ...at, said: '' }, 'SSH 2'],
  ],
  ssh_no_agreement: [[{ ...at, on: 'cipher' }, '192.0.2.2']],
  ssh_host_unknown: [
    [{ ...at, offered, certified: false }, 'SHA256:abc'],
    [{ ...at, offered, certified: true }, '@cert-authority'],
  ],
  ssh_host_changed: [[{ ...at, offered, known }, 'SHA256:abc', 'SHA256:def', 'ssh-rsa']],
  ssh_host_revoked: [[{ ...at, offered }, 'SHA256:abc', '@revoked']],
  ssh_login_refused: [
    [login, 'root', 'password'],
    [{ ...login, partial: true }, 'password'],
    [{ ...login, offers: [] }, 'root'],
  ],
  ssh_key: [[{ path: '/k', fault: 'open' }, 'chmod 600 /k']],
  ssh_agent: [
    [{ path: '/a', fault: 'absent' }, '/a'],
    [{ path: '', fault: 'unnamed' }, 'SSH_AUTH_SOCK'],
  ],
  ssh_sessions_full: [[at, 'MaxSessions']],
  ssh_request_refused: [
    [{ ...at, request: 'program' }, 'authorized_keys'],
    [{ ...at, request: 'sftp' }, 'Subsystem sftp'],
  ],
  ssh_sftp_poor: [[{ ...at, extension: 'fsync@openssh.com' }, 'fsync@openssh.com']],
  ssh_file: [
    [{ path: '/etc/lvs.cf', fault: 'full', said: 'Failure' }, '/etc/lvs.cf', 'Failure'],
    [{ path: '/etc/lvs.cf', fault: 'other_bytes', said: '' }, '/etc/lvs.cf'],
  ],
  ssh_backup_settings: [[{ path: '/backup.json' }, '/backup.json']],
};

describe.each(languages)('why the other router could not be used is said in %s', (language) => {
  it.each(Object.entries(failures))('%s', (reason, cases) => {
    for (const [params, ...wanted] of cases) {
      const error = new ConsoleError(
        'push_failed',
        reason as keyof SshErrorParams,
        params as ErrorParams['ssh_refused'],
      );
      const { title, text, advice } = sentencesOf(error, wordsFor(language));
      const said = [title, text, ...advice].join('\n');
      for (const words of wanted) expect(said).toContain(words);
      expect(said).not.toMatch(/undefined|NaN|\[object|\$\{/);
      if (language === 'fr')
        expect(said, 'a blank before these would be broken off').not.toMatch(/ [:;?!»](?!\/)|« /);
    }
  });
});
