/** The files of an installed console, laid into a folder as they will lie on the machine. */

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

const project = dirname(import.meta.dirname);

/** Where everything lies that is not a link or a file for another program. */
const home = 'usr/lib/lvs-console';

/** The programs: where a package puts them, and what in its home they are. */
const programs: Readonly<Record<string, string>> = {
  'usr/bin/lvs-console': 'dist/main.js',
  'usr/bin/piranha-passwd': 'dist/main.js',
  'usr/bin/lvs-console-router': 'dist/router/main.js',
};

/** What systemd is told of. */
const units = [
  'lvs-console.service',
  'lvs-console-boot.service',
  'lvs-console-trial.service',
  'lvs-console-trial.timer',
] as const;

/** The same as the unit of its name, where systemd does not start the machine. */
const initScript = 'etc/init.d/lvs-console-boot';

/** The administrator's from then on: an upgrade asks before it replaces one that was changed. */
export const conffiles = ['etc/lvs-console/console.json', 'etc/sudoers.d/lvs-console', initScript] as const;

/** Files that are programs. */
const executables = new Set([
  ...['dist/main.js', 'dist/router/main.js', 'config/lvs-check', 'config/lvs-ask', 'config/lvs-notify'].map(
    inHome,
  ),
  initScript,
]);

/** What modules bring beside what they run: among their tests are private keys, which nobody is to install. */
const besideTheCode = /^(\..*|tests?|__tests__|bench(mark)?s?|docs?|examples?|coverage)$/i;

/** A list of what is in the package, in a format that programs compare with lists of known flaws. */
const billOfMaterials = 'usr/share/doc/lvs-console/sbom.spdx.json';

/** @param root an empty folder @param epoch seconds since 1970: the date of everything */
export function layTree(root: string, epoch: number): void {
  const at = (path: string) => join(root, path);
  const put = (path: string, content: string) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), content);
  };

  // 1. The program, compiled for this package: what lies in dist/ may be older than the sources.
  run('node_modules/.bin/tsc', ['-p', 'tsconfig.build.json', '--outDir', at(inHome('dist')), ...noMaps]);
  for (const folder of ['views', 'public', 'config']) {
    cpSync(join(project, folder), at(inHome(folder)), { recursive: true });
  }
  put('usr/share/doc/lvs-console/README.md', own('README.md'));

  // 2. The modules that it uses.
  for (const name of ['package.json', 'package-lock.json']) {
    copyFileSync(join(project, name), at(inHome(name)));
  }
  // Said outright: a caller's own npm settings may include what is left out here, and including wins.
  const production = ['--omit=dev', '--omit=optional', '--include=prod'];
  run('npm', ['ci', ...production, ...quietly], at(home));
  const bill = run('npm', ['sbom', ...production, '--sbom-format=spdx', '--package-lock-only'], at(home));
  put(billOfMaterials, dated(bill, epoch));
  rmSync(at(inHome('package-lock.json')));
  put(inHome('package.json'), manifest(own('package.json')));
  trimModules(at(inHome('node_modules')));

  // 3. What other programs read, with the places of a package instead of those of an installation by hand.
  for (const name of ['sudoers', 'lvs-console-boot.init', ...units])
    put(inHome(`config/${name}`), placed(own(`config/${name}`)));
  put(inHome('config/console.json'), settings(own('config/console.json')));
  put('etc/sudoers.d/lvs-console', placed(own('config/sudoers')));
  put('etc/lvs-console/console.json', settings(own('config/console.json')));
  for (const name of units) put(`usr/lib/systemd/system/${name}`, placed(own(`config/${name}`)));
  put(initScript, placed(own('config/lvs-console-boot.init')));

  // 4. The programs, as links; the node of the package's dependency runs them, whatever else is installed.
  for (const [path, target] of Object.entries(programs)) {
    mkdirSync(dirname(at(path)), { recursive: true });
    symlinkSync(join('../lib/lvs-console', target), at(path));
    const text = readFileSync(at(inHome(target)), 'utf8');
    put(inHome(target), text.replace(/^#!.*/, '#!/usr/bin/node'));
  }

  // 5. Rights that do not depend on who builds it.
  giveRights(root);
  refuseNativeParts(root);
}

const noMaps = ['--sourceMap', 'false'];
const quietly = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];

/** The files below a folder, as paths from there; links are not files. */
export function filesIn(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => lstatSync(join(root, path)).isFile())
    .sort();
}

function inHome(path: string): string {
  return join(home, path);
}

function own(path: string): string {
  return readFileSync(join(project, path), 'utf8');
}

/** The shipped examples name the places of an installation by hand. */
function placed(text: string): string {
  const names = Object.keys(programs).map(
    (path) => [`/usr/local/bin/${basename(path)}`, `/${path}`] as const,
  );
  // The longer name first: one is the beginning of another.
  names.sort(([a], [b]) => b.length - a.length);
  return names.reduce((whole, [byHand, packaged]) => whole.replaceAll(byHand, packaged), text);
}

function settings(text: string): string {
  return `${JSON.stringify({ ...JSON.parse(text), router: '/usr/bin/lvs-console-router' }, null, 2)}\n`;
}

/** Only what the program and whoever looks for flaws ask of it. */
function manifest(text: string): string {
  const { name, version, description, type, engines, bin, dependencies } = JSON.parse(text);
  return `${JSON.stringify({ name, version, description, private: true, type, engines, bin, dependencies }, null, 2)}\n`;
}

/** Without the time at which it was made, a number drawn at random, and the version of npm on this machine. */
function dated(bill: string, epoch: number): string {
  const content = JSON.parse(bill);
  content.creationInfo = { created: new Date(epoch * 1000).toISOString(), creators: ['Tool: npm sbom'] };
  content.documentNamespace = `http://spdx.org/spdxdocs/${content.name}`;
  return `${JSON.stringify(content, null, 2)}\n`;
}

function trimModules(folder: string): void {
  for (const name of ['.bin', '.package-lock.json'])
    rmSync(join(folder, name), { recursive: true, force: true });
  for (const module of modulesIn(folder)) {
    for (const entry of readdirSync(module)) {
      if (besideTheCode.test(entry)) rmSync(join(module, entry), { recursive: true });
    }
  }
  for (const path of filesIn(folder)) {
    if (['.ts', '.mts', '.cts', '.map'].includes(extname(path))) rmSync(join(folder, path));
  }
  removeEmpty(folder);
}

/** The folders of all modules, also of those that lie in others. */
function modulesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return name.startsWith('@') ? modulesIn(path) : [path, ...modulesIn(join(path, 'node_modules'))];
  });
}

function removeEmpty(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmpty(join(folder, entry.name));
  }
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}

function giveRights(root: string): void {
  for (const path of ['', ...readdirSync(root, { recursive: true, encoding: 'utf8' })]) {
    const stats = lstatSync(join(root, path));
    if (stats.isSymbolicLink()) continue;
    const isProgram = stats.isDirectory() || executables.has(path);
    chmodSync(join(root, path), path.startsWith('etc/sudoers.d/') ? 0o440 : isProgram ? 0o755 : 0o644);
  }
}

/** The package is for every kind of machine. @throws when something in it is for one */
function refuseNativeParts(root: string): void {
  const native = filesIn(root).filter((path) => ['.node', '.so', '.wasm'].includes(extname(path)));
  if (native.length > 0) throw new Error(`These are not for every kind of machine: ${native.join(', ')}`);
}

function run(program: string, args: readonly string[], folder = project): string {
  const path = program.includes('/') ? join(project, program) : program;
  const { status, stdout, stderr, error } = spawnSync(path, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args[0]} failed\n${stdout}${stderr}`, { cause: error });
  return stdout;
}
