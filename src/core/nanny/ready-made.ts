/**
 * The ready-made checks: our checking program `config/lvs-ask`, as a Sending Program with its Expect, and read back.
 * What an option may be is said here once, for the form, the import and the wizard; the program has the same rules.
 */

/** Where the checking program lies on every router. */
export const installedAsk = '/usr/local/lib/lvs-console/lvs-ask';

/** Where it lies with a checker, which runs that one wherever lvs.cf names the usual place. */
export function askBeside(checker: string): string {
  return checker.replace(/[^/]*$/, 'lvs-ask');
}

/** What can be asked; the ones with an `s` at the end speak TLS from the first byte. */
export const askKinds = [
  'http',
  'https',
  'smtp',
  'smtps',
  'imap',
  'imaps',
  'pop3',
  'pop3s',
  'ldap',
  'ldaps',
  'dns',
  'postgres',
] as const;

/** One of them. */
export type AskKind = (typeof askKinds)[number];

/** The port that each kind has where nothing else is said. Source: IANA service names and port numbers. */
export const usualPorts: Readonly<Record<AskKind, number>> = {
  http: 80,
  https: 443,
  smtp: 25,
  smtps: 465,
  imap: 143,
  imaps: 993,
  pop3: 110,
  pop3s: 995,
  ldap: 389,
  ldaps: 636,
  dns: 53,
  postgres: 5432,
};

/** Record types that a DNS server can be asked for. */
export const dnsTypes = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'SOA', 'SRV', 'TXT'] as const;

const web: readonly AskKind[] = ['http', 'https'];
const startTls: readonly AskKind[] = ['smtp', 'imap', 'pop3'];
const tls: readonly AskKind[] = ['https', 'smtps', 'imaps', 'pop3s', 'ldaps', ...startTls];

interface Option {
  readonly kinds: readonly AskKind[];
  /** The only values; without them `pattern` decides. */
  readonly choices?: readonly string[];
  readonly pattern: RegExp;
  readonly good: readonly string[];
  readonly bad: readonly string[];
}

const oneOf = <const T extends readonly string[]>(choices: T) => ({
  choices,
  pattern: new RegExp(`^(?:${choices.join('|')})$`),
});

/**
 * The options, in the order in which they are written. No value holds a blank, a quotation mark, a brace, a backslash
 * or anything but ASCII: lvs.cf and nanny would read it otherwise. Source: lvs-cf format, section 10.
 */
export const askOptions = {
  /** Web: which page is asked for, with its query. */
  path: {
    kinds: web,
    pattern: /^\/[A-Za-z0-9/._~!$&()*+,;=:@%?-]{0,199}$/,
    good: ['/', '/check-lvs', '/a/b.php?x=1&y=%20', '/~me/$HOME;id'],
    bad: ['', 'index.html', '/a b', '/"', '/{', '/#top', '/\\', '/é', '/`id`', '/<'],
  },
  /** The name of the site: in the request, in the greeting of TLS, and in the certificate that is verified. */
  host: {
    kinds: [...web, ...tls.filter((kind) => kind !== 'https')],
    pattern: /^[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9_])?$/,
    good: ['www.example.com', '10.0.0.1', 'a', 'x_y.example'],
    bad: ['', '-a', 'a.', 'a b', 'a:80', '*.example.com', 'é'],
  },
  /** Web: which status is well, single ones and ranges; 200 to 299 when not said. */
  status: {
    kinds: web,
    pattern: /^[1-5][0-9]{2}(?:-[1-5][0-9]{2})?(?:,[1-5][0-9]{2}(?:-[1-5][0-9]{2})?){0,9}$/,
    good: ['200', '200-299', '200-399,401', '100-599'],
    bad: ['', '99', '600', '200-', '200 301', '2xx', '200,'],
  },
  /** Web: the MD5 of the page, as genhash prints it. */
  md5: {
    kinds: web,
    pattern: /^[0-9a-f]{32}$/,
    good: ['3544ffe7337ce70356d9de6aeb868973'],
    bad: ['', '3544', '3544FFE7337CE70356D9DE6AEB868973', 'x'.repeat(32)],
  },
  /** Web: the SHA-256 of the page. */
  sha256: {
    kinds: web,
    pattern: /^[0-9a-f]{64}$/,
    good: ['a'.repeat(64)],
    bad: ['', 'a'.repeat(63), 'g'.repeat(64)],
  },
  /** Mail: the name by which we say who we are. */
  helo: {
    kinds: ['smtp', 'smtps'],
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/,
    good: ['router.example.com', 'localhost'],
    bad: ['', 'a b', '-', 'a.'],
  },
  /** Mail: TLS is asked for before anything else. */
  starttls: { kinds: startTls, ...oneOf(['yes']), good: ['yes'], bad: ['', 'no', '1'] },
  /** TLS: the certificate is refused when no authority that this router trusts has signed it for `host`. */
  verify: { kinds: tls, ...oneOf(['yes']), good: ['yes'], bad: ['', 'no', '1'] },
  /** TLS: the certificate still holds in so many days. */
  days: {
    kinds: tls,
    pattern: /^(?:0|[1-9][0-9]{0,3})$/,
    good: ['0', '14', '3650'],
    bad: ['', '-1', '014', '10000', 'x'],
  },
  /** DNS: what is asked for; a single dot is the root. */
  name: {
    kinds: ['dns'],
    pattern: /^(?=.{1,253}$)(?:\.|[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){0,126}\.?)$/,
    good: ['.', 'example.com', 'example.com.', '_ldap._tcp.example.com', '1.0.0.10.in-addr.arpa'],
    bad: ['', '..', 'a..b', '.a', 'x'.repeat(64), 'é.fr', 'a b'],
  },
  /** DNS: the type of the record; SOA when not said. */
  type: { kinds: ['dns'], ...oneOf(dnsTypes), good: ['A', 'SOA', 'AAAA'], bad: ['', 'a', 'ANY', 'PTR'] },
  /** DNS: how many records the answer holds at least; 1 when not said. */
  answers: {
    kinds: ['dns'],
    pattern: /^(?:0|[1-9][0-9]?)$/,
    good: ['0', '1', '99'],
    bad: ['', '-1', '100', '01'],
  },
  /** DNS: how it is asked; udp when not said. */
  over: { kinds: ['dns'], ...oneOf(['tcp', 'udp']), good: ['tcp', 'udp'], bad: ['', 'TCP', 'quic'] },
  /** PostgreSQL: who asks; nobody needs to be known by that name. */
  user: {
    kinds: ['postgres'],
    pattern: /^[a-z_][a-z0-9_-]{0,62}$/,
    good: ['postgres', 'lvs_check'],
    bad: ['', '1a', 'A', 'a b', 'a.b'],
  },
  /** Web: prints this digest of the page instead of judging it. */
  take: { kinds: web, ...oneOf(['md5', 'sha256']), good: ['md5', 'sha256'], bad: ['', 'sha1'] },
  /** The longest time, in seconds; 5 when not said. Shorter than the time between two checks, or nanny ends it. */
  seconds: {
    kinds: askKinds,
    pattern: /^[1-9][0-9]?$/,
    good: ['1', '5', '99'],
    bad: ['', '0', '100', '1.5', '05'],
  },
} as const satisfies Readonly<Record<string, Option>>;

/** Name of an option. */
export type AskOption = keyof typeof askOptions;

/** The options by name, in the order in which they are written. */
export const askOptionNames = Object.keys(askOptions) as readonly AskOption[];

/** What an option is to be, each as it is written in the command. */
export type AskTexts = { readonly [name in AskOption]?: string };

/** A ready-made check: what is asked, where, and how. */
export interface Ask {
  readonly kind: AskKind;
  /** A port of the real server, 1 to 65535. A number, since nanny has nothing that stands for it. */
  readonly port: number;
  readonly options: AskTexts;
}

/** What goes into Sending Program and Expect, as typed there: without the quotation marks of the file. */
export interface ReadyMadeTexts {
  readonly send_program: string;
  readonly expect: string;
}

/** What the program prints when all is well. */
export const askExpect = 'OK';

/** As much as nanny has room for. Source: lvs-cf format, section 10, item 19. */
export const longestProgram = 254;

/** Whether a kind has an option. */
export function hasOption(kind: AskKind, option: AskOption): boolean {
  const { kinds }: Option = askOptions[option];
  return kinds.includes(kind);
}

/** The only values that an option has; nothing where it may have others. */
export function choicesOf(option: AskOption): readonly string[] | undefined {
  const { choices }: Option = askOptions[option];
  return choices;
}

/**
 * What is wrong with a check; nothing when its line can be written.
 * - `foreign`: this kind has no such option, or has none without TLS.
 * - `both`: of the two digests one is enough.
 */
export type AskFault =
  | { readonly option: 'port' | 'name' | AskOption; readonly what: 'missing' | 'wrong' | 'foreign' | 'both' }
  | { readonly option: 'whole'; readonly what: 'long'; readonly length: number };

/** What is wrong with a check, option by option. */
export function askFaults({ kind, port, options }: Ask): AskFault[] {
  const faults: AskFault[] = [];
  if (!Number.isInteger(port) || port < 1 || port > 65_535) faults.push({ option: 'port', what: 'wrong' });
  for (const option of askOptionNames) {
    const value = options[option];
    if (value === undefined) {
      if (option === 'name' && kind === 'dns') faults.push({ option, what: 'missing' });
    } else if (!hasOption(kind, option)) faults.push({ option, what: 'foreign' });
    else if (!askOptions[option].pattern.test(value) || (option === 'status' && !rangesRise(value)))
      faults.push({ option, what: 'wrong' });
  }
  // Where no TLS is asked for there is no certificate.
  if (startTls.includes(kind) && options.starttls === undefined)
    for (const option of ['host', 'verify', 'days'] as const)
      if (options[option] !== undefined) faults.push({ option, what: 'foreign' });
  // A certificate is signed for a name.
  if (options.verify !== undefined && options.host === undefined)
    faults.push({ option: 'host', what: 'missing' });
  if (options.md5 !== undefined && options.sha256 !== undefined)
    faults.push({ option: 'sha256', what: 'both' });
  if (faults.length > 0) return faults;
  const { length } = written(installedAsk, { kind, port, options });
  return length > longestProgram ? [{ option: 'whole', what: 'long', length }] : [];
}

function rangesRise(status: string): boolean {
  return status.split(',').every((range) => {
    const [from = '', to = from] = range.split('-');
    return from <= to;
  });
}

/**
 * The Sending Program and the Expect of a ready-made check.
 *
 * The program is told to end with status 0 even when it fails: nanny takes any other for a server that is well, and
 * the output decides. Source: run-time description, part 1, nanny.
 * @param options what `askFaults` has nothing against; numbers and `true` are written as the option has them
 * @param program where the checking program lies
 * @throws RangeError for a check that has faults
 */
export function readyMade(
  kind: AskKind,
  {
    port,
    ...given
  }: { readonly port: number } & {
    readonly [name in AskOption]?: string | number | boolean | undefined;
  },
  program = installedAsk,
): ReadyMadeTexts {
  const options = Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== undefined && value !== false && value !== '')
      .map(([name, value]) => [name, value === true ? 'yes' : String(value)]),
  ) as AskTexts;
  const ask = { kind, port, options };
  const [fault] = askFaults(ask);
  if (fault !== undefined) throw new RangeError(`${fault.option}: ${fault.what}`);
  return { send_program: written(program, ask), expect: askExpect };
}

function written(program: string, { kind, port, options }: Ask): string {
  const told = askOptionNames.flatMap((option) => {
    const value = options[option];
    return value === undefined ? [] : [`${option}=${value}`];
  });
  return [program, kind, '%h', String(port), ...told, statusWord].join(' ');
}

/** Has the program end with status 0 whatever comes out. */
const statusWord = 'exit=0';

/** Reads a Sending Program back; undefined for everything but a ready-made check without faults. */
export function readReadyMade(command: string): Ask | undefined {
  const [program = '', kindWord = '', host = '', portWord = '', ...rest] = command.trim().split(/[ \t]+/);
  const kind = askKinds.find((one) => one === kindWord);
  if (!/(?:^|\/)lvs-ask$/.test(program) || kind === undefined || host !== '%h') return undefined;
  if (!/^[1-9][0-9]{0,4}$/.test(portWord)) return undefined;
  const options: Partial<Record<AskOption, string>> = {};
  for (const word of rest) {
    if (word === statusWord) continue;
    const at = word.indexOf('=');
    const name = askOptionNames.find((one) => one === word.slice(0, at));
    if (name === undefined || options[name] !== undefined) return undefined;
    options[name] = word.slice(at + 1);
  }
  const ask = { kind, port: Number(portWord), options };
  return askFaults(ask).length === 0 ? ask : undefined;
}

/** As many seconds as the program may take where checks are this far apart, so that it ends before nanny ends it. */
export function askSeconds(timeoutSeconds: number): number | undefined {
  return timeoutSeconds > usualSeconds ? undefined : Math.max(1, timeoutSeconds - 1);
}

/** How long the program takes at most when nothing is said. */
const usualSeconds = 5;
