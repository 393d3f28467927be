/** A well-formed file of two routers, to be changed in one point by a test. */

/** The key lines of a block: the text after the equal sign, in the order of the file. */
export type Keys = Record<string, string>;

/** A real server's block. */
export interface ServerDraft {
  name: string;
  keys: Keys;
}

/** A virtual server's or a failover service's block. */
export interface BlockDraft extends ServerDraft {
  scope: 'virtual' | 'failover';
  servers: ServerDraft[];
}

/** A file before it is written. */
export interface FileDraft {
  global: Keys;
  blocks: BlockDraft[];
}

/** A failover service that has all it needs. */
export const failoverDraft = (): BlockDraft => ({
  scope: 'failover',
  name: 'disk',
  keys: {
    address: '192.0.2.150 eth0:9',
    active: '1',
    port: '2049',
    timeout: '6',
    start_cmd: '"/etc/init.d/nfs start"',
    stop_cmd: '"/etc/init.d/nfs stop"',
  },
  servers: [],
});

/** A virtual server that has all it needs. */
export const httpDraft = (name: string, address: string, device: string): BlockDraft => ({
  scope: 'virtual',
  name,
  keys: {
    active: '1',
    address: `${address} ${device}`,
    vip_nmask: '255.255.255.0',
    port: '80',
    send: '"GET / HTTP/1.0\\r\\n\\r\\n"',
    expect: '"HTTP"',
    use_regex: '0',
    scheduler: 'wlc',
    protocol: 'tcp',
    timeout: '6',
    reentry: '15',
    quiesce_server: '0',
  },
  servers: [
    { name: 'one', keys: { address: '10.0.0.11', active: '1', weight: '1' } },
    { name: 'two', keys: { address: '10.0.0.12', active: '1', weight: '1' } },
  ],
});

/** Two routers, the virtual servers `web` (NAT to port 8080) and `mail`: nothing is wrong with it. */
export function cluster(): FileDraft {
  const web = httpDraft('web', '192.0.2.100', 'eth0:1');
  for (const { keys } of web.servers) keys['port'] = '8080';
  const mail = httpDraft('mail', '192.0.2.101', 'eth0:2');
  Object.assign(mail.keys, { port: '25', send: '"quit"', expect: '"220"' });
  return {
    global: {
      serial_no: '7',
      primary: '192.0.2.1',
      primary_private: '10.0.0.1',
      service: 'lvs',
      backup_active: '1',
      backup: '192.0.2.2',
      backup_private: '10.0.0.2',
      heartbeat: '1',
      heartbeat_port: '539',
      keepalive: '6',
      deadtime: '18',
      network: 'nat',
      nat_router: '10.0.0.254 eth1:1',
      nat_nmask: '255.255.255.0',
    },
    blocks: [web, mail],
  };
}

/** The text of the cluster after a change. */
export function clusterText(change: (draft: FileDraft) => void = () => undefined): string {
  const draft = cluster();
  change(draft);
  return fileText(draft);
}

/** The text of a file, in the canonical layout. */
export function fileText({ global, blocks }: FileDraft): string {
  return [...keyLines(global, ''), ...blocks.flatMap(blockLines), ''].join('\n');
}

function blockLines({ scope, name, keys, servers }: BlockDraft): string[] {
  const indent = ' '.repeat(5);
  return [
    `${scope} ${name} {`,
    ...keyLines(keys, indent),
    ...servers.flatMap((server) => [
      `${indent}server ${server.name} {`,
      ...keyLines(server.keys, ' '.repeat(9)),
      `${indent}}`,
    ]),
    '}',
  ];
}

function keyLines(keys: Keys, indent: string): string[] {
  return Object.entries(keys).map(([keyword, value]) => `${indent}${keyword} = ${value}`);
}
