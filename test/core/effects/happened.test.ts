import { describe, expect, it } from 'vitest';
import { fatesOf } from '../../../src/core/effects/happened.js';
import { procText, tableOf } from '../ipvs/captures.js';

const tableWith = (...lines: string[]) => tableOf(procText(...lines));

const web = 'TCP  C6336401:0050 wlc ';
const web1 = (active: number, inactive: number) =>
  `  -> 0A00000B:0050      Masq    1      ${active}         ${inactive}`;
const web2 = (active: number) => `  -> 0A00000C:0050      Masq    1      ${active}         0`;
const named = [{ key: 'TCP 198.51.100.1:80', virtual: 'HTTP' }];
const count = (active: number, inactive = 0) => ({ active, inactive });

describe('what became of the services of the kernel', () => {
  it('is kept, with the connections before and after', () => {
    const fates = fatesOf(tableWith(web, web1(12, 3)), tableWith(web, web1(13, 2)), named, named);
    expect(fates).toEqual([
      {
        fate: 'kept',
        virtual: 'HTTP',
        service: 'TCP 198.51.100.1:80',
        was: '',
        before: count(12, 3),
        after: count(13, 2),
        cut: count(0),
      },
    ]);
  });

  it('counts the connections to a server that is not there any more', () => {
    const [fate] = fatesOf(tableWith(web, web1(12, 3), web2(4)), tableWith(web, web2(5)), named, named);
    expect(fate).toMatchObject({ fate: 'kept', before: count(16, 3), after: count(5), cut: count(12, 3) });
  });

  it('is re-created where its virtual server is another service now: all connections are cut', () => {
    const now = [{ key: 'TCP 198.51.100.1:81', virtual: 'HTTP' }];
    const fates = fatesOf(
      tableWith(web, web1(12, 3)),
      tableWith('TCP  C6336401:0051 wlc ', web1(0, 0)),
      named,
      now,
    );
    expect(fates).toMatchObject([
      {
        fate: 'recreated',
        service: 'TCP 198.51.100.1:81',
        was: 'TCP 198.51.100.1:80',
        before: count(12, 3),
        cut: count(12, 3),
      },
    ]);
  });

  it('is gone and new where nobody knows what ran before', () => {
    const now = [{ key: 'FWM 5', virtual: 'HTTP' }];
    const fates = fatesOf(tableWith(web, web1(12, 3)), tableWith('FWM  00000005 wlc '), [], now);
    expect(fates.map(({ fate, service, virtual }) => [fate, service, virtual])).toEqual([
      ['new', 'FWM 5', 'HTTP'],
      ['gone', 'TCP 198.51.100.1:80', ''],
    ]);
    expect(fates[1]?.cut).toEqual(count(12, 3));
  });
});
