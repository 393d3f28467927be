/** `npm run bench [core|history|web|live|checker|ssh]`: prints the tables, and ends with status 1 when a promise is not kept. */
import { benchChecker } from './checker.js';
import { benchCore } from './core.js';
import { benchHistory } from './history.js';
import { benchLive } from './live.js';
import { printGoals } from './measure.js';
import { benchSsh } from './ssh.js';
import { benchWeb } from './web.js';

const benches = {
  core: benchCore,
  history: benchHistory,
  web: benchWeb,
  live: benchLive,
  checker: benchChecker,
  ssh: benchSsh,
};

const wanted = process.argv.slice(2);
const goals = [];
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length === 0 || wanted.includes(name)) goals.push(...(await bench()));
}
if (!printGoals(goals)) process.exitCode = 1;
