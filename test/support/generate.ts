/** Valid `lvs.cf` files of any size, in the canonical layout: no two virtual servers or real servers alike. */

/** How much is in a generated file. */
export interface Size {
  readonly virtualServers: number;
  /** Real servers in each virtual server. */
  readonly realServers: number;
}

const globals = `serial_no = 1
primary = 10.0.0.2
service = lvs
backup_active = 1
backup = 10.0.0.3
heartbeat = 1
heartbeat_port = 539
keepalive = 6
deadtime = 18
network = nat
nat_router = 192.168.10.254 eth1:1
nat_nmask = 255.255.255.0
debug_level = NONE
`;

/** The n-th address of a network of 15,625,000 hosts that end neither in 0 nor in 255. */
function address(firstOctet: number, n: number): string {
  return [firstOctet, 1 + (Math.floor(n / 62_500) % 250), Math.floor(n / 250) % 250, 1 + (n % 250)].join('.');
}

function realServer(n: number, position: number): string {
  return `     server node${position + 1} {
         address = ${address(172, n)}
         active = 1
         weight = ${1 + (position % 3)}
     }
`;
}

function virtualServer(n: number, realServers: number): string {
  const servers = Array.from({ length: realServers }, (_, i) => realServer(n * realServers + i, i));
  return `virtual ${virtualServerName(n)} {
     active = 1
     address = ${address(10, n)} eth0:${n + 1}
     vip_nmask = 255.255.255.0
     port = 80
     send = "GET / HTTP/1.0\\r\\n\\r\\n"
     expect = "HTTP"
     use_regex = 0
     load_monitor = none
     scheduler = wlc
     protocol = tcp
     timeout = 6
     reentry = 15
     quiesce_server = 0
${servers.join('')}}
`;
}

/** The name of the n-th virtual server of a generated file, from 0. */
export function virtualServerName(n: number): string {
  return `shop-${n + 1}`;
}

/** The text of a file of this size. */
export function generateConfig({ virtualServers, realServers }: Size): string {
  return globals + Array.from({ length: virtualServers }, (_, n) => virtualServer(n, realServers)).join('');
}

/** The text of a file of about this many lines, with four real servers in each virtual server. */
export function generateLines(lines: number): string {
  const realServers = 4;
  const linesOf = (text: string) => text.split('\n').length - 1;
  const linesEach = linesOf(virtualServer(0, realServers));
  return generateConfig({
    virtualServers: Math.max(1, Math.round((lines - linesOf(globals)) / linesEach)),
    realServers,
  });
}
