/** What WHAT TO RUN says for nft, run as it stands in networks of their own, with packets that go through. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { readConfig } from '../../src/core/lvscf/config.js';
import type { Form, RecipeId } from '../../src/core/recipes/recipe.js';
import { machineNamed, recipesFor, script } from '../../src/core/recipes/recipes.js';
import { markedFile } from '../support/preflight.js';

// A busy machine takes its time for networks.
vi.setConfig({ testTimeout: 240_000 });

function recipe(file: string, machine: string, id: RecipeId, form: Form = 'nft') {
  const config = readConfig(file);
  const named = machineNamed(config, machine);
  const found = named && recipesFor(config, named).find((one) => one.id === id);
  const variant = found?.variants.find((one) => one.form === form);
  if (variant === undefined) throw new Error(`there is no ${id} by ${form}`);
  return { ...variant, run: script(variant, id) };
}

/**
 * A machine between a client (10.0.0.1) and a server (192.168.10.11), with folders of its own where recipes write.
 * Without root it takes a user namespace. What goes on within is seen by rules of our own in tables of our own.
 */
const network = `
systemctl() { :; }
for folder in /etc /run /tmp; do mount -t tmpfs tmpfs $folder; done
mkdir -p /etc/sysctl.d
echo 'flush ruleset' >/etc/nftables.conf
ip link set lo up
machine() { unshare -n sleep 600 >/dev/null 2>&1 & eval "$1=$!"; }
machine client; machine server
trap 'kill $client $server' EXIT
until [ "$(readlink /proc/$client/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.1; done
until [ "$(readlink /proc/$server/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.1; done
in_client() { nsenter -t $client -n -- "$@"; }
in_server() { nsenter -t $server -n -- "$@"; }
card() {
  ip link add "$1" type veth peer name c0
  ip link set c0 netns "$4"
  ip address add "$2" dev "$1"; ip link set "$1" up
  nsenter -t "$4" -n -- sh -ec "ip address add $3 dev c0; ip link set c0 up; ip link set lo up"
}
card eth0 10.0.0.2/24 10.0.0.1/24 $client
card eth1 192.168.10.1/24 192.168.10.11/24 $server
in_server ip route add default via 192.168.10.1
`;

async function inNetwork(steps: string): Promise<string> {
  const words = process.getuid?.() === 0 ? ['-n', '-m'] : ['-U', '-r', '-n', '-m'];
  const { stdout } = await promisify(execFile)(
    'unshare',
    [...words, 'sh', '-e', '-c', `${network}\n${steps}`],
    {
      env: { ...process.env, NODE: process.execPath, LC_ALL: 'C' },
    },
  );
  return stdout;
}

/** Runs it twice: what is there is not made a second time. */
const twice = (run: string) => `(${run}) >/dev/null 2>&1\n(${run}) >/dev/null 2>&1\n`;

/** Knocks at ports of the floating addresses, where nothing listens; the packets come in all the same. */
const knock = (to: string, ...ports: number[]) =>
  ports
    .map((port) => `in_client timeout 5 bash -c 'exec 3<>/dev/tcp/${to}/${port}' 2>/dev/null || true\n`)
    .join('');

describe('What WHAT TO RUN says for nft', () => {
  test('gives packets their marks, also after a start of the machine, and can be undone', async () => {
    const { check, run, undo } = recipe(markedFile, 'primary', 'marks');
    const seen = 'nft list set ip seen marks | tr -d " \\n\\t" | sed "s/.*elements={//; s/}.*//"; echo';
    const out = await inNetwork(`
ip address add 10.0.0.100/32 dev lo; ip address add 10.0.0.101/32 dev lo
in_client ip route add 10.0.0.100 via 10.0.0.2; in_client ip route add 10.0.0.101 via 10.0.0.2
watch() {
  nft 'add table ip seen; add set ip seen marks { type inet_service . mark; flags dynamic; }
    add chain ip seen input { type filter hook input priority 0; }
    add rule ip seen input iifname "eth0" update @marks { tcp dport . meta mark }'
}
watch
${twice(run)}
(${check}) | grep -c 'meta mark set'
${knock('10.0.0.100', 80, 81)}${knock('10.0.0.101', 21, 9999, 10_000, 20_000, 20_001)}
${seen}
nft -f /etc/nftables.conf
watch
${knock('10.0.0.100', 80)}
${seen}
grep -c lvs_marks /etc/nftables.conf
(${undo}) >/dev/null
nft list tables | grep -c lvs_marks || true
grep -c lvs_marks /etc/nftables.conf || true
`);
    const [count, first = '', second, ...rest] = out.trim().split('\n');
    expect(count).toBe('3');
    const [web, ftp, none] = ['0x00000050', '0x00000015', '0x00000000'];
    expect(first.split(',').sort()).toEqual(
      [
        `80.${web}`,
        `81.${none}`,
        `21.${ftp}`,
        `9999.${none}`,
        `10000.${ftp}`,
        `20000.${ftp}`,
        `20001.${none}`,
      ].sort(),
    );
    expect(second).toBe(`80.${web}`);
    expect(rest).toEqual(['1', '0', '0']);
  });

  test('translates the data connections of active FTP, and forwards them', async () => {
    const ftp = recipe(markedFile, 'primary', 'ftp-active');
    const forwarding = recipe(markedFile, 'primary', 'forwarding', 'any');
    const call = (port: number) =>
      `in_server "$NODE" -e 'const s = require("net").connect({ host: "10.0.0.1", port: 9, localPort: ${port} });
s.on("error", () => {}); setTimeout(() => s.destroy(), 500);'\n`;
    const out = await inNetwork(`
in_client nft 'add table ip seen; add set ip seen callers { type ipv4_addr; flags dynamic; }
  add chain ip seen input { type filter hook input priority 0; }
  add rule ip seen input tcp flags syn update @callers { ip saddr }'
seen() { in_client nft list set ip seen callers | tr -d ' \\n\\t' | sed 's/.*elements={//; s/}.*//'; echo; in_client nft flush set ip seen callers; }
in_client ip route add 192.168.10.0/24 via 10.0.0.2
sysctl -q -w net.ipv4.ip_forward=0
${call(20)}seen
(${forwarding.run}) >/dev/null
${twice(ftp.run)}
${call(20)}seen
${call(2000)}seen
(${ftp.undo}) >/dev/null
${call(20)}seen
`);
    const told = out.trimEnd().split('\n');
    // Nothing comes through at first: the whole set is printed, without elements.
    expect(told[0]).not.toContain('10.0.0.2');
    expect(told.slice(1)).toEqual(['10.0.0.2', '192.168.10.11', '192.168.10.11']);
  });

  test('turns packets for the floating address to a real server that does not have it', async () => {
    const file = markedFile
      .replace('network = nat', 'network = direct')
      .replaceAll('192.168.10.11', '10.0.0.2')
      .replaceAll('fwmark', '# fwmark');
    const { run, undo } = recipe(file, '10.0.0.2', 'redirect');
    const ask = `in_client timeout 5 bash -c 'exec 3<>/dev/tcp/10.0.0.100/80 && cat <&3' 2>/dev/null || echo nobody\n`;
    const out = await inNetwork(`
in_client ip route add 10.0.0.100 via 10.0.0.2
"$NODE" -e 'require("net").createServer((s) => s.end("rs1\\n")).listen(80, () => console.error("ready"))' 2>/run/said &
node=$!
trap 'kill $client $server $node' EXIT
until grep -q ready /run/said; do sleep 0.1; done
${twice(run)}
${ask}
(${undo}) >/dev/null
ip route add unreachable 10.0.0.100
${ask}
`);
    expect(out.trim().split('\n')).toEqual(['rs1', 'nobody']);
  });
});
