/** `status --router`: what both routers say of themselves, and what is wrong with them. */

import { endpointOf, keyOf } from '../core/ipvs/compare.js';
import type { IpvsTable } from '../core/ipvs/table.js';
import { type Alarm, alarmsOf, type RouterSide } from '../core/live/alarms.js';
import { activityOf, floatingOn, type RouterSeen, type RoutersSeen } from '../core/live/routers.js';
import { isKnown } from '../core/machine/reading.js';
import { alarmSentence } from '../text/alarm.js';
import { sentencesOf } from '../text/failure.js';
import { wordsFor } from '../text/index.js';
import { momentText } from '../text/moment.js';
import { unknownSentence } from '../text/unknown.js';
import type { Io } from './command.js';

/** What may be asked for; without it the engine and the table of this router are told. */
export const routerChoices = ['here', 'other', 'both'] as const;

/** One of them. */
export type RouterChoice = (typeof routerChoices)[number];

/** Prints the other router, or both. @returns the exit status: 0 when all of it is known and well */
export function printRouters(seen: RoutersSeen, which: 'other' | 'both', json: boolean, io: Io): number {
  const alarms = alarmsOf(seen).filter((alarm) => concerns(alarm, which));
  const sides: readonly (readonly [RouterSide, RouterSeen | undefined])[] = [
    ...(which === 'both' ? [['here', seen.here] as const] : []),
    ['there', seen.there],
  ];
  if (json) {
    const routers = Object.fromEntries(sides.map(([side, router]) => [side, router ? told(router) : null]));
    const found = alarms.map(({ code, params, tone }) => ({ code, tone, ...params }));
    io.stdout.write(`${JSON.stringify({ format: 1, alarms: found, routers })}\n`);
  } else {
    const words = wordsFor('en');
    for (const alarm of alarms) io.stdout.write(`${alarmSentence(alarm, words)}\n`);
    for (const [side, router] of sides) io.stdout.write(`${linesOf(side, router).join('\n')}\n`);
  }
  const isKnownWhole = sides.every(([, router]) => router !== undefined && activityOf(router) !== 'unknown');
  return alarms.length === 0 && isKnownWhole ? 0 : 1;
}

/** What is wrong with this router alone is no matter of the other one. */
function concerns({ params }: Alarm, which: 'other' | 'both'): boolean {
  return which === 'both' || !('side' in params) || params.side === 'there';
}

function linesOf(side: RouterSide, router: RouterSeen | undefined): string[] {
  const { routers: say, ...words } = wordsFor('en');
  const name = say.cli[side];
  if (router === undefined) return [`${name}: ${say.cli.notAsked}`];
  const { details, observation, since, trouble } = router;
  const head = `${name}: ${say.activity[activityOf(router)]}`;
  const old =
    trouble === undefined
      ? []
      : [
          sentencesOf(trouble, wordsFor('en')).text,
          ...(since === undefined ? [] : [`${say.since} ${momentText(since, 'en')}.`]),
          ...(observation === undefined ? [] : [say.old]),
        ];
  if (observation === undefined) return [head, ...old.map(indented)];
  const { engine, vrrp } = observation;
  const { checker, name: engineName, pid, status } = engine;
  const identity = details?.identity ?? null;
  const facts = [
    engineName === null
      ? `${say.labels.engine}: ${say.noEngine}`
      : [
          say.engine(engineName, details?.version ?? ''),
          words.control.state[status],
          ...(pid === null ? [] : [say.process(pid)]),
          `${say.labels.checker.toLowerCase()}: ${say.checker[checker]}`,
        ].join(', '),
    typeof vrrp === 'string'
      ? `VRRP: ${vrrp === 'none' ? say.noVrrp : say.unknown}`
      : `VRRP: ${say.vrrp(vrrp.state, vrrp.priority, momentText(vrrp.since, 'en'))}`,
    identity === null || !('role' in identity)
      ? say.noRole
      : say.role[identity.role](identity.address, identity.device),
    ...floatingOn(router).map(({ address, on }) => {
      if (on === undefined) return say.heldUnknown(address);
      return on.length === 0 ? say.notHeld(address) : say.held(address, on.join(', '));
    }),
    kernelLine(router),
  ];
  return [head, ...[...old, ...facts].map(indented)];
}

function kernelLine({ table }: RouterSeen): string {
  const { control, routers: say } = wordsFor('en');
  if (table === undefined) return `${say.labels.kernel}: ${say.unknown}`;
  if (!isKnown(table)) {
    return table.reason === 'absent' ? control.table.notLoaded : unknownSentence(control, table);
  }
  const servers = table.value.services.flatMap(({ destinations }) => destinations);
  const active = servers.reduce((sum, { activeConnections }) => sum + activeConnections, 0);
  const inactive = servers.reduce((sum, { inactiveConnections }) => sum + inactiveConnections, 0);
  return say.kernel(table.value.services.length, servers.length, active, inactive);
}

const indented = (line: string) => `  ${line}`;

/** A router for programs. What is not known is null, never a zero. */
function told(router: RouterSeen) {
  const { at = null, details, observation, since = null, table, trouble } = router;
  return {
    at,
    trouble: trouble === undefined ? '' : sentencesOf(trouble, wordsFor('en')).text,
    since,
    activity: activityOf(router),
    engine: observation === undefined ? null : { ...observation.engine, version: details?.version ?? '' },
    vrrp: observation?.vrrp ?? 'unknown',
    identity: details?.identity ?? null,
    floating: floatingOn(router).map(({ address, device, on = null }) => ({ address, device, on })),
    file: observation?.file ?? null,
    applied: observation?.applied ?? null,
    kernel: table !== undefined && isKnown(table) ? servicesOf(table.value) : null,
    kernelTrouble: table !== undefined && !isKnown(table) ? table : null,
  };
}

function servicesOf({ services }: IpvsTable) {
  return services.map((service) => ({
    service: keyOf(service),
    scheduler: service.scheduler,
    destinations: service.destinations.map((one) => ({
      destination: endpointOf(one),
      forwarding: one.forwarding,
      weight: one.weight,
      activeConnections: one.activeConnections,
      inactiveConnections: one.inactiveConnections,
    })),
  }));
}
