import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageFolder } from '../../src/settings.js';
import { readCorpus } from '../support/corpus.js';
import { runCommand } from '../support/run-command.js';

const file = `serial_no = 7
primary = 192.0.2.1
network = direct
nat_router = 10.0.0.254 eth1:1
virtual HTTP {
     active = 1
     address = 192.0.2.100 eth0:1
     port = 8080
     send = "GET /\\r\\n"
     server web1 {
         address = 192.0.2.11
     }
}
failover old {
     dirs = [ a b ]
}
`;

/** The line of the table that has these words at its beginning. */
const lineOf = (table: string, words: string) =>
  table
    .split('\n')
    .map((line) => line.replace(/ {2,}/g, '  '))
    .find((line) => line.trim().startsWith(words))
    ?.trim();

describe('show', () => {
  test('prints a table of every value, and marks what the file does not state', async () => {
    const { status, stdout, stderr } = await runCommand(['show', '-'], file);
    expect([status, stderr]).toEqual([0, '']);
    expect(lineOf(stdout, 'serial_no')).toBe('serial_no  7');
    expect(lineOf(stdout, 'keepalive')).toBe('keepalive  2  (default)');
    expect(lineOf(stdout, 'primary_shared')).toBe('primary_shared  (none)');
    expect(lineOf(stdout, 'primary_private')).toBe('primary_private  192.0.2.1  (default)');
    expect(lineOf(stdout, 'nat_router')).toBe('nat_router  10.0.0.254 eth1:1');
    expect(lineOf(stdout, 'send  "')).toBe('send  "GET /\\r\\n"');
    expect(lineOf(stdout, 'dirs  [')).toBe('dirs  [ a b ]');
    expect(stdout).toMatch(/^virtual HTTP\n {4}active +1\n {4}address +192\.0\.2\.100 eth0:1\n/m);
    expect(stdout).toMatch(/^ {4}server web1\n {8}address +192\.0\.2\.11\n {8}active +0 {2}\(default\)\n/m);
    expect(stdout).toMatch(/^ {8}port +8080 {2}\(default\)$/m);
  });

  test('prints the same as JSON', async () => {
    const { status, stdout } = await runCommand(['show', '--json', '-'], file);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      serial_no: 7,
      keepalive: 2,
      hard_shutdown: true,
      primary_shared: null,
      nat_router: { address: '10.0.0.254', device: 'eth1:1' },
      virtual: [
        {
          name: 'HTTP',
          active: true,
          address: { address: '192.0.2.100', device: 'eth0:1' },
          send: '"GET /\\r\\n"',
          server: [{ name: 'web1', address: '192.0.2.11', active: false, port: 8080, weight: 1 }],
        },
      ],
      failover: [{ name: 'old', dirs: ['a', 'b'] }],
    });
  });

  test('prints JSON of every file of the corpus', async () => {
    for (const { name, bytes } of readCorpus(join(packageFolder, 'test/corpus'))) {
      const { stdout } = await runCommand(['show', '--json', '-'], bytes);
      expect(Object.keys(JSON.parse(stdout)), name).toContain('virtual');
      expect(stdout.replaceAll('\n', ''), name).not.toMatch(/\p{C}/u);
    }
  });

  test('shows names in their own letters, and nothing that acts on the terminal', async () => {
    const text = 'virtual caf\xe9\x1b[2J {\n     send = "\xe2\x80\xae\x9b"\n}\n';
    const table = await runCommand(['show', '-'], Buffer.from(text, 'latin1'));
    expect(table.stdout).toContain('virtual café\\x1b[2J\n');
    expect(table.stdout.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
    const { stdout } = await runCommand(['show', '--json', '-'], Buffer.from(text, 'latin1'));
    expect(JSON.parse(stdout).virtual[0].name).toBe('café\x1b[2J');
    expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
  });

  test('says when the daemons would refuse the file', async () => {
    const { status, stdout, stderr } = await runCommand(['show', '-'], `${file}colour = red\n`);
    expect(status).toBe(1);
    expect(lineOf(stdout, 'serial_no')).toBe('serial_no  7');
    expect(stderr).toBe('lvs-console: - has one error, so the daemons refuse it; see lvs-console check\n');
  });

  test.each([
    [['show'], 'name one file'],
    [['show', 'a', 'b'], 'name one file'],
    [['show', '--xml', 'a'], "Unknown option '--xml'"],
    [['show', '/does/not/exist.cf'], 'there is no such file'],
  ])('%j ends with 2 and a sentence', async (args, sentence) => {
    const { status, stdout, stderr } = await runCommand(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(sentence);
  });
});
