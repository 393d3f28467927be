/** The tutorial that grows: two web servers, a third one, then shares of 3:1:1 on two routers. */

import * as documents from '../../../test/core/import/documents.js';
import type { Lines, MachinePlan, Scenario, Step, Target } from '../scenario.js';
import { imported, printedTable } from './imported.js';
import { apply, routerProgram } from './router-program.js';

const vip = '192.168.56.10';
const website: Target = { kind: 'http', address: vip, port: 80 };

function router(name: string, outside: number, inside: number): MachinePlan {
  return {
    name,
    does: 'balance',
    cards: [
      { device: 'enp0s3', network: 'bridged', address: `192.168.56.${outside}/24` },
      { device: 'enp0s8', network: 'internal', address: `192.168.200.${inside}/24` },
    ],
    kernel: { ip_forward: 1 },
    programs: routerProgram,
  };
}

function web(name: string, host: number): MachinePlan {
  return {
    name,
    does: 'serve',
    cards: [{ device: 'enp0s3', network: 'internal', address: `192.168.200.${host}/24` }],
    gateway: '192.168.200.250',
    offers: [{ kind: 'http', port: 80 }],
  };
}

const lb1 = router('lb1', 11, 251);

const machines: readonly MachinePlan[] = [
  {
    name: 'client',
    does: 'ask',
    cards: [{ device: 'enp0s3', network: 'bridged', address: '192.168.56.1/24' }],
  },
  lb1,
  router('lb2', 12, 252),
  web('web1', 11),
  web('web2', 12),
  web('web3', 13),
];

/** What an import makes of the files of both routers with these rules. */
function file(rules: string): string {
  return imported(
    [
      ['ha.cf', documents.coursePairHaCf],
      ['authkeys', documents.coursePairAuthkeys],
      ['haresources', documents.coursePairHaresources],
      ['hosts', '192.168.56.11 lb1\n192.168.56.12 lb2\n'],
      documents.courseDefaults,
      rules,
    ],
    { on: lb1 },
  );
}

/** Both routers apply the new file. */
function change(rules: string, lines: Lines): Step[] {
  return ['lb1', 'lb2'].flatMap((router) => [
    ...apply(router, file(rules)),
    { do: 'expect table', router, lines, within: 30 },
  ]);
}

const two = printedTable(documents.courseFirstTable);
const three = [...two, '-> 192.168.200.13:80 Masq 1'];

export const threeWebs: Scenario = {
  title: 'A third server is added while clients come, and shares of 3:1:1 are 30, 10 and 10 of 50 requests',
  machines,
  steps: [
    { do: 'configure', router: 'lb1', role: 'primary', lvsCf: file(documents.courseRules) },
    { do: 'configure', router: 'lb2', role: 'backup', lvsCf: file(documents.courseRules) },
    { do: 'start', router: 'lb1' },
    { do: 'wait', seconds: 2 },
    { do: 'start', router: 'lb2' },
    { do: 'expect holders', routers: ['lb1'], of: vip, within: 30 },
    { do: 'expect table', router: 'lb1', lines: two, within: 30 },
    { do: 'expect table', router: 'lb2', lines: two, within: 30 },
    { do: 'ask', to: [website], times: 10, answers: { counts: { web1: 5, web2: 5 }, inTurn: true } },
    { do: 'visit', visit: 'during the changes', to: website, everyMs: 100 },
    { do: 'wait', seconds: 1 },
    ...change(documents.courseThirdServer, three),
    { do: 'wait', seconds: 2 },
    ...change(documents.courseWeights, printedTable(documents.courseTable)),
    { do: 'wait', seconds: 1 },
    {
      do: 'leave',
      visit: 'during the changes',
      traffic: { lost: 0, gapSeconds: 1, answeredBy: ['web1', 'web2', 'web3'] },
    },
    { do: 'ask', to: [website], times: 50, answers: { counts: { web1: 30, web2: 10, web3: 10 } } },
  ],
};
