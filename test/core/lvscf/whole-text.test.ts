import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/core/lvscf/config.js';
import {
  converted,
  nearlyEmpty,
  removableLines,
  replaceText,
  serialText,
  withoutLine,
} from '../../../src/core/lvscf/whole-text.js';
import { ConsoleError } from '../../../src/core/problem.js';

const file = `serial_no = 7
# our pair
primary = 192.0.2.1
virtual HTTP {
  active = 1
  address = 198.51.100.1 eth0:1
  persistent = 300
}
`;

/** The file as a person leaves it after being shown the first text. */
const replaced = (before: string, text: string, shown = before) =>
  replaceText(readConfig(before), text, serialText(readConfig(shown)));

/** The codes and lines of the problems for which a text is refused. */
function refusal(save: () => string) {
  try {
    return { saved: save() };
  } catch (error) {
    if (!(error instanceof ConsoleError)) throw error;
    return {
      reason: error.reason,
      problems: error.problems.map(({ code, place }) => `${code} ${place.line}`),
    };
  }
}

describe('a text in place of the file', () => {
  it('is written as it is, with the next serial number', () => {
    const text = file.replace('192.0.2.1', '192.0.2.9').replace('# our pair\n', '');
    expect(replaced(file, text)).toBe(text.replace('serial_no = 7', 'serial_no = 8'));
  });

  it('keeps the serial number that somebody set', () => {
    const text = file.replace('serial_no = 7', 'serial_no = 2024010101');
    expect(replaced(file, text)).toBe(text);
    expect(replaced(file, file.replace('serial_no = 7\n', ''))).toBe(file.replace('serial_no = 7\n', ''));
  });

  it('gets a serial number when there was none', () => {
    const bare = file.replace('serial_no = 7\n', '');
    expect(replaced(bare, `${bare}keepalive = 6\n`)).toBe(`serial_no = 1\n${bare}keepalive = 6\n`);
  });

  it('takes the number after the one that somebody else saved meanwhile', () => {
    const now = file.replace('serial_no = 7', 'serial_no = 9');
    const text = file.replace('# our pair', '# mine');
    expect(replaced(now, text, file)).toBe(text.replace('serial_no = 7', 'serial_no = 10'));
  });

  it('that is the same stays the same, number and all', () => {
    expect(replaced(file, file)).toBe(file);
  });

  it('with a line that the original refuses is refused, at the line as typed', () => {
    const bare = file.replace('serial_no = 7\n', '');
    expect(refusal(() => replaced(bare, `${bare}colour = red\n`))).toEqual({
      reason: 'adds_problems',
      problems: ['unknown_keyword 8'],
    });
  });

  it('that is empty is refused', () => {
    expect(refusal(() => replaced(file, ''))).toMatchObject({ problems: ['empty_file 0'] });
  });

  it('of a file with carriage returns is refused: that one is converted first', () => {
    const returns = file.replaceAll('\n', '\r\n');
    expect(refusal(() => replaced(returns, file))).toMatchObject({ reason: 'carriage_returns' });
    expect(refusal(() => withoutLine(readConfig(returns), 1))).toMatchObject({ reason: 'carriage_returns' });
  });
});

describe('a wrong file is repaired step by step', () => {
  const wrong = `${file}colour = red\nshape = round\n`;

  it('one of two wrong lines may stay', () => {
    const text = wrong.replace('shape = round\n', '');
    expect(replaced(wrong, text)).toBe(text.replace('serial_no = 7', 'serial_no = 8'));
  });

  it('a brace in its place uncovers what is wrong in lines that nobody touched', () => {
    const before = file.replace('  persistent = 300\n', '  persistent = 300\n}\n  port = HTTP\n');
    const after = before.replace('300\n}\n', '300\n');
    expect(replaced(before, after)).toBe(after.replace('serial_no = 7', 'serial_no = 8'));
  });

  it('a line that was right and is wrong now is still refused', () => {
    expect(refusal(() => replaced(wrong, wrong.replace('192.0.2.1', '0.0.0.0')))).toMatchObject({
      problems: ['address_zero 3'],
    });
  });

  it('a NUL byte that hid the rest of the file goes, and the rest is read', () => {
    const hidden = `${file}\0\ncolour = red\n`;
    expect(withoutLine(readConfig(hidden), 9)).toBe(
      `${file.replace('serial_no = 7', 'serial_no = 8')}colour = red\n`,
    );
  });
});

describe('a line that is taken out', () => {
  /** For each problem the line that is offered, or none. */
  const offered = (text: string) => {
    const config = readConfig(text);
    const lines = removableLines(config);
    return config.problems.map((problem) => `${problem.code} ${lines.get(problem) ?? '-'}`);
  };

  it.each([
    ['an unknown keyword', `${file}colour = red\n`, 'unknown_keyword 9'],
    ['a closing brace too many', `${file}}\n`, 'stray_close 9'],
    ['a key of another scope', `${file}scheduler = rr\n`, 'keyword_elsewhere 9'],
    ['of a repeated key the line that is in vain', `${file}primary = 192.0.2.2\n`, 'repeated_keyword 3'],
    ['an obsolete key', `${file}sync = 1\n`, 'obsolete_keyword 9'],
    ['bad quoting', `${file}rsh_command = "ssh x\n`, 'bad_quoting 9'],
    ['a bad word that closes a block', file.replace('  address', '  "x\n  address'), 'quote_closes_block 6'],
  ])('%s', (_title, text, line) => {
    expect(offered(text)).toContain(line);
    const config = readConfig(text);
    const [[, number] = []] = [...removableLines(config)];
    const after = readConfig(withoutLine(config, number ?? 0));
    expect(after.problems.length).toBeLessThan(config.problems.length);
  });

  it.each([
    ['a block that opens in the wrong place', `server web1 {\n}\n${file}`, 'keyword_elsewhere -'],
    ['a block without its brace', file.replace('HTTP {', 'HTTP{'), 'brace_missing -'],
    ['a value that the panels can mend', `${file}keepalive = soon\n`, 'number_expected -'],
    ['a line that is right but for its byte order mark', `\xef\xbb\xbf${file}`, 'unknown_keyword -'],
  ])('is not offered for %s', (_title, text, line) => {
    expect(offered(text)).toContain(line);
  });

  it('takes its line and nothing else', () => {
    expect(withoutLine(readConfig(`${file}colour = red\n`), 9)).toBe(
      file.replace('serial_no = 7', 'serial_no = 8'),
    );
  });
});

describe('a conversion', () => {
  it('makes every line end a line feed, with the next serial number', () => {
    expect(converted(readConfig(file.replaceAll('\n', '\r\n')))).toBe(
      file.replace('serial_no = 7', 'serial_no = 8'),
    );
  });

  it('uncovers problems and is not refused for them', () => {
    expect(converted(readConfig('serial_no = 1\r\ncolour = red\r\n'))).toBe('serial_no = 2\ncolour = red\n');
  });

  it('leaves a plain text alone', () => {
    expect(converted(readConfig(file))).toBe(file);
  });
});

describe('the text to begin with', () => {
  it('has nothing that the original refuses, and nothing that is there twice', () => {
    const { problems } = readConfig(nearlyEmpty());
    expect(problems.filter(({ severity }) => severity === 'refused')).toEqual([]);
    expect(nearlyEmpty()).toMatch(/^serial_no = 1\nservice = lvs\n/);
    expect(nearlyEmpty()).toMatch(/^network = nat$/m);
  });
});
