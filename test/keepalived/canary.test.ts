import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { openRouterWorld, pairFile, type RouterWorld } from '../support/router-world.js';

let world: RouterWorld | undefined;
afterEach(() => world?.close());

vi.setConfig({ testTimeout: 240_000 });

/** What a shell would run, and what would end a word, a text or a line before it. */
const shellWords = (canary: string) => [
  `$(touch$IFS${canary})`,
  `\`touch$IFS${canary}\``,
  `;touch$IFS${canary};`,
  `|touch$IFS${canary}`,
  `&touch$IFS${canary}&`,
  `\n touch ${canary}\n`,
  `>${canary}`,
  `'>${canary};'`,
  `\\">${canary};\\"`,
  `%n%s%h%p>${canary}`,
];

/** Fills one text after another, all at once where the format lets a blank or a quote stand. */
function fileWith(text: string): string {
  const word = text.replaceAll(/[\s]/g, '_');
  return pairFile(`virtual ${word} {
     active = 1
     address = 10.0.2.100 eth0:1
     vip_nmask = 255.255.255.0
     port = 80
     send = "${text}"
     expect = "${text}"
     use_regex = 1
     scheduler = rr
     protocol = tcp
     timeout = 1
     reentry = 2
     server ${word} {
         address = 127.0.0.1
         active = 1
         weight = 1
     }
}
virtual checked {
     active = 1
     address = 10.0.2.101 eth0:1
     port = 80
     send_program = "/bin/echo ${text.replaceAll('"', '')} %h"
     load_monitor = none
     timeout = 1
     reentry = 2
     server one {
         address = 127.0.0.1
         active = 1
         weight = 1
     }
}
`);
}

/** Runs a check as keepalived does: its words, split at blanks, and no shell. */
function checked(words: readonly string[]): Promise<void> {
  const [program = '', ...args] = words;
  return new Promise((done) => {
    execFile(program, args, { timeout: 10_000, killSignal: 'SIGKILL' }, () => done());
  });
}

test('No text of lvs.cf reaches a shell, from the file to the check that keepalived runs', async () => {
  world = await openRouterWorld('');
  const { folder } = world;
  const canary = `${folder}/canary`;
  // The router program's own folder comes with the first APPLY.
  const files = () =>
    readdirSync(folder)
      .filter((name) => name !== 'own')
      .sort();
  let rendered = 0;
  await world.write('lvs.cf', pairFile(''));
  const before = files();
  for (const text of shellWords(canary)) {
    await world.write('lvs.cf', fileWith(text));
    await world.verb('test');
    const applied = await world.verb('apply');
    if (applied.ok) rendered += 1;
    const lines = (await world.text('conf/keepalived.conf'))?.matchAll(/misc_path "([^"]*)"/g) ?? [];
    for (const [, words = ''] of lines) await checked(words.split(' '));
    expect(files()).toEqual(before);
  }
  // The format itself refuses some of them; what it takes was rendered, and its checks were run.
  expect(rendered).toBeGreaterThan(3);
});
