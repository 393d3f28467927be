/** The usual cases that the wizard knows, and what is true of each. */

import type { AskKind } from '../nanny/ready-made.js';

/** The usual cases, in the order in which they are offered. */
export const wizardKinds = ['web', 'web-tls', 'ftp', 'dns', 'mail', 'database'] as const;

/** One of them. */
export type WizardKind = (typeof wizardKinds)[number];

/** The questions, in the order in which they are asked: those that nobody can answer beforehand come first. */
export const questions = [
  'address',
  'servers',
  'zone',
  'ports',
  'database',
  'port',
  'name',
  'address_device',
  'vip_nmask',
  'way',
  'fwmark',
  'rules',
  'ftp-data-ports',
  'persistent',
  'path',
  'host',
  'check',
  'active',
] as const;

/** The questions that have to be answered; the others have an answer already. */
export const openQuestions: ReadonlySet<Question> = new Set([
  'address',
  'servers',
  'zone',
  'ports',
  'database',
  'port',
]);

/** One question: the name of its input. */
export type Question = (typeof questions)[number];

const always = ['name', 'address', 'address_device', 'vip_nmask', 'servers', 'active'] as const;

const own: Readonly<Record<WizardKind, readonly Question[]>> = {
  web: ['persistent', 'path', 'host'],
  'web-tls': ['way', 'fwmark', 'rules', 'persistent', 'path', 'host', 'check'],
  ftp: ['fwmark', 'rules', 'ftp-data-ports', 'persistent', 'check'],
  dns: ['zone'],
  mail: ['ports', 'check'],
  database: ['database', 'port', 'check'],
};

/** What is asked for a case, in order. */
export function questionsOf(kind: WizardKind): readonly Question[] {
  const asked: readonly Question[] = [...always, ...own[kind]];
  return questions.filter((question) => asked.includes(question));
}

/** The cases of one port: only there may a real server have another one. */
export const ownPorts: ReadonlySet<WizardKind> = new Set(['web', 'database']);

/** How HTTP and HTTPS are bundled: under one firewall mark, or each for itself. Source: guide, section 3.4. */
export const ways = ['mark', 'apart'] as const;

/** What a real server has to do: speak its protocol, or only take a connection. */
export const checks = ['protocol', 'connect'] as const;

/** The databases; another one is known by its port alone. */
export const databases = ['postgres', 'mysql', 'other'] as const;

/** The port of a database where nothing else is said. Source: IANA service names and port numbers. */
export const databasePorts = { postgres: 5432, mysql: 3306, other: undefined } as const satisfies Readonly<
  Record<(typeof databases)[number], number | undefined>
>;

/** What mail is spoken on: how the virtual server is called, and how it is checked. Source: RFC 8314, section 7. */
export const mailPorts: ReadonlyMap<number, { readonly name: string; readonly ask: AskKind }> = new Map([
  [25, { name: 'smtp', ask: 'smtp' }],
  [465, { name: 'smtps', ask: 'smtps' }],
  [587, { name: 'submission', ask: 'smtp' }],
  [110, { name: 'pop3', ask: 'pop3' }],
  [995, { name: 'pop3s', ask: 'pop3s' }],
  [143, { name: 'imap', ask: 'imap' }],
  [993, { name: 'imaps', ask: 'imaps' }],
]);

/** How the virtual server and its real servers are called where nobody says otherwise. */
export const usualNames: Readonly<Record<WizardKind, string>> = {
  web: 'web',
  'web-tls': 'web',
  ftp: 'ftp',
  dns: 'dns',
  mail: 'mail',
  database: 'db',
};

/** The mark that the guide uses. Source: guide, sections 3.4.1 and 3.5.3. */
export const usualMarks: Partial<Readonly<Record<WizardKind, number>>> = { 'web-tls': 80, ftp: 21 };

/** How long a client of FTP keeps its real server at least, or its data go to another one. Source: guide, 4.6.1. */
export const shortestFtpPersistence = 300;

/** The ports for passive FTP where nobody says otherwise. Source: guide, section 3.5.3.2. */
export const usualDataPorts = '10000:20000';
