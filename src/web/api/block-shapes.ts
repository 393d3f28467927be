/** The shapes of the blocks of lvs.cf, out of the catalogue of their keys. */

import { z } from 'zod';
import { failoverStanza } from '../../core/lvscf/failover.js';
import { jsonKeywords, jsonShape } from '../../core/lvscf/json.js';
import { serverStanza } from '../../core/lvscf/server.js';
import { headStanza } from '../../core/lvscf/shared-lines.js';
import type { Stanza } from '../../core/lvscf/stanza.js';
import { virtualStanza } from '../../core/lvscf/virtual.js';
import type { Scope } from '../../core/problem.js';
import { fieldText } from '../stanza-form.js';
import type { NamedShape } from './route.js';
import { moreProblems, problemShape } from './shapes.js';
import { apiWords } from './told.js';

/** As many real servers as one request may send. */
const mostServers = 1024;

const name = z.string().max(255).optional();
const ref = z.string().optional().meta({
  description: 'How addresses call it: its name, the second of one name as NAME~2. It can be read only.',
});

/** The head of the file. */
export const globalShape = {
  name: 'Global',
  shape: z.strictObject(valuesOf('global', headStanza)),
} satisfies NamedShape;

/** A real server. */
export const realServerShape = {
  name: 'RealServer',
  shape: z.strictObject({ name, ref, ...valuesOf('server', serverStanza) }),
} satisfies NamedShape;

/** A virtual server, with its real servers. */
export const virtualServerShape = {
  name: 'VirtualServer',
  shape: z.strictObject({
    name,
    ref,
    ...valuesOf('virtual', virtualStanza),
    server: z.array(realServerShape.shape).max(mostServers).optional().meta({
      description: 'Its real servers, in their order. Left out of a change, they stay as they are.',
    }),
  }),
} satisfies NamedShape;

const failoverShape = z.looseObject({ name, ref, ...valuesOf('failover', failoverStanza) });

/** The whole file. */
export const configShape = {
  name: 'Config',
  shape: z.object({
    global: globalShape.shape,
    virtual: z.array(virtualServerShape.shape),
    failover: z.array(failoverShape),
    readOnly: z
      .enum(['carriage_returns', 'structure'])
      .optional()
      .meta({ description: 'Why the file cannot be changed block by block.' }),
    problems: z.array(problemShape),
    moreProblems,
  }),
} satisfies NamedShape;

/** A list of virtual servers. */
export const virtualServersShape = {
  name: 'VirtualServers',
  shape: z.object({ virtual: z.array(virtualServerShape.shape) }),
} satisfies NamedShape;

/** A list of real servers. */
export const realServersShape = {
  name: 'RealServers',
  shape: z.object({ server: z.array(realServerShape.shape) }),
} satisfies NamedShape;

function valuesOf(scope: Scope, stanza: Stanza) {
  const entries = jsonKeywords(stanza).map((keyword): [string, z.ZodType] => {
    const field = stanza[keyword];
    if (field === undefined) throw new RangeError(`no keyword ${keyword} in this stanza`);
    const said = fieldText(apiWords, scope, keyword).inputs[0];
    const value = jsonShape(field).nullable().optional();
    return [keyword, said === undefined ? value : value.meta({ description: said.help })];
  });
  return Object.fromEntries(entries);
}
