import type {
  DrawnAddress,
  DrawnRouter,
  DrawnServer,
  DrawnService,
  DrawnState,
} from '../../../core/live/cluster.js';
import type { Words } from '../../../text/index.js';
import { liveTones } from '../../live-tones.js';
import { realServerHref, realServersHref, virtualServerHref, virtualServersHref } from '../../panel-names.js';
import type { Drawn } from './layout.js';

/** `good` is green, `bad` red, what somebody chose neither; `off` is not used, or not known; `plain` has no state. */
export type Tone = 'good' | 'bad' | 'unsure' | 'off' | 'plain';

/** What stands in a box, or in a row of the table. */
export interface Said {
  readonly kind: string;
  readonly name: string;
  readonly at: string;
  readonly state: string;
  readonly tone: Tone;
  /** Numbers of now; blank where there are none. */
  readonly now: string;
  readonly href: string | undefined;
}

const tones: Readonly<Record<DrawnState, Tone>> = {
  ...liveTones,
  inactive: 'off',
  unknown: 'off',
  not_run: 'bad',
  shared: 'unsure',
  silent: 'bad',
};

const routerTones: Readonly<Record<DrawnRouter['state'], Tone>> = {
  active: 'good',
  standby: 'good',
  stopped: 'bad',
  unknown: 'off',
};

const addressTones: Readonly<Record<DrawnAddress['state'], Tone>> = {
  held: 'good',
  two: 'bad',
  missing: 'bad',
  inactive: 'off',
  unknown: 'off',
};

/** What is said of one thing in the drawing. */
export function said(drawn: Drawn, { drawing: say }: Words): Said {
  switch (drawn.kind) {
    case 'clients': {
      const blank = { kind: '', at: '', state: say.clientsAre, tone: 'plain', now: '' } as const;
      return { ...blank, name: say.clients, href: '/secure/client-connections' };
    }
    case 'router':
      return ofRouter(drawn.router, say);
    case 'address':
      return ofAddress(drawn.address, say);
    case 'service':
      return ofService(drawn.service, say);
    case 'server':
      return ofServer(drawn.service, drawn.server, say);
    case 'rest':
      return ofRest(drawn.service, drawn.servers, say);
  }
}

function ofRouter({ address, isHere, role, state }: DrawnRouter, say: Words['drawing']): Said {
  return {
    kind: '',
    name: isHere ? say.hereIs(say.router[role]) : say.router[role],
    at: address,
    state: say.routerStates[state],
    tone: routerTones[state],
    now: '',
    href: '/secure/routers',
  };
}

function ofAddress({ address, device, state }: DrawnAddress, say: Words['drawing']): Said {
  const [tone, text] = [addressTones[state], say.addressStates[state]];
  return {
    kind: say.address,
    name: address,
    at: device,
    state: text,
    tone,
    now: '',
    href: virtualServersHref,
  };
}

function ofService({ key, live, name, ref, state }: DrawnService, say: Words['drawing']): Said {
  return {
    kind: say.virtual,
    name: name === '' ? key : name,
    at: key,
    state: say.states[state],
    tone: tones[state],
    now:
      live === undefined || live.state === 'missing'
        ? ''
        : say.connections(live.activeConnections, live.inactiveConnections),
    href: ref === '' ? undefined : virtualServerHref(ref),
  };
}

function ofServer(
  service: DrawnService,
  { at, live, name, ref, state }: DrawnServer,
  say: Words['drawing'],
): Said {
  const now =
    live === undefined
      ? ''
      : `${say.weight(live.weight)}, ${say.connections(live.activeConnections, live.inactiveConnections)}`;
  return {
    kind: say.server,
    name: name === '' ? at : name,
    at,
    state: say.states[state],
    tone: tones[state],
    now,
    href: ref === '' ? undefined : realServerHref(service.ref, ref),
  };
}

function ofRest(service: DrawnService, servers: readonly DrawnServer[], say: Words['drawing']): Said {
  const up = servers.filter(({ state }) => state === 'equal').length;
  return {
    kind: say.server,
    name: say.rest(servers.length),
    at: '',
    state: say.restAre(up, servers.length - up),
    tone: up === servers.length ? 'good' : 'bad',
    now: '',
    href: service.ref === '' ? undefined : realServersHref(service.ref),
  };
}
