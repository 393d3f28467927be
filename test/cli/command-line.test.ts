import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Tools } from '../../src/cli/command.js';
import { commands, runCommandLine } from '../../src/cli/index.js';
import { ConsoleError } from '../../src/core/problem.js';
import { readSettings, type Settings } from '../../src/settings.js';

/** Runs a command line with what it is given, and returns all it said. */
async function run(args: readonly string[], tools: Partial<Tools> = {}, typed = '', isTTY = false) {
  const stdin = Object.assign(new PassThrough(), { isTTY, setRawMode: () => undefined });
  stdin.end(typed);
  const output = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') =>
    new PassThrough({ encoding: 'utf8' }).on('data', (chunk: string) => {
      output[name] += chunk;
    });
  const io = { stdin, stdout: Object.assign(stream('stdout'), { isTTY }), stderr: stream('stderr') };
  const never = async (): Promise<never> => {
    throw new Error('not part of this test');
  };
  const all: Tools = {
    version: '1.2.3',
    readSettings: (flags) => readSettings(flags, {}),
    prepare: never,
    serve: never,
    engine: () => {
      throw new Error('this test starts no engine');
    },
    liveTable: () => {
      throw new Error('this test looks at no table');
    },
    routers: () => {
      throw new Error('this test asks no routers');
    },
    preflights: () => {
      throw new Error('this test looks at no routers');
    },
    otherRouter: () => {
      throw new Error('this test reaches no other router');
    },
    around: never,
    saveImport: never,
    versions: () => {
      throw new Error('this test opens no versions');
    },
    exportConsole: never,
    rebuildConsole: never,
    trials: () => {
      throw new Error('this test tries nothing');
    },
    overrides: () => {
      throw new Error('this test gives no weight');
    },
    probes: () => {
      throw new Error('this test probes nothing');
    },
    audit: () => {
      throw new Error('this test records nothing');
    },
    auditTrouble: () => undefined,
    places: never,
    readClientSettings: never,
    connectToConsole: never,
    setPassword: never,
    readUsers: never,
    readGroups: never,
    removeUser: never,
    readCertificate: never,
    makeCertificate: never,
    ...tools,
  };
  const status = await runCommandLine(args, io, all);
  return { status, ...output };
}

describe('The command line', () => {
  test.each([['--help'], ['-h'], ['help']])('lists its commands with %s', async (flag) => {
    const { status, stdout, stderr } = await run([flag]);
    expect([status, stderr]).toEqual([0, '']);
    for (const { name, summary } of commands)
      expect(stdout).toMatch(new RegExp(`^  ${name} +${escaped(summary)}$`, 'm'));
  });

  test.each(commands.map(({ name }) => name))('explains %s with --help, wherever it stands', async (name) => {
    for (const args of [
      [name, '--help'],
      [name, '-h'],
      [name, '--port', '80', '--help'],
    ]) {
      const { status, stdout, stderr } = await run(args);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toContain(`lvs-console ${name === 'serve' ? '[serve]' : name}`);
    }
  });

  test('prints its version', async () => {
    expect(await run(['--version'])).toEqual({ status: 0, stdout: '1.2.3\n', stderr: '' });
  });

  test('names the commands there are instead of an unknown one', async () => {
    const { status, stdout, stderr } = await run(['starrt']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('There is no command "starrt".');
    for (const { name } of commands) expect(stderr).toContain(name);
  });

  test.each([
    [['serve', '--prot', '80'], "Unknown option '--prot'"],
    [['--prot', '80'], "Unknown option '--prot'"],
    [['serve', 'extra'], 'extra'],
    [['serve', '--port'], '--port'],
    [['passwd', 'one', 'two'], 'one user at a time'],
  ])('%j is wrongly called', async (args, sentence) => {
    const { status, stdout, stderr } = await run(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(sentence);
    expect(stderr).toContain('--help');
  });

  test('says in one sentence which setting is wrong', async () => {
    expect(await run(['serve', '--port', 'x'])).toEqual({
      status: 1,
      stdout: '',
      stderr: 'lvs-console: --port: expects a port, 0 to 65535 (0 takes a free one), not "x"\n',
    });
  });

  test('says what failed and which commands help', async () => {
    const prepare = async (): Promise<never> => {
      const commands = ['chmod 700 /x'];
      throw new ConsoleError('file_unavailable', 'no_right', { path: '/x', action: 'write', commands });
    };
    const { status, stderr } = await run(['serve'], { prepare });
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^lvs-console: The account .* has no right to write \/x\.\n.*\n {2}chmod 700 \/x\n$/,
    );
  });
});

function escaped(text: string): string {
  return text.replace(/[()[\]]/g, '\\$&');
}

describe('passwd', () => {
  const kept: [string, string][] = [];
  const tools: Partial<Tools> = {
    prepare: async () => ({ hasUsers: false }),
    setPassword: async (_settings: Settings, user: string, password: string) => {
      kept.push([user, password]);
    },
  };
  const passwd = async (args: readonly string[], typed: string, isTTY = false) => {
    kept.length = 0;
    return run(['passwd', ...args], tools, typed, isTTY);
  };

  test('takes the first line of the standard input, for piranha unless named', async () => {
    expect(await passwd([], 'sept longues nuits\nmore\n')).toEqual({
      status: 0,
      stdout: 'Password of piranha set.\n',
      stderr: '',
    });
    expect(kept).toEqual([['piranha', 'sept longues nuits']]);
    await passwd(['marie'], '$(reboot); `x` | & "\'\r\n');
    expect(kept).toEqual([['marie', '$(reboot); `x` | & "\'']]);
  });

  test('asks twice in a terminal and shows nothing of what is typed', async () => {
    const { status, stdout } = await passwd([], 'sept longues nuits\nsept longues nuits\n', true);
    expect(status).toBe(0);
    expect(stdout).toBe('New password for piranha: \nOnce more: \nPassword of piranha set.\n');
    expect(kept).toEqual([['piranha', 'sept longues nuits']]);
  });

  test.each([
    ['the second answer differs', 'sept longues nuits\nsept longues jours\n', 'the two are not the same'],
    ['the terminal is closed', 'sept longues nuits\n', 'stopped'],
    ['Ctrl-C is pressed', '\u0003', 'stopped'],
  ])('changes nothing when %s', async (_when, typed, sentence) => {
    const { status, stderr } = await passwd([], typed, true);
    expect([status, kept]).toEqual([1, []]);
    expect(stderr).toContain(`${sentence}; nothing was changed`);
  });

  test.each([
    ['', 'empty'],
    ['short\n', 'shorter than 10'],
    [`${'x'.repeat(1_000_000)}\n`, 'longer than 72 bytes'],
    ['my piranha bites\n', 'the name of the user'],
    ['aaaaaaaaaaaaa\n', 'fewer than 5 different'],
    ['zero\0 and more\n', 'control character'],
  ])('refuses a weak password', async (typed, sentence) => {
    const { status, stdout, stderr } = await passwd([], typed);
    expect([status, stdout, kept]).toEqual([1, '', []]);
    expect(stderr).toContain(sentence);
  });
});

describe('serve', () => {
  const failing = (code: string) => async (): Promise<never> => {
    throw Object.assign(new Error(`listen ${code}`), { code });
  };
  const prepare = async () => ({ hasUsers: true });

  test.each([
    ['EADDRINUSE', 'Port 3636 of localhost is in use'],
    ['EACCES', 'Port 3636 is reserved to root'],
    ['EADDRNOTAVAIL', 'localhost is not an address of this machine'],
    ['ENOTFOUND', 'localhost cannot be resolved'],
  ])('says in one sentence why it cannot listen: %s', async (code, sentence) => {
    const { status, stdout, stderr } = await run(['serve'], { prepare, serve: failing(code) });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(sentence);
  });

  test('shows the first password although it cannot listen then: it exists nowhere else', async () => {
    const firstUser = { user: 'piranha', password: 'abcd-efgh-jkmn-pqrs' };
    const made = async () => ({ hasUsers: true, firstUser });
    const { status, stdout } = await run(['serve'], { prepare: made, serve: failing('EADDRINUSE') });
    expect(status).toBe(1);
    expect(stdout).toContain('  user      piranha\n  password  abcd-efgh-jkmn-pqrs\n');
  });

  test('makes a password only when somebody sees it', async () => {
    const shown: boolean[] = [];
    const watch = async (_settings: Settings, mayShow: boolean) => {
      shown.push(mayShow);
      throw new Error('far enough');
    };
    await run(['serve'], { prepare: watch }, '', true);
    await run(['serve'], { prepare: watch }, '', false);
    expect(shown).toEqual([true, false]);
  });
});

describe('What a console answers', () => {
  const answering = (type: string, body: string, encoding: BufferEncoding): Partial<Tools> => ({
    readClientSettings: async () => ({ origin: '', user: '', passwordFile: undefined, ca: undefined }),
    connectToConsole: async () => ({
      origin: '',
      ask: async () => ({
        ...{ status: 200, type, revision: '"\u009b2J"' },
        body: Buffer.from(body, encoding),
      }),
    }),
  });
  const get = ['api', 'GET', 'lvs.cf', '--revision'];
  const ofFile = answering('text/plain', '# \u00c0 tab\there \u001b]0;gone\u0007\u009b2J\nend\n', 'utf8');
  const ofJson = answering('application/json', '{"name":"\u00c0\u009b2J"}', 'utf8');

  test('is shown in a terminal without anything that the terminal would obey', async () => {
    const file = await run(get, ofFile, '', true);
    expect(file.stdout).toBe('# \u00c0 tab\there \\x1b]0;gone\\x07\\u{009b}2J\nend\n');
    expect(file.stderr).toBe('"?2J"\n');
    const json = await run(get, ofJson, '', true);
    expect(json.stdout).toBe('{\n  "name": "\u00c0\\u{009b}2J"\n}\n');
    const bytes = answering('text/plain', '# \u00e9t\u00e9\n', 'latin1');
    expect((await run(get, bytes, '', true)).stdout).toBe('# \u00e9t\u00e9\n');
  });

  test('goes into a file byte for byte', async () => {
    expect((await run(get, ofFile)).stdout).toContain('here \u001b]0;gone\u0007\u009b2J\n');
  });
});

test.each(['constructor=1', 'toString=1'])('%s is no key of a block', async (word) => {
  const { status, stderr } = await run(['set', 'web', word]);
  expect([status, stderr]).toEqual([2, expect.stringContaining('has no key')]);
});
