/** Which real server is tested, and from which router: two inputs, as a page offers them and as they are sent. */

import { z } from 'zod';
import { readable } from '../core/lvscf/bytes.js';
import type { VirtualServer } from '../core/lvscf/config.js';
import type { Words } from '../text/index.js';
import type { ProbeSide } from './probe.js';

/** What was chosen; null: each of its real servers. */
export interface ProbeChoice {
  readonly server: string | null;
  readonly side: ProbeSide;
}

/** The names of the inputs, which differ from those of every field. */
export const probeInputs = { server: '_server', side: '_side' } as const;

const shape = z.object({
  [probeInputs.server]: z.string().max(1000).default(''),
  [probeInputs.side]: z.enum(['here', 'other']).default('here'),
});

/** What was sent; undefined for anything else. */
export function readProbeChoice(body: unknown): ProbeChoice | undefined {
  const { data } = shape.safeParse(body);
  if (data === undefined) return undefined;
  const server = data[probeInputs.server];
  return { server: server === '' ? null : server, side: data[probeInputs.side] };
}

/** The two inputs. @param hasOther whether there is another router */
export function probeChoiceView(
  { realServers }: Pick<VirtualServer, 'realServers'>,
  hasOther: boolean,
  chosen: ProbeChoice | undefined,
  { probe: say }: Words,
) {
  const sides = ['here', 'other'] as const;
  return {
    serverName: probeInputs.server,
    sideName: probeInputs.side,
    servers: realServers.map(({ name, ref }) => ({
      value: ref,
      text: readable(name),
      chosen: chosen?.server === ref,
    })),
    sides: hasOther
      ? sides.map((value) => ({ value, text: say.routers[value], chosen: chosen?.side === value }))
      : [],
  };
}
