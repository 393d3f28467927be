import { describe, expect, it } from 'vitest';
import { addedProblems } from '../../../src/core/lvscf/added-problems.js';
import { readConfig } from '../../../src/core/lvscf/config.js';

const file = `serial_no = 7
primary = 192.0.2.1
virtual HTTP {
  active = 1
  address = 198.51.100.1 eth0:1
  port = 80
  persistent = 300
  server web1 {
    address = 10.0.0.11
    active = 1
  }
}
`;

/** The codes of what a change from one text to another adds. */
const added = (before: string, after: string) =>
  addedProblems(readConfig(before), readConfig(after)).map(({ code }) => code);

describe('a save must not add problems', () => {
  it('a line that the original refuses counts always', () => {
    expect(added(file, file.replace('port = 80', 'port = HTTP'))).toEqual(['service_unknown']);
    expect(added(file, file.replace('port = 80', 'port = HTTP').replace('active = 1', 'active = 0'))).toEqual(
      ['service_unknown'],
    );
  });

  it('a broken value counts in an active virtual server only', () => {
    const timeout = file.replace('port = 80', 'port = 80\n  timeout = 0');
    expect(added(file, timeout)).toEqual(['number_range']);
    expect(added(file, timeout.replace('active = 1', 'active = 0'))).not.toContain('number_range');
  });

  it('a block that is left open counts, though the original takes it', () => {
    expect(added(file, file.replace(/}\n$/, ''))).toEqual(['block_not_closed']);
  });

  it('an empty file counts', () => {
    expect(added(file, '')).toEqual(['empty_file']);
  });

  it('advice never counts', () => {
    expect(added(file, `${file}keepalive = "6"\n`)).toEqual([]);
  });
});

describe('a problem that was there before does not count', () => {
  const wrong = file.replace('port = 80', 'port = 80\n  timeout = 0');

  it('wherever its line is now', () => {
    expect(added(wrong, `# one line more\n${wrong}`)).toEqual([]);
  });

  it('after its block got another name', () => {
    expect(added(wrong, wrong.replace('HTTP', 'WEB'))).toEqual([]);
  });

  it('unless it is there twice now', () => {
    expect(added(wrong, wrong + wrong.slice(wrong.indexOf('virtual')).replace('HTTP', 'WEB'))).toContain(
      'number_range',
    );
  });

  it('unless its value is another one', () => {
    expect(added(wrong, wrong.replace('timeout = 0', 'timeout = -1'))).toEqual(['number_range']);
  });
});

describe('a save must not put to work what cannot work', () => {
  const wrong = file.replace('port = 80', 'port = 80\n  timeout = 0');

  it('a broken virtual server can be saved while it is down, and not activated', () => {
    const down = wrong.replace('  active = 1', '  active = 0');
    expect(added(file.replace('  active = 1', '  active = 0'), down)).toEqual([]);
    expect(added(down, wrong)).toEqual(['number_range']);
  });

  it('a broken real server counts when it and its virtual server are active', () => {
    const server = file.replace('10.0.0.11', '010.0.0.11');
    const down = server.replace('    active = 1', '    active = 0');
    expect(added(file, server)).toEqual(['address_form']);
    expect(added(file, down)).toEqual([]);
    expect(added(down, server)).toEqual(['address_form']);
  });
});

describe('two virtual servers that share a mark', () => {
  const marked = file.replace('  port = 80', '  port = 80\n  fwmark = 80');
  const second = marked
    .slice(marked.indexOf('virtual'))
    .replace('virtual HTTP', 'virtual HTTPS')
    .replace('port = 80', 'port = 443');
  const both = marked + second;

  it('can be changed one after the other, though they differ in between', () => {
    const between = both.replace('persistent = 300', 'persistent = 600');
    expect(added(both, between)).toEqual([]);
    expect(added(between, between.replace('port = 80', 'port = 80\n  scheduler = rr'))).toEqual([]);
  });

  it('are not put to work together as long as they differ', () => {
    const differs = marked + second.replace('persistent = 300', 'persistent = 600');
    const down =
      marked + second.replace('persistent = 300', 'persistent = 600').replace('active = 1', 'active = 0');
    expect(added(down, differs)).toEqual(['shared_mark_differs']);
  });
});
