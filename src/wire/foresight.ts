import type { ConfigFile } from '../adapters/files/config-file.js';
import type { Machine } from '../adapters/machine/machine.js';
import { effectsOf } from '../core/effects/effects.js';
import { type Foresight, trafficThrough } from '../core/effects/foresight.js';
import { type Config, readConfig } from '../core/lvscf/config.js';
import type { RouterState } from '../core/router/answer.js';
import { versionOf } from './version-of.js';

/** What is needed to tell what APPLY would do. */
export interface ForesightNeeds {
  readonly configFile: Pick<ConfigFile<Config>, 'history' | 'read'>;
  readonly machine: Pick<Machine, 'routingTable'>;
}

/** Tells what APPLY would do to a router in this state; nothing where it would change nothing that runs. */
export type Foresee = (state: RouterState) => Promise<Foresight | undefined>;

/** Opens it; nothing is read before it is asked. */
export function openForesight({ configFile, machine }: ForesightNeeds): Foresee {
  let last: { readonly hash: string; readonly config: Config } | undefined;

  /** What was applied, from the history: everything that was applied was saved. */
  async function versionWith(hash: string): Promise<Config | undefined> {
    if (last?.hash === hash) return last.config;
    const version = await versionOf(configFile.history, hash);
    const found = version && (await configFile.history.get(version.number));
    if (found === undefined) return undefined;
    last = { hash, config: readConfig(found.text) };
    return last.config;
  }

  return async ({ applied, engine, installed, vrrp }) => {
    const runs = engine.name === 'keepalived' && engine.status === 'running' && installed.whose === 'ours';
    if (!runs || installed.current !== false) return undefined;
    const { parsed: saved } = await configFile.read();
    const running = applied === null ? undefined : await versionWith(applied.hash);
    if (running === undefined) return 'unknown';
    const traffic = trafficThrough(vrrp, await machine.routingTable());
    return { consequences: effectsOf(running, saved, traffic), traffic };
  };
}
