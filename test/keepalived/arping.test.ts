/** Who has a floating address, asked by the real program in a network of its own. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { whoHas } from '../../src/adapters/reach/arping.js';
import type { RunProgram } from '../../src/core/machine/program.js';

// A busy machine takes its time for networks.
vi.setConfig({ testTimeout: 240_000 });

const remembered = '02:00:00:00:00:09';
const otherHolder = '02:00:00:00:00:02';

/** A router (10.0.0.2) and a neighbour, which remembers who had the floating address 10.0.0.100 last. */
const network = `
unshare -n sleep 600 >/dev/null 2>&1 & there=$!
trap 'kill $there' EXIT
until [ "$(readlink /proc/$there/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.1; done
at_neighbour() { nsenter -t $there -n -- "$@"; }
ip link add eth0 type veth peer name c0 address ${otherHolder}
ip link set c0 netns $there
ip address add 10.0.0.2/24 dev eth0; ip link set eth0 up
at_neighbour ip address add 10.0.0.1/24 dev c0
at_neighbour ip link set c0 up
at_neighbour ip neigh replace 10.0.0.100 lladdr ${remembered} dev c0 nud stale
`;

/** Runs each program in that network, made anew, and keeps what the neighbour remembers afterwards. */
function inNetwork(before: string): { readonly run: RunProgram; readonly neighbour: () => string } {
  let neighbour = '';
  const run: RunProgram = async (program, args) => {
    const words = process.getuid?.() === 0 ? ['-n', '-m'] : ['-U', '-r', '-n', '-m'];
    const asking = [program, ...args].map((word) => `'${word}'`).join(' ');
    const steps = `${network}\n${before}\n${asking} || true\necho; echo then\nat_neighbour ip neigh show 10.0.0.100`;
    const { stdout } = await promisify(execFile)('unshare', [...words, 'sh', '-e', '-c', steps]);
    const [output = '', then = ''] = stdout.split('\nthen\n');
    neighbour = then;
    return { status: 0, because: undefined, output, stdout: output };
  };
  return { run, neighbour: () => neighbour };
}

const here = 'ip address add 10.0.0.100/32 dev eth0';
const there = 'at_neighbour ip address add 10.0.0.100/32 dev c0';

describe('A router that asks who has a floating address', () => {
  test('hears another holder while it holds the address itself', async () => {
    const { run } = inNetwork(`${here}\n${there}`);
    expect(await whoHas(run, '10.0.0.100', 'eth0', true)).toMatchObject({ value: [otherHolder] });
  });

  test('changes nothing in what its neighbours know when it holds the address itself', async () => {
    const { run, neighbour } = inNetwork(here);
    expect(await whoHas(run, '10.0.0.100', 'eth0', true)).toMatchObject({ value: [] });
    expect(neighbour()).toContain(remembered);
  });

  test('hears the holder when it does not hold the address', async () => {
    const { run } = inNetwork(there);
    expect(await whoHas(run, '10.0.0.100', 'eth0', false)).toMatchObject({ value: [otherHolder] });
  });
});
