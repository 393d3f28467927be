/** A guest that measures what the live table costs beside ipvsadm, on one table; the host reads what it writes. */

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { openMachine } from '../../../src/adapters/machine/machine.js';
import { programRunner } from '../../../src/adapters/programs/run.js';
import { endpointOf, keyOf } from '../../../src/core/ipvs/compare.js';
import { parseProcIpvs } from '../../../src/core/ipvs/parse-proc.js';
import { ratesBetween } from '../../../src/core/ipvs/rates.js';
import type { IpvsTable } from '../../../src/core/ipvs/table.js';
import type { WantedService } from '../../../src/core/ipvs/wanted.js';
import { snapshotOf } from '../../../src/core/live/snapshot.js';
import { isKnown } from '../../../src/core/machine/reading.js';
import { countersOf } from '../../../src/router/ipvsadm.js';
import { median, timeJobs } from '../../../test/bench/measure.js';
import { begin } from './begin.js';
import { ip, run } from './run.js';

const captured = '/project/test/captures/ipvs/large_1000x10_proc_net_ip_vs.txt.gz';
const limits = { seconds: 60 };

/** The table of the capture. */
function table(): IpvsTable {
  const parsed = parseProcIpvs(gunzipSync(readFileSync(captured)).toString('latin1'));
  if (!parsed.ok) throw new Error(`line ${parsed.line}: ${parsed.why}`);
  return parsed.table;
}

/** What ipvsadm -R reads. */
function restored({ services }: IpvsTable): string {
  const lines = services.flatMap((service) => {
    if (service.kind === 'mark') return [];
    const at = `-t ${endpointOf(service)}`;
    const own = service.destinations.map((one) => `-a ${at} -r ${endpointOf(one)} -m -w ${one.weight}`);
    return [`-A ${at} -s ${service.scheduler}`, ...own];
  });
  return `${lines.join('\n')}\n`;
}

/** What a file would want of it. */
function wanted({ services }: IpvsTable): WantedService[] {
  return services.map((service, index) => ({
    virtual: `service${index}`,
    key: keyOf(service),
    scheduler: service.scheduler,
    persistenceSeconds: 0,
    netmask: '255.255.255.255',
    forwarding: 'Masq',
    quiesce: false,
    destinations: service.destinations.map((one, number) => {
      return { server: `server${number}`, key: endpointOf(one), weight: one.weight };
    }),
    sorry: undefined,
  }));
}

await begin();
// Without it the kernel takes no address for one of a machine.
await ip(['link set lo up']);
const whole = table();
await run('ipvsadm', ['-R'], restored(whole));
const machine = openMachine();
const program = programRunner();
const services = wanted(whole);

async function fastTick(): Promise<void> {
  const reading = await machine.routingTable();
  if (!isKnown(reading)) throw new Error(JSON.stringify(reading));
  snapshotOf(reading, services, 100, undefined);
}

let before: Parameters<typeof ratesBetween>[0];
const seen = await machine.routingTable();
async function slowTick(): Promise<void> {
  const counters = await countersOf(program, seen);
  if (!isKnown(counters)) throw new Error(JSON.stringify(counters));
  const sample = { at: counters.at, counters: counters.value };
  ratesBetween(before, sample);
  before = sample;
}

const jobs = [
  fastTick,
  () => program('ipvsadm', ['-Ln'], limits),
  slowTick,
  () => program('ipvsadm', ['-Ln', '--stats', '--exact'], limits),
];
const times = (await timeJobs(jobs, { rounds: 15, warmUp: 5 })).map(median);
writeFileSync('/out/unfinished', JSON.stringify(times));
renameSync('/out/unfinished', '/out/times.json');
