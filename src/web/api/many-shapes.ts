/** What is sent to change many blocks at once, or their order. */

import { z } from 'zod';
import type { SeveralChange } from '../../core/lvscf/several.js';
import { bodyRefused } from './faults.js';

/** As many blocks as one request may name. */
const mostRows = 10_000;
const ref = z.string().max(255);

/** A copy of a virtual server. */
export const copyShape = { name: 'Copy', shape: z.strictObject({ name: z.string().max(255) }) };
/** Real servers of another virtual server. */
export const takeOverShape = {
  name: 'TakeOver',
  shape: z.strictObject({
    from: ref.meta({ description: 'The virtual server that has the real servers.' }),
    how: z.enum(['add', 'replace']).meta({
      description: 'add: those that are missing, by address and port. replace: no others.',
    }),
  }),
};
/** Another order. */
export const orderShape = {
  name: 'Order',
  shape: z.strictObject({
    of: ref.optional().meta({ description: 'The virtual server whose real servers are meant.' }),
    refs: z
      .array(ref)
      .min(1)
      .max(mostRows)
      .meta({ description: 'They take each other’s places; the others stay in theirs.' }),
  }),
};
/** One change of several blocks. */
export const severalShape = {
  name: 'Several',
  shape: z.strictObject({
    rows: z
      .array(z.strictObject({ virtual: ref, server: ref.optional() }))
      .min(1)
      .max(mostRows),
    active: z.boolean().optional(),
    weight: z.int().min(0).max(65535).optional().meta({ description: 'Of real servers only.' }),
    delete: z.literal(true).optional(),
  }),
};

/** The one change that is sent. @throws ConsoleError body_refused where there is none, or another one too */
export function severalChange({
  active,
  weight,
  delete: isDelete,
}: z.output<typeof severalShape.shape>): SeveralChange {
  const changes: SeveralChange[] = [
    ...(active === undefined ? [] : [{ what: 'active' as const, active }]),
    ...(weight === undefined ? [] : [{ what: 'weight' as const, weight }]),
    ...(isDelete === undefined ? [] : [{ what: 'delete' as const }]),
  ];
  const [only, another] = changes;
  if (only === undefined) throw bodyRefused('body', [{ field: 'active', fault: 'missing_member' }]);
  if (another !== undefined) throw bodyRefused('body', [{ field: another.what, fault: 'unknown_member' }]);
  return only;
}
