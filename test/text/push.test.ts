import { describe, expect, test } from 'vitest';
import type { PushErrorParams } from '../../src/core/push/failures.js';
import type { PushDetail } from '../../src/core/push/steps.js';
import { wordsFor } from '../../src/text/index.js';
import { pushDetailSentence } from '../../src/text/push.js';

const file = { path: '/etc/lvs-console/lvs.cf' };
const said = 'said';

/** One of each kind of failure; a new one does not compile without its line. */
const failures: { [Reason in keyof PushErrorParams]: PushErrorParams[Reason] } = {
  push_running: { by: 'ann', since: '2026-01-01T00:00:00.000Z' },
  trial_pending: { by: 'ann', until: 1_767_225_600_000 },
  trial_other: {},
  push_not_set_up: {},
  push_moved_on: { where: 'there' },
  push_nothing_there: {},
  push_copy_only: {},
  push_far_fault: { why: 'garbled', seen: said },
  push_far_format: { here: 1, there: 2, older: 'here' },
  push_far_version: { here: '1.0.0', there: '1.1.0', older: 'here' },
  push_far_refused: { why: 'settings', said },
  push_far_problems: { count: 1, problems: [{ severity: 'refused', code: 'unknown_keyword', line: 3 }] },
  push_far_changed: {},
  push_far_file: { reason: 'no_right', ...file, said, commands: ['chmod g+w /etc/lvs-console'] },
  push_far_engine: { why: 'denied', said, commands: ['install x y'] },
};

const details: readonly PushDetail[] = [
  { code: 'connected', params: { to: 'lb2', version: '1.0.0' } },
  { code: 'connected_copy_only', params: { to: 'lb2' } },
  { code: 'as_pushed', params: { changes: 1 } },
  { code: 'changed_there', params: { changes: 2 } },
  { code: 'uploaded', params: { bytes: 20 } },
  { code: 'kept_in_history', params: file },
  { code: 'read_back', params: { hash: 'a'.repeat(64) } },
  { code: 'applied', params: { order: 'together', because: ['router_id', 'interval'] } },
  { code: 'left_stopped', params: {} },
  { code: 'not_applied', params: { step: 'test', why: { code: 'test_failed', params: { status: '5' } } } },
  { code: 'armed', params: { until: 1_767_225_600_000 } },
  { code: 'not_armed', params: { why: { code: 'engine_not_running', params: {} } } },
  { code: 'went_back', params: {} },
  { code: 'goes_back', params: { until: 1_767_225_600_000 } },
  { code: 'state_told', params: { engine: 'running', role: 'backup', vrrp: '' } },
  ...Object.entries(failures).map(
    ([reason, params]) => ({ code: 'failed', params: { reason, params } }) as PushDetail,
  ),
];

describe.each(['en', 'fr'] as const)('A step of a push (%s)', (language) => {
  test.each(details.map((detail) => [JSON.stringify(detail), detail] as const))(
    'reads well: %s',
    (_, detail) => {
      const sentence = pushDetailSentence(wordsFor(language), { detail });
      expect(sentence).toMatch(/^\S.{8,}\S$/);
      expect(sentence).not.toMatch(/undefined|\[object|NaN| {2}/);
    },
  );
});
