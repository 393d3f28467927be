/** Where everything of the cluster stands in its drawing: five columns, each line from left to right. */

import type {
  Cluster,
  DrawnAddress,
  DrawnRouter,
  DrawnServer,
  DrawnService,
} from '../../../core/live/cluster.js';

/** So many services are in one drawing. */
export const servicesInADrawing = 8;

/** Of more real servers than this the rest is one box. */
const mostServers = 6;

/** What a box stands for. */
export type Drawn =
  | { readonly kind: 'clients' }
  | { readonly kind: 'router'; readonly router: DrawnRouter }
  | { readonly kind: 'address'; readonly address: DrawnAddress }
  | { readonly kind: 'service'; readonly service: DrawnService }
  | { readonly kind: 'server'; readonly service: DrawnService; readonly server: DrawnServer }
  | { readonly kind: 'rest'; readonly service: DrawnService; readonly servers: readonly DrawnServer[] };

/** A box, from its left upper corner. */
export interface Box {
  readonly drawn: Drawn;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** A line between two boxes. */
export interface Edge {
  readonly path: string;
  /** Packets go this way now. */
  readonly isUsed: boolean;
}

/** A drawing of one part of the services. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
}

/** How high each box is. */
export const boxHeight = 40;

const columns = {
  clients: { x: 4, width: 100 },
  router: { x: 138, width: 196 },
  address: { x: 370, width: 150 },
  service: { x: 570, width: 200 },
  server: { x: 820, width: 236 },
} as const;

const width = columns.server.x + columns.server.width + 4;
const between = 8;
const margin = 6;

/** Lays out some services, with the addresses they have and the routers before them. */
export function layOut(cluster: Cluster, services: readonly DrawnService[]): Drawing {
  const boxes: Box[] = [];
  const edges: Edge[] = [];
  const put = (column: keyof typeof columns, y: number, drawn: Drawn): Box => {
    const box = { drawn, y: Math.round(y), ...columns[column] };
    boxes.push(box);
    return box;
  };
  const join = (from: Box, to: Box, isUsed: boolean) => edges.push({ path: pathOf(from, to), isUsed });

  // 1. Each service with its servers; what has an address stands together.
  const shown = cluster.addresses.filter(({ address }) => services.some(({ vip }) => vip === address));
  const order = [...shown.map(({ address }) => address), ''];
  const sorted = order.flatMap((vip) =>
    services.filter((service) => service.vip === vip || (vip === '' && !order.includes(service.vip))),
  );
  let top = margin;
  const serviceBoxes = sorted.map((service) => {
    const servers = drawnServers(service);
    const height = Math.max(1, servers.length) * (boxHeight + between) - between;
    const box = put('service', top + (height - boxHeight) / 2, { kind: 'service', service });
    for (const [index, drawn] of servers.entries()) {
      const isUsed =
        drawn.kind === 'server'
          ? isTaking(drawn.server)
          : drawn.kind === 'rest' && drawn.servers.some(isTaking);
      join(box, put('server', top + index * (boxHeight + between), drawn), isUsed);
    }
    top += height + 2 * between;
    return box;
  });

  // 2. Each address beside the middle of its services, below the one before.
  let lowest = margin;
  const addressBoxes = shown.map((address) => {
    const own = serviceBoxes.filter(
      ({ drawn }) => drawn.kind === 'service' && drawn.service.vip === address.address,
    );
    const y = Math.max(lowest, middleOf(own));
    lowest = y + boxHeight + between;
    const box = put('address', y, { kind: 'address', address });
    for (const to of own) join(box, to, to.drawn.kind === 'service' && to.drawn.service.live !== undefined);
    return box;
  });

  // 3. The routers beside the middle of all, and the clients before them.
  const height = Math.max(top, lowest, margin + 2 * (boxHeight + 6 * between));
  const gap = boxHeight + 4 * between;
  const first = (height - gap * cluster.routers.length) / 2;
  const routerBoxes = cluster.routers.map((router, index) =>
    put('router', first + index * gap + (gap - boxHeight) / 2, { kind: 'router', router }),
  );
  const clients = put('clients', (height - boxHeight) / 2, { kind: 'clients' });
  for (const [index, box] of routerBoxes.entries()) {
    const router = cluster.routers[index];
    join(clients, box, router?.state === 'active');
    for (const to of addressBoxes) {
      const { drawn } = to;
      if (drawn.kind === 'address' && router && drawn.address.holders.includes(router.role))
        join(box, to, true);
    }
  }
  return { width, height: Math.round(height), boxes: inReadingOrder(boxes), edges };
}

/** The servers that have room. Those with trouble are shown before the others, in the order of lvs.cf. */
function drawnServers(service: DrawnService): Drawn[] {
  const { servers } = service;
  const box = (server: DrawnServer): Drawn => ({ kind: 'server', service, server });
  if (servers.length <= mostServers) return servers.map(box);
  const byTrouble = [...servers].sort((a, b) => Number(a.state === 'equal') - Number(b.state === 'equal'));
  const chosen = new Set(byTrouble.slice(0, mostServers - 1));
  const rest = servers.filter((server) => !chosen.has(server));
  return [
    ...servers.filter((server) => chosen.has(server)).map(box),
    { kind: 'rest', service, servers: rest },
  ];
}

function isTaking({ live }: DrawnServer): boolean {
  return (live?.weight ?? 0) > 0;
}

function middleOf(boxes: readonly Box[]): number {
  const tops = boxes.map(({ y }) => y);
  return tops.length === 0 ? margin : (Math.min(...tops) + Math.max(...tops)) / 2;
}

/** A line from the right side of one box to the left side of another. */
function pathOf(from: Box, to: Box): string {
  const start = { x: from.x + from.width, y: from.y + boxHeight / 2 };
  const end = { x: to.x, y: to.y + boxHeight / 2 };
  const middle = (start.x + end.x) / 2;
  return `M${start.x} ${start.y}C${middle} ${start.y} ${middle} ${end.y} ${end.x} ${end.y}`;
}

/** From the clients on, each service with its servers: so the keyboard goes through it. */
function inReadingOrder(boxes: readonly Box[]): Box[] {
  const rank = { clients: 0, router: 1, address: 2, service: 3, server: 3, rest: 3 } as const;
  return boxes
    .map((box, index) => ({ box, index }))
    .sort((a, b) => rank[a.box.drawn.kind] - rank[b.box.drawn.kind] || a.index - b.index)
    .map(({ box }) => box);
}
