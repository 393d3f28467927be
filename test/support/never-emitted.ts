/**
 * What a strict writer must never put into a file, checked on the text alone: no kind, no catalogue and no reader
 * of the project has a part in it. Source: lvs-cf format, section 10.
 *
 * Not here: what the whole file decides and half-built files may have (items 9, 14 second half, 18, 20 first
 * half), and what only the original web tool needs (item 21).
 */

const keywords = new Set(
  `serial_no primary primary_private primary_shared service rsh_command backup_active backup backup_private
   backup_shared heartbeat heartbeat_port keepalive deadtime network nat_router nat_nmask
   reservation_conflict_action debug_level active_cmd inactive_cmd ipvsadm monitor_links syncdaemon syncd_iface
   syncd_id hard_shutdown tcp_timeout tcpfin_timeout udp_timeout sync active address sorry_server vip_nmask fwmark
   port persistent pmask send expect use_regex send_program load_monitor scheduler protocol timeout reentry
   quiesce_server client_monitor start_cmd stop_cmd master dirs weight virtual failover server`.split(/\s+/),
);

const address = (value: string) => {
  const octets = value.split('.');
  return (
    octets.length === 4 && octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && Number(octet) < 256)
  );
};
const mask = (value: string) => {
  const bits = value
    .split('.')
    .map((octet) => Number(octet).toString(2).padStart(8, '0'))
    .join('');
  return address(value) && /^1*0*$/.test(bits);
};
const number =
  (min: number, max = 2147483647) =>
  (value: string) =>
    /^(0|[1-9]\d{0,9})$/.test(value) && Number(value) >= min && Number(value) <= max;
const flag = (value: string) => value === '0' || value === '1';
const oneOf = (words: string) => (value: string) => words.split(' ').includes(value);
const word = (value: string) => /^[!-~]+$/.test(value) && !/["'{}]/.test(value);
const given = (value: string) => address(value) && value !== '0.0.0.0';
const onDevice = (value: string) => {
  const [first = '', device = '', ...more] = value.split(' ');
  return address(first) && word(device) && more.length === 0;
};
const quoted = (value: string, most: number) =>
  /^"[^"{}]*"$/.test(value) && value.length - 2 >= 1 && value.length - 2 <= most;
const exchange = (value: string) => quoted(value, 255) && /^(?:[^\\']|\\[\\rnt'])*$/.test(value.slice(1, -1));
const fewWords = (text: string) => text.split(' ').filter((part) => part !== '').length <= 39;
const command = (value: string) => quoted(value, 254) && !value.includes("'") && fewWords(value.slice(1, -1));
const plainCommand = (value: string) =>
  value.includes(' ')
    ? quoted(value, 4096) && !value.includes("'") && fewWords(value.slice(1, -1))
    : word(value);

/** What may stand behind the equal sign of each key that may be written at all. */
const values: Readonly<Record<string, (value: string) => boolean>> = {
  serial_no: number(0),
  primary: given,
  primary_private: given,
  backup_private: given,
  primary_shared: word,
  backup_shared: word,
  service: oneOf('lvs fos'),
  rsh_command: word,
  backup_active: flag,
  backup: address,
  heartbeat: flag,
  heartbeat_port: number(0, 65535),
  keepalive: number(1),
  deadtime: number(1),
  network: oneOf('nat direct tunnel'),
  nat_router: onDevice,
  nat_nmask: mask,
  reservation_conflict_action: oneOf('nothing preempt'),
  debug_level: word,
  active_cmd: plainCommand,
  inactive_cmd: plainCommand,
  ipvsadm: word,
  monitor_links: flag,
  syncdaemon: flag,
  syncd_iface: word,
  syncd_id: number(0, 255),
  hard_shutdown: flag,
  tcp_timeout: number(0),
  tcpfin_timeout: number(0),
  udp_timeout: number(0),
  active: flag,
  address: (value) => onDevice(value) || address(value),
  sorry_server: address,
  vip_nmask: mask,
  fwmark: number(0),
  port: number(0, 65535),
  persistent: number(0, 999999999),
  pmask: mask,
  send: exchange,
  expect: exchange,
  use_regex: flag,
  send_program: command,
  load_monitor: word,
  scheduler: oneOf('rr lc wlc wrr lblc lblcr dh sh'),
  protocol: oneOf('tcp udp'),
  timeout: number(1),
  reentry: number(1),
  quiesce_server: flag,
  client_monitor: word,
  start_cmd: command,
  stop_cmd: command,
  weight: number(0, 65535),
};

/** Why a name must not be written; nothing when it may. */
function nameFault(name: string): string | undefined {
  if (!/^[!-~]+$/.test(name)) return 'a character that no name may have';
  if (/["'{}=#%]/.test(name)) return 'a sign that no name may have';
  return keywords.has(name) ? 'a keyword as a name' : undefined;
}

function lineFault(line: string): string | undefined {
  if (/[^\t -~]/.test(line)) return 'a control character or a byte above 126';
  if (/[ \t]$/.test(line)) return 'a blank at the line end';
  if (/^[ \t]*\}$/.test(line)) return undefined;
  const [, name] = /^[ \t]*(?:virtual|failover|server)[ \t]+(\S+)[ \t]+\{$/.exec(line) ?? [];
  if (name !== undefined) return nameFault(name);
  const [, key = '', value = ''] = /^[ \t]*(\S+)[ \t]+=[ \t]+(\S.*)$/.exec(line) ?? [];
  const fits = Object.hasOwn(values, key) ? values[key] : undefined;
  if (fits === undefined) return 'no line of a key that may be written';
  return fits(value) ? undefined : 'a value that must not be written';
}

/** What is wrong with these lines of a text (from 0) and with the text around them: a sentence each. */
export function neverEmitted(text: string, changedLines: Iterable<number>): string[] {
  const faults: string[] = [];
  if (text === '') faults.push('an empty file');
  if (text.includes('\r')) faults.push('a carriage return');
  if (text.startsWith('\xef\xbb\xbf')) faults.push('a byte order mark');
  const lines = text.split('\n');
  for (const index of changedLines) {
    const fault = lineFault(lines[index] ?? '');
    if (fault !== undefined) faults.push(`${fault}: ${JSON.stringify(lines[index])}`);
  }
  return faults;
}
