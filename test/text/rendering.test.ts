import { describe, expect, test } from 'vitest';
import { renderCanonical } from '../../src/core/keepalived/canonical.js';
import {
  renderAuthkeys,
  renderHaCf,
  renderHaresources,
  renderIpvsadmDefaults,
  usualNodeNames,
} from '../../src/core/keepalived/heartbeat.js';
import { renderIpvsadm } from '../../src/core/keepalived/ipvsadm.js';
import { roles } from '../../src/core/keepalived/obstacles.js';
import { renderKeepalived } from '../../src/core/keepalived/render.js';
import { languages, wordsFor } from '../../src/text/index.js';
import { noteSentence, obstacleSentence } from '../../src/text/rendering.js';
import { type Others, pair } from '../core/keepalived/pair.js';
import { goldenCases, goldenConfig } from '../support/golden.js';

/** What the golden cases do not show: commands of a single router, settings without an equal, obstacles. */
const others: readonly Others[] = [
  { global: { active_cmd: '/bin/up', hard_shutdown: '0' }, virtual: { client_monitor: '/bin/x' } },
  { global: { backup_active: '0', backup: 'lb2' }, virtual: { port: '0' } },
  { tail: 'nonsense\n' },
  { tail: 'sync = 0\n# a comment\n# lvs-console: fail-back = yes\n' },
];

const renderings = [...goldenCases.map(goldenConfig), ...others.map(pair)].flatMap((config) => [
  ...roles.map((role) => renderKeepalived(config, { role, checker: '/bin/check' })),
  renderIpvsadm(config),
  renderHaCf(config, usualNodeNames),
  renderAuthkeys(config, 'secret'),
  renderHaresources(config, usualNodeNames),
  renderIpvsadmDefaults(config),
  renderCanonical(config),
]);
const notes = renderings.flatMap((rendering) => rendering.notes ?? []);
const obstacles = renderings.flatMap((rendering) => rendering.obstacles ?? []);

describe.each(languages)('What is said about a rendering in %s', (language) => {
  const words = wordsFor(language);

  test('covers every remark and every obstacle', () => {
    const codes = new Set<string>(notes.map(({ code }) => code));
    expect(Object.keys(words.keepalived.notes).filter((code) => !codes.has(code))).toEqual([]);
    const reasons = new Set<string>(obstacles.map(({ code }) => code));
    expect([...reasons].sort()).toEqual([...Object.keys(words.keepalived.obstacles), 'problem'].sort());
  });

  test('is whole sentences that name what they are about', () => {
    const said = [
      ...notes.map((note) => noteSentence(words, note)),
      ...obstacles.map((obstacle) => obstacleSentence(words, obstacle)),
      ...Object.values(words.keepalived.reasons),
    ];
    for (const text of said) {
      expect(text).toMatch(/^[\p{L}\p{N}“«].*[.?:}\])\p{L}…”»]$/u);
      expect(text).not.toMatch(/undefined|NaN|\[object|\$\{/);
    }
  });
});

test('Names stand in sentences as people wrote them', () => {
  const name = Buffer.from('café').toString('latin1');
  const { notes: said = [] } = renderKeepalived(pair({ name, virtual: { load_monitor: 'rup' } }), {
    role: 'primary',
    checker: '/bin/check',
  });
  const sentences = said.map((note) => noteSentence(wordsFor('en'), note));
  expect(sentences.join('\n')).toContain('The weights of café follow the load');
});
