#!/usr/bin/env node
/**
 * The router program: everything that needs root, or happens on the other router. No paths and no commands come from
 * outside. Called through sudo, whose rules list each word, it does one thing and answers with one line of JSON; as
 * the command of a key of SSH, `remote`, it talks with the console of the other router. `watch`, which only root and
 * the program itself call, waits for the deadline of a trial.
 */

// Whoever calls may keep what he makes to himself; the checker is for every account that checks run as.
process.umask(0o022);

const words = process.argv.slice(2);
// Root's own file says the paths. It is checked to be one; sudo's rules let nobody name another.
const named = words[0] === '--settings' ? words[1] : undefined;
const asked = named === undefined ? words : words.slice(2);

/** Also where sshd was told to start this program alone, whatever is asked for. */
const isRemote =
  asked.length === 0
    ? process.env['SSH_ORIGINAL_COMMAND'] === 'lvs-console-router remote'
    : asked.length === 1 && asked[0] === 'remote';

// Each way needs only a part of the program, and the other router waits until this one has started.
if (isRemote) {
  const { runRemoteProgram } = await import('./remote/program.js');
  process.exitCode = await runRemoteProgram(named);
} else if (asked.length === 1 && asked[0] === 'watch') {
  const { watchTrial } = await import('./trial/watch-program.js');
  process.exitCode = await watchTrial(named);
} else {
  const { runVerbProgram } = await import('./verb-program.js');
  process.exitCode = await runVerbProgram(named, asked);
}

export {};
