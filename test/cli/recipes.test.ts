import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { goldenFolder } from '../support/golden.js';
import { runCommand } from '../support/run-command.js';

const file = join(goldenFolder('fwmark'), 'lvs.cf');

describe('recipes', () => {
  test('lists the machines of a file with what there is to do on each', async () => {
    const { status, stdout } = await runCommand(['recipes', file]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^primary \([\d.]+\)\n {2}modules +any\n/);
    expect(stdout).toMatch(/\n {2}marks +iptables-debian iptables-redhat nft\n/);
    expect(stdout).toMatch(/\n\d+\.\d+\.\d+\.\d+ \([^)]+\)\n/);
  });

  test('prints one way as a script for a shell', async () => {
    const way = ['--machine', 'primary', '--recipe', 'marks', '--form', 'nft'];
    const { status, stdout } = await runCommand(['recipes', ...way, file]);
    expect(status).toBe(0);
    expect(stdout).toContain('meta mark set 80\n');
    expect(stdout).toMatch(/^#!\/bin\/sh\n# Firewall marks \(nft\)\n/);
    expect(stdout).toContain('\n# Undo:\n#   nft delete table ip lvs_marks\n');
    execFileSync('sh', ['-n'], { input: stdout });
  });

  test('prints all there is for a machine', async () => {
    const { status, stdout } = await runCommand(['recipes', '--machine', 'backup', file]);
    expect(status).toBe(0);
    expect(stdout.match(/^#!\/bin\/sh$/gm)?.length).toBeGreaterThan(5);
  });

  test.each([
    [['--machine', 'nobody'], 1, 'has no machine nobody'],
    [['--machine', 'primary', '--recipe', 'tunnel', '--form', 'systemd'], 1, 'nothing of this name'],
    [['--machine', 'primary', '--recipe', 'marks'], 2, 'give --recipe and --form'],
    [['--recipe', 'marks', '--form', 'nft'], 2, 'say which machine'],
    [['--machine', 'primary', '--device', 'eth0;x'], 2, 'eth0;x is no network device'],
  ])('says what is wrong with %j', async (words, wanted, sentence) => {
    const { status, stderr, stdout } = await runCommand(['recipes', ...words, file]);
    expect([status, stdout]).toEqual([wanted, '']);
    expect(stderr).toContain(sentence);
  });

  test('says that a file cannot be read, and wants one', async () => {
    expect((await runCommand(['recipes', '/nowhere/lvs.cf'])).status).toBe(2);
    expect((await runCommand(['recipes'])).status).toBe(2);
  });
});
