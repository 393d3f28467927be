import type { ConfigFile } from '../adapters/files/config-file.js';
import type { Machine } from '../adapters/machine/machine.js';
import { trafficThrough } from '../core/effects/foresight.js';
import type { Config } from '../core/lvscf/config.js';
import { ConsoleError } from '../core/problem.js';
import type { Push } from '../core/push/api.js';
import type { RouterState } from '../core/router/answer.js';
import type { Side } from '../core/versions/side.js';
import type { Sides, SideText } from '../core/versions/sides.js';
import type { RouterFromConsole } from '../router/from-console.js';
import { versionOf } from './version-of.js';

/** What the sides of a comparison are read from. */
export interface SidesNeeds {
  readonly configFile: Pick<ConfigFile<Config>, 'history' | 'read'>;
  readonly engine: Pick<RouterFromConsole, 'run'>;
  readonly machine: Pick<Machine, 'routingTable'>;
  readonly otherRouter: Pick<Push, 'theirs'>;
}

/** Opens them; nothing is read before it is asked. */
export function openSides({ configFile, engine, machine, otherRouter }: SidesNeeds): Sides {
  const { history } = configFile;

  async function known(side: Side, { hash, text }: { readonly hash: string; readonly text: string }) {
    return { side, text, version: await versionOf(history, hash) };
  }

  async function numbered(side: number): Promise<SideText> {
    const found = await history.get(side);
    if (found === undefined) throw new ConsoleError('not_found', 'no_such_version', { number: side });
    const { text, version } = found;
    return { side, text, version: { ...version, skipped: false } };
  }

  async function running(side: Side): Promise<SideText> {
    const { state } = await engine.run('state');
    const hash = appliedIn(state);
    const traffic = trafficThrough(state?.vrrp ?? null, await machine.routingTable());
    const saved = await configFile.read();
    if (saved.hash === hash) return { ...(await known(side, saved)), traffic };
    const version = await versionOf(history, hash);
    if (version === undefined) throw unknown('unknown');
    return { ...(await numbered(version.number)), side, version, traffic };
  }

  return {
    async read(side) {
      if (typeof side === 'number') return numbered(side);
      if (side === 'running') return running(side);
      if (side === 'saved') return known(side, await configFile.read());
      return known(side, await otherRouter.theirs());
    },
  };
}

/** SHA-256 of the lvs.cf that was applied last on this router. @throws ConsoleError running_unknown */
function appliedIn(state: RouterState | null): string {
  if (state === null) throw unknown('unreadable');
  const { applied, installed } = state;
  if (installed.whose === 'unknown') throw unknown('unreadable');
  if (installed.whose === 'foreign') throw unknown('foreign');
  if (installed.whose === 'nobodys') throw unknown('nothing');
  if (applied !== null) return applied.hash;
  if (installed.current === true && state.file.hash !== null) return state.file.hash;
  throw unknown('unknown');
}

function unknown(why: 'nothing' | 'foreign' | 'unknown' | 'unreadable') {
  return new ConsoleError('not_found', 'running_unknown', { why });
}
