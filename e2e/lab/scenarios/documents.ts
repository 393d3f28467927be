/** The configurations of the tutorials and the course, run as an import makes them. */

import { createHash } from 'node:crypto';
import { changeVirtualServer } from '../../../src/core/lvscf/change.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import * as documents from '../../../test/core/import/documents.js';
import type { Lines, MachinePlan, Offer, Scenario, Step, Target } from '../scenario.js';
import { imported, printedTable, withBackup } from './imported.js';

/** The most seconds until checks have found out, and a router has done something about it: it is awaited, no longer. */
const foundOut = 60;

/** The alias and the kernel settings that the tutorials give each real server of direct routing. */
function hidden(vip: string, ...cards: readonly string[]): Pick<MachinePlan, 'addresses' | 'kernel'> {
  const kernel = ['all', ...cards].flatMap((card) => [
    [`conf/${card}/arp_ignore`, 1] as const,
    [`conf/${card}/arp_announce`, 2] as const,
  ]);
  return { addresses: [{ device: 'lo', address: `${vip}/32` }], kernel: Object.fromEntries(kernel) };
}

/** Both routers get these files and are started, the primary first, until it has the address and this table. */
function start(routers: readonly [string, string], lvsCf: string, vip: string, lines: Lines): Step[] {
  const [primary, backup] = routers;
  return [
    { do: 'configure', router: primary, role: 'primary', lvsCf },
    { do: 'configure', router: backup, role: 'backup', lvsCf },
    { do: 'start', router: primary },
    { do: 'expect table', router: primary, lines, within: foundOut },
    { do: 'expect holders', routers: [primary], of: vip, within: 30 },
    { do: 'start', router: backup },
    { do: 'expect table', router: backup, lines, within: foundOut },
  ];
}

/** The primary ends, the backup takes over and answers clients, and the primary takes everything back, with this table. */
function failover(
  routers: readonly [string, string],
  vip: string,
  lines: Lines,
  asks: readonly Step[],
): Step[] {
  const [primary, backup] = routers;
  return [
    { do: 'stop', router: primary },
    { do: 'expect holders', routers: [backup], of: vip, within: 15 },
    ...asks,
    { do: 'start', router: primary },
    { do: 'expect holders', routers: [primary], of: vip, within: 30 },
    { do: 'expect table', router: primary, lines, within: foundOut },
  ];
}

const tutorialVip = '192.168.1.30';
const tutorialRouters = ['lvs-master', 'lvs-backup'] as const;

function tutorialRouter(name: string, host: number): MachinePlan {
  const card = { device: 'eth1', network: 'vlan', address: `192.168.1.${host}/24` };
  return { name, does: 'balance', cards: [card] };
}

const checkPage = 'LVS CHECK\n';

function tutorialServer(host: number): MachinePlan {
  return {
    name: `www${host}`,
    does: 'serve',
    cards: [{ device: 'eth0', network: 'vlan', address: `192.168.1.${host}/24` }],
    ...hidden(tutorialVip, 'lo'),
    offers: [{ kind: 'http', port: 80, pages: { '/check-lvs': checkPage } }],
  };
}

const master = tutorialRouter('lvs-master', 10);
const tutorialClients = [101, 102, 103].map((host) => `192.168.1.${host}`);

const tutorialMachines: readonly MachinePlan[] = [
  {
    name: 'client',
    does: 'ask',
    cards: [{ device: 'eth0', network: 'vlan', address: '192.168.1.1/24' }],
    addresses: tutorialClients.map((address) => ({ device: 'eth0', address: `${address}/24` })),
  },
  master,
  tutorialRouter('lvs-backup', 11),
  ...[31, 32, 33].map(tutorialServer),
];

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** In a guest ten programs for each check take their time, ten of them at once much of it. */
const unhurried = (text: string) =>
  text.replaceAll('connect_timeout 3', 'connect_timeout 12').replaceAll('delay_loop 6', 'delay_loop 15');

/** With addresses, and with the digest of the page that the tutorial has everybody make. */
const filledIn = (text: string) =>
  unhurried(text)
    .replaceAll('xxx.xxx.xxx.xxx', '192.168.1.25')
    .replaceAll('xxx.xxx.xxx', '192.168.1')
    .replaceAll('3544ffe7337ce70356d9de6aeb868973', md5(checkPage));

const tutorialFile = imported([filledIn(documents.tutorialMaster), filledIn(documents.tutorialBackup)], {
  on: master,
  settings: withBackup('192.168.1.11'),
});

const tutorialSite = tutorialClients.map((from): Target => {
  return { kind: 'http', address: tutorialVip, port: 80, from };
});

/** Each client has one server, whichever it is. */
const eachStays: readonly Step[] = tutorialSite.map((target) => {
  return { do: 'ask', to: [target], times: 3, answers: { counts: { 'one of them': 3 } } };
});

const tutorialTableOfTwo = printedTable(filledIn(documents.tutorialTableOfTwo));

export const tutorial: Scenario = {
  title:
    'The DR tutorial: three clients on three servers, a stopped server leaves the table, the backup takes over',
  machines: tutorialMachines,
  steps: [
    ...start(tutorialRouters, tutorialFile, tutorialVip, printedTable(filledIn(documents.tutorialTable))),
    {
      do: 'ask',
      to: tutorialSite,
      times: 2,
      answers: { counts: { www31: 2, www32: 2, www33: 2 } },
    },
    ...eachStays,
    { do: 'kill server', machine: 'www32' },
    // Each router finds out by itself.
    ...tutorialRouters.map(
      (router): Step => ({ do: 'expect table', router, lines: tutorialTableOfTwo, within: foundOut }),
    ),
    ...eachStays,
    ...failover(tutorialRouters, tutorialVip, tutorialTableOfTwo, eachStays),
    ...eachStays,
  ],
};

const hostingVip = '192.168.10.9';
const hostingRouters = ['lvs1', 'lvs2'] as const;

function hostingRouter(name: string, host: number, more: Partial<MachinePlan> = {}): MachinePlan {
  const card = { device: 'eth0', network: 'lan', address: `192.168.10.${host}/24` };
  return { name, does: 'balance', cards: [card], kernel: { ip_forward: 1 }, ...more };
}

function hostingServer(host: number, offers: readonly Offer[] = [{ kind: 'http', port: 80 }]): MachinePlan {
  return {
    name: `web${host}`,
    does: 'serve',
    cards: [{ device: 'eth0', network: 'lan', address: `192.168.10.${host}/24` }],
    ...hidden(hostingVip, 'eth0'),
    offers,
  };
}

const visitor: MachinePlan = {
  name: 'client',
  does: 'ask',
  cards: [{ device: 'eth0', network: 'lan', address: '192.168.10.1/24' }],
};
const lvs1 = hostingRouter('lvs1', 2);
const hostingSite: Target = { kind: 'http', address: hostingVip, port: 80 };

/** The second router has the same file but for its state: `SLAVE`, as the tutorial calls it. */
const hostingPair = [documents.hosting, documents.hosting.replace('state MASTER', 'state SLAVE')];
const [addition = '', removal = ''] = documents.hostingCommands.split('\n\n');

function hostingFile(...texts: readonly string[]): string {
  return imported(
    texts.map((text, index) => (text.includes('ipvsadm') ? [`${index}.ipvsadm`, text] : text)),
    {
      on: lvs1,
      settings: withBackup('192.168.10.3'),
    },
  );
}

const hostingTable = (...hosts: readonly number[]) => [
  `TCP ${hostingVip}:80 rr`,
  ...hosts.map((host) => `-> 192.168.10.${host}:80 Route 1`),
];

/** The first router reads another file. */
function hostingChange(lvsCf: string, lines: Lines): Step[] {
  return [
    { do: 'configure', router: 'lvs1', role: 'primary', lvsCf },
    { do: 'reload', router: 'lvs1' },
    { do: 'expect table', router: 'lvs1', lines, within: foundOut },
  ];
}

const hostingOptions = documents.hosting.replace(
  ' protocol TCP\n',
  ` protocol TCP\n${documents.hostingOptions}`,
);

export const hosting: Scenario = {
  title:
    'The hosting tutorial: in turn, on either router; a server comes and goes; persistence, and an excuse when nobody is left',
  machines: [visitor, lvs1, hostingRouter('lvs2', 3), ...[98, 85, 75, 55].map((host) => hostingServer(host))],
  steps: [
    ...start(hostingRouters, hostingFile(...hostingPair), hostingVip, hostingTable(85, 98)),
    {
      do: 'ask',
      to: [hostingSite],
      times: 6,
      answers: { counts: { web98: 3, web85: 3 }, inTurn: true },
    },
    ...failover(hostingRouters, hostingVip, hostingTable(85, 98), [
      { do: 'ask', to: [hostingSite], times: 4, answers: { counts: { web98: 2, web85: 2 } } },
    ]),
    ...hostingChange(hostingFile(...hostingPair, addition), hostingTable(75, 85, 98)),
    { do: 'ask', to: [hostingSite], times: 6, answers: { counts: { web98: 2, web85: 2, web75: 2 } } },
    ...hostingChange(hostingFile(...hostingPair, addition, removal), hostingTable(85, 98)),
    ...hostingChange(hostingFile(hostingOptions), [
      `TCP ${hostingVip}:80 rr persistent 60`,
      ...hostingTable(85, 98).slice(1),
    ]),
    { do: 'ask', to: [hostingSite], times: 4, answers: { counts: { 'one of them': 4 } } },
    { do: 'kill server', machine: 'web98' },
    { do: 'kill server', machine: 'web85' },
    {
      do: 'expect table',
      router: 'lvs1',
      lines: [`TCP ${hostingVip}:80 rr persistent 60`, '-> 192.168.10.55:80 Route 1'],
      within: foundOut,
    },
    { do: 'ask', to: [hostingSite], times: 3, answers: { counts: { web55: 3 } } },
  ],
};

/** Two services of one address, as the tutorial's table shows them. */
export const hostingServices: Scenario = {
  title: 'The hosting tutorial’s table: a site on two ports, whose clients stay where they are',
  machines: [
    visitor,
    lvs1,
    ...[70, 85].map((host) =>
      hostingServer(host, [
        { kind: 'http', port: 80 },
        { kind: 'https', port: 443 },
      ]),
    ),
  ],
  steps: [
    {
      do: 'configure',
      router: 'lvs1',
      role: 'single',
      lvsCf: imported([documents.hostingTable], { on: lvs1 }),
    },
    { do: 'start', router: 'lvs1' },
    { do: 'expect table', router: 'lvs1', lines: printedTable(documents.hostingTable), within: foundOut },
    { do: 'ask', to: [hostingSite], times: 4, answers: { counts: { 'one of them': 4 } } },
    {
      do: 'visit',
      visit: 'over TLS',
      to: { kind: 'https', address: hostingVip, port: 443 },
      everyMs: 200,
    },
    { do: 'wait', seconds: 2 },
    { do: 'leave', visit: 'over TLS', traffic: { lost: 0, gapSeconds: 2 } },
  ],
};

/** The page of the tutorial says OK while its database can be reached, and KO otherwise; its digest is taken of OK. */
const alive = 'OK\n';
const webCheck = unhurried(documents.hostingWebCheck).replace('5f1a4b7e269b7f5ddf6bbce06856c1e8', md5(alive));

/** A service with a check of the tutorial in each of its real servers. */
function checkedService(port: number, check: string, hosts: readonly number[]): string {
  const servers = hosts.map((host) => `real_server 192.168.10.${host} ${port} {\n weight 1\n${check}}\n`);
  const head = `virtual_server ${hostingVip} ${port} {\n delay_loop 15\n lb_algo rr\n lb_kind DR\n protocol TCP\n`;
  return `${head}${servers.join('')}}\n`;
}

const checkedFile = imported(
  [checkedService(80, webCheck, [85, 98]) + checkedService(389, documents.hostingProgram, [72])],
  { on: lvs1 },
);

const page = (text: string): Offer[] => [{ kind: 'http', port: 80, pages: { '/test_vie.php': text } }];

const checkedTable = (...directory: Lines) => [...hostingTable(98), `TCP ${hostingVip}:389 rr`, ...directory];

export const hostingChecks: Scenario = {
  title:
    'The hosting tutorial’s checks: a page with another digest gets no client, and a program says who is alive',
  machines: [
    visitor,
    {
      ...lvs1,
      programs: { '/usr/local/bin/test_ldap.pl': '#!/bin/bash\nexec 3<>/dev/tcp/$1/389\n' },
    },
    hostingServer(85, page('KO\n')),
    hostingServer(98, page(alive)),
    hostingServer(72, [{ kind: 'echo', port: 389 }]),
  ],
  steps: [
    { do: 'configure', router: 'lvs1', role: 'single', lvsCf: checkedFile },
    { do: 'start', router: 'lvs1' },
    {
      do: 'expect table',
      router: 'lvs1',
      lines: checkedTable('-> 192.168.10.72:389 Route 1'),
      within: foundOut,
    },
    { do: 'ask', to: [hostingSite], times: 3, answers: { counts: { web98: 3 } } },
    { do: 'kill server', machine: 'web72' },
    { do: 'expect table', router: 'lvs1', lines: checkedTable(), within: foundOut },
    { do: 'expect never', router: 'lvs1', line: '-> 192.168.10.85:80' },
  ],
};

const webs = { web1: 11, web2: 12 };

function courseWeb(name: keyof typeof webs): MachinePlan {
  return {
    name,
    does: 'balance',
    cards: [{ device: 'enp0s3', network: 'private', address: `192.168.56.${webs[name]}/24` }],
    offers: [{ kind: 'http', port: 80 }],
  };
}

const courseVip = '192.168.56.10';

/** The two machines run the web server themselves: it gets no real servers, and is activated all the same. */
const courseFile = changeVirtualServer(
  readConfig(
    imported(
      [
        ['ha.cf', documents.courseHaCf],
        ['authkeys', documents.courseAuthkeys],
        ['haresources', documents.courseHaresources],
        ['hosts', documents.courseHosts],
        ['hosts', documents.courseOtherHosts],
      ],
      { on: courseWeb('web1') },
    ),
  ),
  'apache2',
  { values: { active: true } },
);

const answersFrom = (name: string): Step => ({
  do: 'ask',
  to: [{ kind: 'http', address: courseVip, port: 80 }],
  times: 3,
  answers: { counts: { [name]: 3 } },
});

export const courseOfTwoWebs: Scenario = {
  title:
    'The course’s heartbeat: the address is on the first web server, and on the second while that is away',
  machines: [
    {
      name: 'client',
      does: 'ask',
      cards: [{ device: 'eth0', network: 'private', address: '192.168.56.1/24' }],
    },
    courseWeb('web1'),
    courseWeb('web2'),
  ],
  steps: [
    ...start(['web1', 'web2'], courseFile, courseVip, []),
    answersFrom('web1'),
    ...failover(['web1', 'web2'], courseVip, [], [answersFrom('web2')]),
    answersFrom('web1'),
  ],
};
