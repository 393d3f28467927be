/** The golden cases: in each folder an `lvs.cf` and what becomes of it. A changed golden is reviewed like code. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { renderPacketFilter } from '../../src/core/keepalived/beside.js';
import { installedChecker } from '../../src/core/keepalived/check-command.js';
import { renderIpvsadm } from '../../src/core/keepalived/ipvsadm.js';
import type { Note } from '../../src/core/keepalived/note.js';
import type { Role } from '../../src/core/keepalived/obstacles.js';
import { type Rendering, renderKeepalived } from '../../src/core/keepalived/render.js';
import { type Config, readConfig } from '../../src/core/lvscf/config.js';

const folder = join(import.meta.dirname, '../golden');

/** The names of all cases. */
export const goldenCases: readonly string[] = readdirSync(folder).sort();

/** One file that is made out of the `lvs.cf` of a case. */
export interface Made {
  readonly file: string;
  readonly text: string;
}

/** The folder of a case. */
export function goldenFolder(name: string): string {
  return join(folder, name);
}

/** The `lvs.cf` of a case. */
export function goldenConfig(name: string): Config {
  return readConfig(readFileSync(join(folder, name, 'lvs.cf'), 'latin1'));
}

/** The roles of the routers that a file is for. */
export function rolesOf({ global }: Config): readonly Role[] {
  return global.backup_active === true ? ['primary', 'backup'] : ['single'];
}

/** Everything that is rendered out of a case, notes included. @throws when something stands in the way. */
export function madeOf(name: string): readonly Made[] {
  const config = goldenConfig(name);
  const routers = rolesOf(config).map((role) => ({
    file: `${role}.conf`,
    ...rendered(renderKeepalived(config, { role, checker: installedChecker })),
  }));
  const table = rendered(renderIpvsadm(config));
  const filter = rendered(renderPacketFilter(config)).text;
  // The two of a pair are told the same.
  const notes = [...(routers[0]?.notes ?? []), ...table.notes];
  return [
    ...routers.map(({ file, text }) => ({ file, text })),
    { file: 'ipvsadm.rules', text: table.text },
    ...(filter === '' ? [] : [{ file: 'packet-filter.rules', text: filter }]),
    {
      file: 'notes.txt',
      text: notes.map(({ code, params }) => `${code} ${JSON.stringify(params)}\n`).join(''),
    },
  ];
}

function rendered(rendering: Rendering): { readonly text: string; readonly notes: readonly Note[] } {
  if (rendering.text === undefined) throw new Error(`not rendered: ${JSON.stringify(rendering.obstacles)}`);
  return rendering;
}

// `tsx test/support/golden.ts` writes them all anew, to be reviewed before they are committed.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const name of goldenCases) {
    for (const { file, text } of madeOf(name)) writeFileSync(join(folder, name, file), text, 'latin1');
  }
}
