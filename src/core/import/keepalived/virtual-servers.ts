/** `virtual_server` and `virtual_server_group`. Source: keepalived.conf(5), VIRTUAL SERVER. */

import type { DraftService } from '../draft.js';
import { serviceKey } from '../draft.js';
import { addressOf, isIpv6, isPlaceholder, markPort, portOf, wholeNumber } from '../values.js';
import { withoutBehind } from './one-line.js';
import { loseInside, readServers } from './real-servers.js';
import type { Statement } from './tree.js';
import { type Gathered, largest, serviceVocabulary } from './virtual-server-words.js';
import { type Place, readStatements } from './words.js';

/** keepalived looks once a minute when it is told nothing. */
const usualDelay = 60;

/** What a service is known by. */
interface Target {
  readonly mark: number;
  readonly address: string | undefined;
  readonly port: number;
}

/** Reads the services of a file; groups first, because services name them. */
export function readServices(statements: readonly Statement[], place: Place): void {
  const groups = new Map<string, Statement>();
  for (const statement of statements) {
    if (statement.keyword === 'virtual_server_group') groups.set(statement.words.join(' '), statement);
  }
  for (const statement of statements) {
    if (statement.keyword !== 'virtual_server') continue;
    const targets = targetsOf(statement, groups, place);
    if (targets.length === 0) loseInside(statement, place);
    for (const [index, target] of targets.entries()) readService(statement, target, index, place);
  }
}

function targetsOf(statement: Statement, groups: ReadonlyMap<string, Statement>, place: Place): Target[] {
  const { words, line } = statement;
  if (words[0] === 'group') {
    const group = groups.get(words.slice(1).join(' '));
    if (group !== undefined)
      return (group.block ?? []).flatMap(
        (one) => targetOf([one.keyword, ...one.words], one.line, place) ?? [],
      );
    place.report.at(line).say('unknown', 'value_wrong', { word: 'virtual_server', value: words.join(' ') });
    return [];
  }
  const target = targetOf(words, line, place);
  return target === undefined ? [] : [target];
}

function targetOf(words: readonly string[], line: number, { report }: Place): Target | undefined {
  const said = report.at(line);
  const [first = '', second = ''] = words;
  if (first === 'fwmark') {
    const mark = wholeNumber(second) ?? 0;
    if (mark >= 1 && mark <= largest) return { mark, address: undefined, port: 0 };
    said.say('unknown', 'value_wrong', { word: 'fwmark', value: second });
    return undefined;
  }
  if (isIpv6(first)) said.say('lost', 'ipv6', {});
  else if (first.includes('-') && !isPlaceholder(first)) said.say('unknown', 'range', { found: first });
  else {
    const port = second === '' ? 0 : portOf(second);
    if ((addressOf(first) !== undefined || isPlaceholder(first)) && port !== undefined)
      return { mark: 0, address: first, port };
    said.say('unknown', 'value_wrong', { word: 'virtual_server', value: words.join(' ') });
  }
  return undefined;
}

function readService(statement: Statement, target: Target, index: number, place: Place): void {
  const { draft, report } = place;
  const said = report.at(statement.line);
  const block = statement.block ?? [];
  const where = `virtual_server ${statement.words.join(' ')}`;
  const gathered: Gathered = {
    method: undefined,
    protocol: 'tcp',
    scheduler: 'wlc',
    persistent: 0,
    pmask: undefined,
    quiesce: false,
    virtualHost: undefined,
    delay: usualDelay,
    sorry: undefined,
    sorryLine: 0,
  };
  const servers = block.filter(({ keyword }) => keyword === 'real_server');
  const settings = block.filter(({ keyword }) => keyword !== 'real_server');
  // A group of several members says everything as often; comments of it are wanted once.
  const notes = draft.comments.length;
  const vocabulary = serviceVocabulary(gathered, where);
  // A scheduler has its flags on its own line, too.
  const known = Object.keys(vocabulary).filter((word) => !/^(?:sh|mh|flag)-/.test(word));
  const apart = withoutBehind(settings, new Set([...known, 'real_server']), place);
  readStatements(apart, vocabulary, place, where);
  if (gathered.protocol !== 'tcp' && gathered.protocol !== 'udp') {
    said.say('lost', 'protocol_other', { found: gathered.protocol });
    loseInside(statement, place);
    return;
  }
  const { mark, address } = target;
  const protocol = gathered.protocol;
  const about = { where, protocol, timeout: gathered.delay, virtualHost: gathered.virtualHost } as const;
  const [found, read] = readServers(servers, { ...about, gathered }, place);
  if (index > 0) draft.comments.length = notes;
  const own = read.find(({ own: one }) => one !== undefined)?.own;
  const port = mark > 0 ? (read.find((one) => one.port !== undefined)?.port ?? markPort(mark)) : target.port;
  const service: DraftService = {
    name: /^virtual (\S+)$/.exec(statement.before)?.[1],
    mark,
    address,
    port,
    protocol: mark > 0 ? (own?.protocol ?? protocol) : protocol,
    method: gathered.method,
    active: true,
    values: {
      ...valuesOf(gathered, own?.needed ?? 1),
      ...(read[0]?.check ?? {}),
    },
    servers: found.map((server, at) => ({
      ...server,
      port: mark > 0 ? read[at]?.port : server.port,
    })),
    line: said,
  };
  const sorry = sorryOf(gathered, { ...target, port }, place);
  if (sorry !== undefined) service.values = { ...service.values, sorry_server: sorry };
  sorryAlone(service, servers);
  const loaded = read.findIndex(({ own: one }) => one?.load !== undefined);
  const load = read[loaded]?.own?.load;
  if (load !== undefined) loadOf(load, found[loaded]?.address ?? '', service, place);
  if (own?.account !== undefined) draft.setShared('checker-account', own.account, said);
  const before = draft.service(serviceKey(service));
  if (before === undefined) draft.services.push(service);
  else said.say('changed', 'service_again', { first: before.line.line });
}

function valuesOf(
  { scheduler, persistent, pmask, quiesce, delay }: Gathered,
  needed: number,
): DraftService['values'] {
  return {
    ...(persistent > 0 ? { persistent } : {}),
    ...(pmask === undefined ? {} : { pmask }),
    load_monitor: 'none',
    scheduler,
    timeout: delay,
    reentry: Math.min(largest, delay * needed),
    quiesce_server: quiesce,
  };
}

/** Our own rendering puts the sorry server in the place of the real servers, where there are none. */
function sorryAlone(service: DraftService, servers: readonly Statement[]): void {
  const [only] = servers;
  if (servers.length !== 1 || only?.comment !== 'sorry_server') return;
  const [server] = service.servers.splice(0);
  if (server !== undefined) service.values = { ...service.values, sorry_server: server.address };
}

function sorryOf(
  { sorry, sorryLine }: Gathered,
  { port, mark }: Target,
  { report }: Place,
): string | undefined {
  if (sorry === undefined) return undefined;
  const [text = '', portText] = sorry;
  const said = report.at(sorryLine);
  const address = addressOf(text);
  if (address === undefined) {
    if (isIpv6(text)) said.say('lost', 'ipv6', {});
    else said.say('unknown', 'value_wrong', { word: 'sorry_server', value: text });
    return undefined;
  }
  const found = portText === undefined ? port : (portOf(portText) ?? port);
  if (mark === 0 && found !== port) said.say('changed', 'sorry_port', { found, port });
  return address;
}

/** `rup ADDRESS`, `ssh ADDRESS uptime`. */
function loadOf(command: string, address: string, service: DraftService, { draft }: Place): void {
  const remote = / uptime$/.test(command) ? command.slice(0, -` ${address} uptime`.length) : undefined;
  if (remote !== undefined && command === `${remote} ${address} uptime`) {
    draft.setGlobal('rsh_command', remote, service.line);
    service.values = { ...service.values, load_monitor: 'uptime' };
  } else if (command.endsWith(` ${address}`)) {
    service.values = { ...service.values, load_monitor: command.slice(0, -address.length - 1) };
  }
}
