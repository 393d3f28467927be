/** The real servers, typed in one line: addresses with a name before them or a port behind them where wanted. */

import type { NewRealServer } from '../lvscf/add-virtual-servers.js';
import type { Config } from '../lvscf/config.js';
import { type Finding, typedWord } from '../lvscf/kind.js';
import { unspecified } from '../lvscf/kinds/addresses.js';
import { nameProblems } from '../lvscf/names.js';
import { problemOfForm } from '../lvscf/problem-at.js';
import { serverStanza } from '../lvscf/server.js';
import type { Fault, Wrong } from './answers.js';

const subject = { scope: 'server' } as const;

/** What was read. */
export interface ServersReading {
  readonly servers: readonly NewRealServer[];
  readonly wrong: readonly Wrong[];
}

/** Reads `web1=10.0.0.11:8080 10.0.0.12`. One without a name has that of its address in the file, else a number. */
export function readServers(text: string, config: Config, base: string): ServersReading {
  const wrong: Wrong[] = [];
  const fault = (what: Fault, value = '') => wrong.push({ question: 'servers', fault: what, value });
  const say = (finding: Finding, keyword: string) =>
    wrong.push({ question: 'servers', problem: problemOfForm(finding, { ...subject, keyword }) });
  const words = text.split(/[\s,;]+/).filter(Boolean);
  if (words.length === 0) fault('servers_missing');
  const given = words.map((word) => /^(?:([^=]*)=)?([^=:]*)(?::([^:]*))?$/.exec(word) ?? [word]);
  const taken = new Set(given.flatMap(([, name]) => name ?? []));
  const seen = new Set<string>();
  const servers = given.flatMap(([word, name, address, port]): NewRealServer[] => {
    if (address === undefined || address === '' || address === unspecified || name === '') {
      fault('server_form', word);
      return [];
    }
    const before = wrong.length;
    const place = serverStanza.address.kind.read([typedWord(address)], 'address');
    for (const finding of place.findings) say(finding, 'address');
    const number = port === undefined ? undefined : serverStanza.port.kind.read([typedWord(port)], 'port');
    for (const finding of number?.findings ?? []) say(finding, 'port');
    const own = name ?? named(config, address, base, taken);
    for (const finding of nameProblems('server', own)) say(finding, 'name');
    const key = `${address}:${port ?? ''}`;
    if (seen.has(key) || seen.has(own)) fault('server_twice', word);
    seen.add(key).add(own);
    if (wrong.length > before || place.value === undefined) return [];
    const values = {
      ...{ address: place.value, active: true, weight: serverStanza.weight.initial },
      ...(number?.value !== undefined && { port: number.value }),
    };
    return [{ name: own, values }];
  });
  return { servers, wrong };
}

/** A machine has one name everywhere. */
function named({ virtualServers }: Config, address: string, base: string, taken: Set<string>): string {
  const known = virtualServers
    .flatMap(({ realServers }) => realServers)
    .find(({ name, values }) => values.address === address && !taken.has(name));
  let name = known?.name ?? `${base}1`;
  for (let number = 2; taken.has(name); number++) name = `${base}${number}`;
  taken.add(name);
  return name;
}
