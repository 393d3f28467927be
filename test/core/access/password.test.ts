import { describe, expect, test } from 'vitest';
import {
  hashPassword,
  passwordMatches,
  unusableHash,
  weaknessOf,
} from '../../../src/core/access/password.js';

describe('A password hash', () => {
  test.each(['sept longues nuits', 'Épinards: 3 × mûrs', '日本語のパスワード', 'x'.repeat(72)])(
    'matches its own password %j and no other',
    async (password) => {
      const hash = await hashPassword(password);
      expect(hash).toMatch(/^\$2[aby]\$10\$/);
      expect(await passwordMatches(password, hash)).toBe(true);
      expect(await passwordMatches(`${password.slice(0, -1)}!`, hash)).toBe(false);
      expect(await passwordMatches('', hash)).toBe(false);
    },
  );

  test('in the form of Apache’s htpasswd -B is known', async () => {
    const hash = '$2y$05$z7lM8JKkuDzqvhZQI/qR9unm1/DNjGGuVun6O6px/6ONtidRK8.km';
    expect(await passwordMatches('secret-secret', hash)).toBe(true);
  });

  test('that nobody has matches nothing', async () => {
    for (const password of ['', 'piranha', 'x'])
      expect(await passwordMatches(password, unusableHash)).toBe(false);
  });

  test.each([
    '',
    'piranha',
    '{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g',
    '$5$rounds=999999999$salt$x0p3CKRSRGoZJ7J5Mx3tXmGmbGtAjp0EvMUrNKsWRU6',
    `$6$rounds=20001$salt$${'x'.repeat(86)}`,
    `$6$rounds=x$salt$${'x'.repeat(86)}`,
    '$6$salt$short',
    '$apr1$salt-too-long$x0p3CKRSRGoZJ7J5Mx3tXm',
    '$3$$8846f7eaee8fb117ad06bdd830b7586c',
    '_J9..rasmBYk8r9AiWNc',
    '$2y$31$abcdefghijklmnopqrstuuZ3YJ4hVYcFQe5bGm0mO8Q2oXH1n3l7K',
    '$2y$99$abcdefghijklmnopqrstuuZ3YJ4hVYcFQe5bGm0mO8Q2oXH1n3l7K',
    '$2y$10$short',
  ])('of another form matches nothing: %j', async (hash) => {
    expect(await passwordMatches('piranha', hash)).toBe(false);
  });
});

describe('A new password', () => {
  test.each([
    ['', 'empty'],
    ['kurz', 'short'],
    ['neuf sign', 'short'],
    ['9 × 🔒🔒🔒🔒', 'short'],
    ['x'.repeat(73), 'long'],
    ['é'.repeat(37), 'long'],
    ['my PIRANHA bites', 'user_name'],
    ['aaaaaaaaaaaa', 'monotonous'],
    ['abababcdcdcd', 'monotonous'],
    ['tab\there and there', 'control_character'],
    ['new\nline and more', 'control_character'],
    ['zero\0 and more text', 'control_character'],
  ] as const)('%j is not taken: %s', (password, weakness) => {
    expect(weaknessOf(password, 'piranha')).toBe(weakness);
  });

  test.each(['sept longues nuits', '$(reboot);`x`|&', 'Épinards: 3 × mûrs', 'kH7-mxp-q2f-w9d'])(
    '%j is taken',
    (password) => {
      expect(weaknessOf(password, 'piranha')).toBeUndefined();
    },
  );
});
