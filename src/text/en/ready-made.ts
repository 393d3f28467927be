import type { AskFault, AskKind, AskOption } from '../../core/nanny/ready-made.js';

/** A label, and one sentence that helps. */
interface OptionWords {
  readonly label: string;
  /** What stands beside the label. Nothing in English. */
  readonly gloss: string;
  readonly help: string;
}

const kinds: Readonly<Record<AskKind, string>> = {
  http: 'HTTP: a web page',
  https: 'HTTPS: a web page over TLS',
  smtp: 'SMTP: a mail server that takes mail',
  smtps: 'SMTPS: the same over TLS',
  imap: 'IMAP: a mail server that shows mail',
  imaps: 'IMAPS: the same over TLS',
  pop3: 'POP3: a mail server that hands mail out',
  pop3s: 'POP3S: the same over TLS',
  ldap: 'LDAP: a directory that takes an anonymous bind',
  ldaps: 'LDAPS: the same over TLS',
  dns: 'DNS: a name server',
  postgres: 'PostgreSQL: a database that lets clients in',
};

const options: Readonly<Record<'port' | AskOption, OptionWords>> = {
  port: {
    label: 'Port',
    gloss: '',
    help: 'The port of the real servers. It stands as a number in the command, also for a real server that has another port.',
  },
  path: { label: 'Page', gloss: '', help: 'The path on the server, from / on, with its query.' },
  host: {
    label: 'Site name',
    gloss: '',
    help: 'The name that is asked for: in the request, in the greeting of TLS, and in the certificate. Blank: the address.',
  },
  status: {
    label: 'Status',
    gloss: '',
    help: 'Which status is well: numbers and ranges with commas, such as 200-299,401.',
  },
  md5: {
    label: 'MD5 digest',
    gloss: '',
    help: 'The page must have this digest, as genhash prints it. A page with a clock in it never does.',
  },
  sha256: { label: 'SHA-256 digest', gloss: '', help: 'The same with SHA-256. One of the two is enough.' },
  helo: {
    label: 'Our name',
    gloss: '',
    help: 'How the router introduces itself to the mail server. Blank: the name of the machine.',
  },
  starttls: {
    label: 'STARTTLS',
    gloss: '',
    help: 'Asks for TLS before anything else; a server that does not offer it fails.',
  },
  verify: {
    label: 'Verify certificate',
    gloss: '',
    help: 'An authority that the router trusts must have signed the certificate for the site name.',
  },
  days: {
    label: 'Days left',
    gloss: '',
    help: 'The certificate must hold for so many more days. Blank: its dates are not looked at.',
  },
  name: {
    label: 'Name',
    gloss: '',
    help: 'What is asked for, such as example.com; a single dot is the root.',
  },
  type: { label: 'Record type', gloss: '', help: 'Which record of that name.' },
  answers: {
    label: 'Answers',
    gloss: '',
    help: 'How many records must come at least; with 0 any answer without an error is well.',
  },
  over: { label: 'Over', gloss: '', help: 'How the question is sent.' },
  user: {
    label: 'User',
    gloss: '',
    help: 'As whom the database is asked. Nobody needs to be known by that name: being asked for a password is well too.',
  },
  take: { label: 'Take', gloss: '', help: 'Prints the digest and judges nothing.' },
  seconds: {
    label: 'Seconds',
    gloss: '',
    help: 'The longest time for the whole check; less than Service timeout, or it is cut off.',
  },
};

/** What each option is to be, behind "must be". */
const expects: Readonly<Record<'port' | AskOption, string>> = {
  port: 'a number from 1 to 65535',
  path: 'a path that begins with / and has neither blanks nor quotation marks, such as /check.html',
  host: 'a host name without port, such as www.example.com',
  status: 'numbers from 100 to 599 and rising ranges of them, with commas, such as 200-299,401',
  md5: '32 hexadecimal digits',
  sha256: '64 hexadecimal digits',
  helo: 'a host name, such as router.example.com',
  starttls: 'ticked or not',
  verify: 'ticked or not',
  days: 'a whole number from 0 to 9999, such as 14',
  name: 'a domain name, such as example.com, or a single dot',
  type: 'one of the list',
  answers: 'a whole number from 0 to 99',
  over: 'one of the list',
  user: 'a name of small letters, digits, _ and -, such as lvs_check',
  take: 'one of the list',
  seconds: 'a whole number from 1 to 99, such as 5',
};

/** READY-MADE CHECKS, which fill in MONITORING SCRIPTS. */
export const readyMade = {
  gloss: { choose: '', use: '', take: '' },
  /** On MONITORING SCRIPTS. */
  title: 'Ready-made checks',
  lead: 'Web pages with their status, digest and certificate, mail, name servers, directories and databases: choose what is to be asked, and Sending Program and Expect are filled in.',
  present: (kind: string) => `The program in the file is a ready-made check (${kind}).`,
  which: 'What is asked:',
  fill: 'A blank box takes what is said beside it. Nothing is saved here: USE fills in the boxes of MONITORING SCRIPTS, where TEST tries the check and ACCEPT saves it.',
  kinds,
  options,
  blank: (value: string) => `blank: ${value}`,
  yes: 'yes',
  /** @param typed what stands in the box */
  fault: (fault: AskFault, typed: string): string => {
    const { option, what } = fault;
    if (what === 'long')
      return `The command would have ${fault.length} bytes, and nanny has room for 254. Shorten the page or the names.`;
    const { label } = options[option];
    if (what === 'both') return 'MD5 digest or SHA-256 digest, not both.';
    if (what === 'missing')
      return option === 'host'
        ? `${label} is missing: a certificate is signed for a name.`
        : `${label} is missing.`;
    if (what === 'foreign') return `${label} needs TLS: tick STARTTLS, or leave it blank.`;
    const must = `${label} must be ${expects[option]}`;
    return typed === '' ? `${must}.` : `${must}; “${typed}” is not.`;
  },
  digest: {
    title: 'Digest of the page',
    lead: 'Asks the real servers for the page as it is filled in above, and puts its digest into the box. Take it while every server shows the right page.',
    same: (count: number) =>
      count === 1
        ? 'The digest of this page was put into the box.'
        : `All ${count} pages are the same: their digest was put into the box.`,
    differ: 'The real servers show different pages, so that no digest was put into the box.',
    none: 'No digest could be taken.',
    /** The program on the router is from before the ready-made checks. */
    silent: 'There was no answer that could be read.',
  },
  filled: 'Sending Program and Expect are filled in below. Nothing is saved before ACCEPT.',
};
