/**
 * Every configuration that the five documents of our readers print, and what proves that it runs as its document says: a
 * scenario of the lab, another test, or why nothing can.
 */

import type * as documents from './documents.js';

/** A configuration, where it is printed. */
export interface Printed {
  /** The heading that it stands under, and what it is. */
  readonly where: string;
  /** Its texts, by their names in `documents.ts`; none where it is not for an import. */
  readonly texts: readonly (keyof typeof documents)[];
  /** Scenarios by their names, in the group `e2e/lab/GROUP.lab.ts`. */
  readonly lab?: Readonly<Record<string, readonly string[]>>;
  /** Files of other tests. */
  readonly tests?: readonly string[];
  /** What of it does not run, and why not. */
  readonly cannot?: string;
}

/** By document. */
export const printed: Readonly<Record<string, readonly Printed[]>> = {
  'HAR300, Gestion du Linux Virtual Server': [
    {
      where: 'LAB #1, La Commande ipvsadm: VIP and two NAT servers on port 8080, in turn',
      texts: ['lab1', 'lab1Table', 'lab1Used'],
      lab: { workbook: ['lab1'] },
    },
    {
      where: 'LAB #1, Persistance and Timeout TCP: 600 seconds, then 1800',
      texts: ['lab1', 'lab1Persistent'],
      lab: { workbook: ['lab1'] },
    },
    {
      where: 'LAB #1, La Table des Connexions',
      texts: [],
      cannot: 'It shows connections of the past: there is nothing in it that could be set up.',
    },
    {
      where: 'Préparation: ifcfg-eth0, ifcfg-eth1, default routes, sysctl.conf, rc.modules, Listen 8080',
      texts: [],
      lab: { workbook: ['lab1', 'lab2'], recipes: ['natByRecipe'] },
      cannot: 'Nothing reads rc.modules any more: the kernel loads these modules when they are asked for.',
    },
    {
      where: 'ifcfg-eth0:0 and ifcfg-eth1:0: the floating addresses in files of the network',
      texts: [],
      lab: { workbook: ['lab1'] },
      tests: ['test/core/preflight/preflight.test.ts'],
      cannot:
        'In LAB #2 they would be on both routers at once: WHAT TO RUN warns of it, and the lab leaves them out.',
    },
    {
      where: 'LAB #2, Configuration du LVS avec Piranha: by its pages, which are pictures',
      texts: [],
      lab: { workbook: ['lab2'] },
      tests: ['e2e/lab-2.spec.ts'],
    },
  ],
  'Virtual Server Administration, Red Hat Enterprise Linux 5': [
    {
      where: '2.4: three .htaccess files',
      texts: [],
      tests: ['test/core/access/htaccess.test.ts'],
    },
    { where: '2.5: forwarding', texts: ['guideForwarding'], lab: { documents: ['guide'] } },
    {
      where: '3.1.1, 3.1.2, 4.4: the NAT network, its VIP and its gateway',
      texts: [],
      lab: { documents: ['guide'] },
    },
    {
      where: '3.2.1: arptables on real servers of direct routing',
      texts: [],
      tests: ['test/core/recipes/recipes.test.ts'],
      cannot:
        'The lab has the arptables of nftables alone, which its kernel cannot carry: there the rules are only compared.',
    },
    {
      where: '3.2.2: redirection on real servers of direct routing',
      texts: [],
      lab: { recipes: ['directByRecipe'] },
    },
    {
      where: '3.4.1, 4.6.1: HTTP and HTTPS under the mark 80',
      texts: ['guideMarks'],
      lab: { documents: ['guide'], methods: ['ownMarks'] },
    },
    {
      where: '3.5.3.2, 4.6.3: passive FTP under the mark 21, with its vsftpd.conf and its check',
      texts: ['guidePassiveFtp'],
      lab: { documents: ['guide'], methods: ['passiveFtp', 'ownMarks'] },
    },
    {
      where: '3.5.3.1: active FTP',
      texts: ['guideActiveFtp'],
      lab: { documents: ['guide'], recipes: ['marksByRecipe'] },
    },
    {
      where: '3.6: service iptables save',
      texts: [],
      tests: ['test/core/recipes/recipes.test.ts'],
      cannot:
        'It is a script of that system: WHAT TO RUN has today’s ways, and that one for those who have it.',
    },
    {
      where: '4.6.3: the sample of a script for Sending Program',
      texts: [],
      lab: { methods: ['dnsOverUdp'] },
      cannot:
        'No shell runs it: a backquote and a quotation mark are not closed, and it says OK where the answer is missing.',
    },
    { where: '4.7: scp of lvs.cf', texts: [], lab: { push: ['pushed'] } },
    {
      where: '4.8: service pulse start',
      texts: [],
      lab: { console: ['consoleOnRouter'] },
      cannot: 'pulse is no more: APPLY and START do it with keepalived.',
    },
  ],
  'The hosting tutorial on load balancing': [
    {
      where: 'Gérer le routage direct: sysctl.conf and the alias of the loopback, on each real server',
      texts: [],
      lab: { documents: ['hosting'] },
    },
    {
      where:
        'Configuration de base, de l’instance, Ma première adresse: MASTER on one router, SLAVE on the other',
      texts: ['hosting'],
      lab: { documents: ['hosting'] },
      cannot: 'The mails of smtp_server stand in comments: the console tells of events by itself.',
    },
    {
      where: 'Ajout de quelques options: persistence, sorry server, quorum',
      texts: ['hostingOptions'],
      lab: { documents: ['hosting'] },
      cannot: 'An lvs.cf has no quorum: its four lines and virtualhost stand in comments.',
    },
    {
      where: 'GET d’une URL: status and digest',
      texts: ['hostingWebCheck'],
      lab: { documents: ['hostingChecks'] },
      cannot: 'Nobody knows the page that this digest is of: the digest of another page is in its place.',
    },
    {
      where: 'test personnalisé: a program',
      texts: ['hostingProgram'],
      lab: { documents: ['hostingChecks'] },
      cannot: 'The program itself is not printed: another one that ends with status 0 is in its place.',
    },
    {
      where: 'Extraire des statistiques: a table of two services',
      texts: ['hostingTable'],
      lab: { documents: ['hostingServices'] },
    },
    {
      where: 'Manipuler vos adresses virtuelles: a server comes and goes',
      texts: ['hostingCommands'],
      lab: { documents: ['hosting'] },
    },
  ],
  'The tutorial on KeepAlived in DR mode': [
    {
      where: 'Configuration du lvs MASTER, BACKUP: both files, the second one in part',
      texts: ['tutorialMaster', 'tutorialBackup'],
      lab: { documents: ['tutorial'] },
      cannot:
        'Its addresses are xxx, and its digest is not that of the page that it has everybody make: both are filled in, and a slow guest gets more time for each check.',
    },
    {
      where: 'Configuration des serveurs réels: sysctl.conf, the alias of the loopback, check-lvs',
      texts: [],
      lab: { documents: ['tutorial'] },
    },
    {
      where: 'Vérification, failover: the table, without a stopped server, and the other router',
      texts: ['tutorialTable', 'tutorialTableOfTwo'],
      lab: { documents: ['tutorial'] },
    },
  ],
  'The course La Haute Disponibilité': [
    {
      where: 'I. Heartbeat: ha.cf, authkeys, haresources, hosts of two web servers',
      texts: ['courseHaCf', 'courseAuthkeys', 'courseHaresources', 'courseHosts', 'courseOtherHosts'],
      lab: { documents: ['courseOfTwoWebs'] },
      cannot:
        'Apache runs on both machines: an lvs.cf starts no program. That a stopped Apache moves the address is what the course says, not what heartbeat does: it never looks.',
    },
    {
      where: 'I. Heartbeat: another authkeys',
      texts: ['courseOtherAuthkeys'],
      cannot: 'VRRP has no such secret: it is left out, and never shown.',
    },
    {
      where:
        'II. Load Balancing: /etc/default/ipvsadm, ipvsadm.rules, its table; on the two routers of part IV',
      texts: ['courseDefaults', 'courseRules', 'courseFirstTable'],
      lab: { workbook: ['threeWebs'] },
      tests: ['test/core/import/documents.test.ts'],
      cannot:
        'The one router of part II has no address but the VIP: an lvs.cf wants another one, and IMPORT says so.',
    },
    {
      where: 'III. Ajout d’une machine Web3',
      texts: ['courseThirdServer'],
      lab: { workbook: ['threeWebs'] },
    },
    {
      where: 'IV. Heartbeat et Load Balancing: two routers, gateway, shares of 3:1:1',
      texts: [
        'coursePairHaCf',
        'coursePairAuthkeys',
        'coursePairHaresources',
        'courseWeights',
        'courseTable',
      ],
      lab: { workbook: ['threeWebs'] },
    },
    {
      where: 'interfaces, hostname, sysctl.conf, index.html, the gateways of the web servers',
      texts: [],
      lab: { workbook: ['threeWebs'], recipes: ['natByRecipe'] },
    },
  ],
};
