/** What is wrong with the members of a request, by name. */

import type { z } from 'zod';
import { type BodyFault, ConsoleError } from '../../core/problem.js';

/** What a shape lets through. @throws ConsoleError body_refused, with every fault */
export function requireShape<Shape extends z.ZodType>(
  shape: Shape,
  value: unknown,
  where: 'body' | 'query',
): z.output<Shape> {
  const { data, error, success } = shape.safeParse(value);
  if (success) return data;
  throw bodyRefused(
    where,
    error.issues.flatMap((issue) => faultsOf(issue, value)),
  );
}

/** A body may be wrong in every one of its bytes: of its faults so many are told. */
const mostFaults = 200;

/** @param where what the names are members of */
export function bodyRefused(where: 'body' | 'query', faults: readonly BodyFault[]): ConsoleError {
  return new ConsoleError('invalid', 'body_refused', { where, faults: faults.slice(0, mostFaults) });
}

type Issue = z.core.$ZodIssue;

function faultsOf(issue: Issue, value: unknown): BodyFault[] {
  const field = pathOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: pathOf([...issue.path, key]),
      fault: 'unknown_member' as const,
    }));
  }
  if (issue.code === 'invalid_type' && isMissing(value, issue.path))
    return [{ field, fault: 'missing_member', expected: issue.expected }];
  if (issue.code === 'invalid_type') return [{ field, fault: 'wrong_type', expected: issue.expected }];
  if (issue.code === 'invalid_value')
    return [{ field, fault: 'wrong_value', expected: issue.values.join(', ') }];
  if (issue.code === 'too_big') return [{ field, fault: 'too_large', expected: String(issue.maximum) }];
  if (issue.code === 'too_small') return [{ field, fault: 'too_small', expected: String(issue.minimum) }];
  return [{ field, fault: 'wrong_value', expected: '' }];
}

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  const found = path.reduce<unknown>((inside, part) => Object(inside)[part], value);
  return found === undefined;
}

/** `server[1].address`; empty for the whole. */
function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

/**
 * A block without its reference, which can be read only: what was read may be sent back as it is.
 * @throws ConsoleError body_refused where it is another one
 */
export function withoutRef<Block extends { readonly ref?: string | undefined }>(
  { ref, ...block }: Block,
  present?: string,
): Omit<Block, 'ref'> {
  if (ref === undefined || ref === present) return block;
  throw bodyRefused('body', [{ field: 'ref', fault: 'read_only_member' }]);
}
