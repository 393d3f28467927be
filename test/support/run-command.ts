/** Commands that read files only, run in this process with everything they are given and say. */
import { PassThrough } from 'node:stream';
import type { Tools } from '../../src/cli/command.js';
import { runCommandLine } from '../../src/cli/index.js';
import { type EnginePlaces, usualEnginePlaces } from '../../src/core/keepalived/places.js';

/** What a command said and how it ended. */
export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line; `typed` is its standard input, `places` those of the router, `given` what it needs beside. */
export async function runCommand(
  args: readonly string[],
  typed: string | Buffer = '',
  places: EnginePlaces = usualEnginePlaces,
  given: Partial<Tools> = {},
): Promise<Ended> {
  const stdin = new PassThrough();
  stdin.end(typed);
  const output = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof output) =>
    new PassThrough({ encoding: 'utf8' }).on('data', (chunk: string) => {
      output[name] += chunk;
    });
  const never = () => {
    throw new Error('this command needs no more than its files');
  };
  const tools = {
    version: '',
    readSettings: never,
    prepare: never,
    serve: never,
    engine: never,
    liveTable: never,
    routers: never,
    preflights: never,
    otherRouter: never,
    around: async () => ({}),
    saveImport: never,
    versions: never,
    exportConsole: never,
    rebuildConsole: never,
    trials: never,
    overrides: never,
    probes: never,
    audit: never,
    auditTrouble: () => undefined,
    places: async () => places,
    readClientSettings: never,
    connectToConsole: never,
    setPassword: never,
    readUsers: never,
    readGroups: never,
    removeUser: never,
    readCertificate: never,
    makeCertificate: never,
    ...given,
  };
  const status = await runCommandLine(
    args,
    { stdin, stdout: stream('stdout'), stderr: stream('stderr') },
    tools,
  );
  return { status, ...output };
}
