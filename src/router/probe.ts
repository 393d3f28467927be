/** The check of a virtual server, tried once against its real servers by the checker of the engine. */

import { checkOfValues, checkWords, hexadecimal } from '../core/keepalived/check-command.js';
import type { OutsideProgram } from '../core/keepalived/outside-programs.js';
import { sharedSettings } from '../core/keepalived/shared-settings.js';
import { readable, visible } from '../core/lvscf/bytes.js';
import type { Config, RealServer, VirtualServer } from '../core/lvscf/config.js';
import { readForm, sourceOf } from '../core/lvscf/form.js';
import { panelKeys } from '../core/lvscf/panel-keys.js';
import { effective } from '../core/lvscf/stanza.js';
import { type VirtualValues, virtualStanza } from '../core/lvscf/virtual.js';
import { lastLines } from '../core/machine/program.js';
import type { Check } from '../core/nanny/check.js';
import { installedAsk } from '../core/nanny/ready-made.js';
import { readTranscript } from '../core/nanny/transcript.js';
import { StepFailure } from '../core/router/details.js';
import {
  longestProbe,
  mostProbed,
  type ProbeOrder,
  type ProbeSeen,
  type ProbeTest,
  readProbeOrder,
} from '../core/router/probe.js';
import { textIn } from './prepare.js';
import { lookAtPrograms } from './programs.js';
import type { Router } from './router.js';
import { failureOf } from './steps.js';

/** So many checks run at a time. */
const atOnce = 8;

/** Whoever waits has given up by then: what has not begun is not begun. */
const patienceMs = 60_000;

/** Longer than the checker itself takes, in seconds. */
const grace = 5;

/** Tries a check and tells how it went. Nothing is changed, and no check of the engine is disturbed. */
export async function probe(router: Router, line: string): Promise<ProbeSeen> {
  const at = Date.now();
  try {
    const order = readProbeOrder(line);
    if (order === undefined) throw new StepFailure({ code: 'line_refused', params: {} });
    const { parsed: config } = await router.lvsCf.read();
    const { servers, values, virtualServer } = wantedIn(config, order);
    const check = checkOfValues(values);
    await lookAtPrograms(router, config, programsOf(check, virtualServer));
    const seconds = Math.min(longestProbe, effective(virtualStanza, values, 'timeout'));
    const checker = await checkerHere(router);
    const giveUpAt = performance.now() + patienceMs;
    const account = sharedSettings(config).checkerAccount;
    const tests = await inTurns(servers, (server) =>
      performance.now() < giveUpAt
        ? tried(router, server, { checker, check, seconds, account })
        : Promise.resolve(notRun(server, '')),
    );
    const { expect, kind, mode } = check;
    return { at, refused: null, check: { kind, mode, expect: bytesOf(expect), seconds }, tests };
  } catch (error) {
    return { at, refused: failureOf(error).detail, check: null, tests: [] };
  }
}

/** @throws StepFailure: probe_unknown, probe_wrong */
function wantedIn(config: Config, { server, typed, virtual }: ProbeOrder) {
  const virtualServer = config.virtualServer(virtual);
  const servers = virtualServer?.realServers.filter(({ ref }) => server === null || ref === server) ?? [];
  if (virtualServer === undefined || servers.length === 0) {
    const params = { virtual: shown(virtual), server: server === null ? '' : shown(server) };
    throw new StepFailure({ code: 'probe_unknown', params });
  }
  const values = typed === null ? virtualServer.values : withTyped(config, virtualServer, typed);
  return { virtualServer, values, servers: servers.slice(0, mostProbed) };
}

/** The values with what is typed, read as the form reads them. @throws StepFailure: probe_wrong */
function withTyped(
  config: Config,
  virtualServer: VirtualServer,
  typed: NonNullable<ProbeOrder['typed']>,
): VirtualValues {
  const source = sourceOf(virtualStanza, config, virtualServer);
  const { patch, problems } = readForm(source, panelKeys['monitoring-scripts'].keywords, typed);
  const keyword = problems[0]?.subject.keyword;
  if (problems.length > 0) throw new StepFailure({ code: 'probe_wrong', params: { keyword: keyword ?? '' } });
  const entries = Object.entries({ ...virtualServer.values, ...patch });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as VirtualValues;
}

function programsOf(check: Check, { name: virtual }: VirtualServer): readonly OutsideProgram[] {
  if (check.kind !== 'program') return [];
  const words = check.command.split(/[ \t]+/).filter((word) => word !== '');
  // The one that lies beside the checker is run instead.
  if (words[0] === installedAsk) return [];
  return [{ keyword: 'send_program', virtual, words, isCheck: true }];
}

interface Trying {
  readonly checker: string;
  readonly check: Check;
  readonly seconds: number;
  readonly account: string | undefined;
}

/** The one that keepalived calls, unless it is an older one; every account that checks run as can read it there. */
async function checkerHere({
  checker,
  settings,
  shippedChecker,
  shippedCheckerPath,
}: Router): Promise<string> {
  const isSame = (await textIn(checker)) === (await shippedChecker());
  return isSame ? settings.checker : shippedCheckerPath;
}

async function tried(
  { run }: Pick<Router, 'run'>,
  server: RealServer,
  { account, check, checker, seconds }: Trying,
): Promise<ProbeTest> {
  const { port, values } = server;
  const { address } = values;
  if (address === undefined) return notRun(server, '');
  const usual = { needed: 1, id: 'probe', weight: 1, load: undefined };
  const command = { checker, check, address, port, timeoutSeconds: seconds, account, ...usual };
  const [program = '', ...words] = checkWords(command);
  const ended = await run(program, ['transcript', ...words], { seconds: 2 * seconds + grace });
  const transcript = readTranscript(ended.stdout);
  if (transcript === undefined) return notRun(server, ended.because ?? lastLines(ended.output, 1)[0] ?? '');
  const { verdict: outcome, ...rest } = transcript;
  return { ...aboutIt(server), outcome, ...rest };
}

function notRun(server: RealServer, system: string): ProbeTest {
  const nothing = { reason: '', tookUs: null, status: null, sent: null, received: '' } as const;
  return { ...aboutIt(server), outcome: 'not_run', ...nothing, system: visible(system).slice(0, 1000) };
}

function aboutIt({ name, port, values }: RealServer) {
  return { server: shown(name), address: values.address ?? '', port };
}

/** Does the work for each, so many at a time, and keeps the order. */
async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      results[index] = await work(items[index] as T);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}

function bytesOf(text: string): string {
  return text === '' ? '' : hexadecimal(text);
}

function shown(name: string): string {
  return visible(readable(name)).slice(0, 1000);
}
