import { expect, test } from 'vitest';
import { parseGroups, roleOf } from '../../../src/core/access/roles.js';

const groups = parseGroups(
  '# staff\nadmin: piranha ann\n\nviewer: ben\tbeno\u00c3\u00aet\r\nadmin: eve\nviewer: eve\n: nobody\nother: max\n',
);

test.each([
  ['piranha', 'admin'],
  ['ann', 'admin'],
  ['ben', 'viewer'],
  ['benoît', 'viewer'],
  ['max', 'viewer'],
  ['unknown', 'viewer'],
  ['eve', 'viewer'],
  ['__proto__', 'viewer'],
  ['PIRANHA', 'viewer'],
  ['', 'viewer'],
])('%s is %s', (user, role) => {
  expect(roleOf(groups, user)).toBe(role);
});

test('Without a group file everybody is an administrator, with an empty one nobody', () => {
  expect(roleOf(undefined, 'piranha')).toBe('admin');
  expect(roleOf(parseGroups(''), 'piranha')).toBe('viewer');
});
