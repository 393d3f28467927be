/** An event as another program is told of it: the body of the webhook. */

import type { Telling } from './quiet.js';
import type { EngineEntry } from './timeline.js';

/** What is sent, as JSON. A part that does not fit an event is blank. */
export interface Told {
  readonly format: 1;
  /** Such as `server_down`, `service_up`, `vrrp_master`, `engine_ended`. */
  readonly event: `${EngineEntry['kind']}_${EngineEntry['what']}`;
  /** When it happened, in ISO 8601. */
  readonly time: string;
  /** The router that told it. */
  readonly router: string;
  /** Names in lvs.cf. */
  readonly virtual: string;
  readonly server: string;
  /** As the kernel names them: `TCP 10.0.0.100:80`, `10.0.0.11:80`. */
  readonly service: string;
  readonly destination: string;
  /** Why a real server went down: `connect`, `silent`, `reply`, `program` or `reentry`. */
  readonly reason: string;
  /** All of it in one English sentence. */
  readonly text: string;
  /** So many events of the same subject were not told before this one, because of the quiet time. */
  readonly heldBack: number;
}

/** The body for an event. @param router its name @param text the sentence */
export function toldOf({ entry, heldBack }: Telling, router: string, text: string): Told {
  const { at, destination, kind, server, service, virtual, what, word } = entry;
  return {
    format: 1,
    event: `${kind}_${what}`,
    time: new Date(at).toISOString(),
    router,
    virtual,
    server,
    service,
    destination,
    reason: word,
    text,
    heldBack,
  };
}
