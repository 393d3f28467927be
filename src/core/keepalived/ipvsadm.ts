/** The services of an `lvs.cf` as `ipvsadm-restore` reads them. Source: ipvsadm(8). */

import type { Config } from '../lvscf/config.js';
import { globalStanza } from '../lvscf/global.js';
import { serverStanza } from '../lvscf/server.js';
import { effective } from '../lvscf/stanza.js';
import { virtualStanza } from '../lvscf/virtual.js';
import { type Note, readableParams } from './note.js';
import { tableObstacles } from './obstacles.js';
import type { Rendering } from './render.js';
import { longestPersistence, persistenceMaskOf, persistenceOf } from './virtual-server.js';
import { kernelPort, type Service, services, sorryServerOf } from './what-runs.js';

const methods = { nat: '-m', direct: '-g', tunnel: '-i' } as const;

/** The whole table with every active real server in it: nobody checks them. */
export function renderIpvsadm(config: Config): Rendering {
  const obstacles = tableObstacles(config);
  if (obstacles.length > 0) return { obstacles: readableParams(obstacles) };
  const method = methods[effective(globalStanza, config.global, 'network')];
  const running = services(config);
  const lines = running.services.flatMap((service) => serviceLines(service, method));
  const notes: Note[] = [
    { code: 'table_only', params: {} },
    ...running.notes,
    ...running.services.flatMap(persistenceNotes),
  ];
  return { text: lines.map((line) => `${line}\n`).join(''), notes: readableParams(notes) };
}

function serviceLines(service: Service, method: string): string[] {
  const { virtualServer, mark, on, port, protocol, realServers } = service;
  const option = protocol === 'tcp' ? '-t' : '-u';
  const target = mark > 0 ? `-f ${mark}` : `${option} ${on.address}:${port}`;
  const seconds = persistenceOf(service);
  const mask = persistenceMaskOf(service);
  const persistence = seconds === 0 ? '' : ` -p ${seconds}${mask === undefined ? '' : ` -M ${mask}`}`;
  const scheduler = effective(virtualStanza, virtualServer.values, 'scheduler');
  const real = (address: string | undefined, realPort: number, weight: number) =>
    `-a ${target} -r ${address}:${kernelPort(service, realPort)} ${method} -w ${weight}`;
  const sorry = realServers.length === 0 ? sorryServerOf(service) : undefined;
  return [
    `-A ${target} -s ${scheduler}${persistence}`,
    ...realServers.map(({ values, port: own }) =>
      real(values.address, own, effective(serverStanza, values, 'weight')),
    ),
    ...(sorry === undefined ? [] : [real(sorry, port, 1)]),
  ];
}

function persistenceNotes({ virtualServer: { name: virtual, values } }: Service): Note[] {
  const { persistent = 0 } = values;
  if (persistent <= longestPersistence) return [];
  return [{ code: 'persistence_limited', params: { virtual, persistent, seconds: longestPersistence } }];
}
