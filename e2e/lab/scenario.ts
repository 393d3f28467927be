/**
 * The vocabulary of the lab: a network of machines, and what happens to it, as data. The host renders the
 * configurations and judges the outcomes; a guest, a kernel of its own with real IPVS, carries the steps out.
 */

/** A network card: `eth0` on the network `public` with the address `10.0.2.15/24`. */
export interface Card {
  readonly device: string;
  /** Cards with the same name here hang on the same switch. */
  readonly network: string;
  readonly address: string;
}

/** What a real server offers, on which port. Each answers with the name of its machine. */
export interface Offer {
  readonly kind: 'http' | 'https' | 'echo' | 'ftp' | 'dns';
  readonly port: number;
}

/** Packets to this address and these TCP ports get a firewall mark, as an administrator would set it up. */
export interface MarkRule {
  readonly mark: number;
  readonly address: string;
  /** As iptables writes them: `80,443` or `10000:10100`. */
  readonly ports: string;
}

/** One machine: a network namespace with its own devices, kernel tables, run-time folders and host name. */
export interface MachinePlan {
  readonly name: string;
  readonly does: 'ask' | 'balance' | 'serve';
  readonly cards: readonly Card[];
  readonly gateway?: string;
  /** Addresses beside those of the cards, such as the VIP on `lo` of a direct-routing real server. */
  readonly addresses?: readonly { readonly address: string; readonly device: string }[];
  /** Kernel settings below `net.ipv4`, with slashes. */
  readonly kernel?: Readonly<Record<string, number>>;
  readonly offers?: readonly Offer[];
  readonly marks?: readonly MarkRule[];
  /** Programs that the administrator has put on the machine, by path. */
  readonly programs?: Readonly<Record<string, string>>;
}

/** Where requests go. */
export interface Target {
  readonly kind: Offer['kind'];
  readonly address: string;
  readonly port: number;
  /** The client's own address, when it has several. */
  readonly from?: string;
}

/** One thing that is done or looked at. */
export type Step =
  | { readonly do: 'configure'; readonly router: string; readonly role: Role; readonly lvsCf: string }
  | { readonly do: 'write'; readonly machine: string; readonly path: string; readonly text: string }
  | { readonly do: 'start' | 'stop' | 'kill' | 'reload'; readonly router: string }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'expect table'; readonly router: string; readonly lines: Lines; readonly within: number }
  | { readonly do: 'expect ipvsadm'; readonly router: string; readonly text: string }
  | { readonly do: 'ask'; readonly to: Target; readonly times: number; readonly answers: Answers };

/** Which router a configuration is rendered for. */
export type Role = 'primary' | 'backup' | 'single';

/** Lines of `ipvsadm -Ln` without head and counters: `TCP 10.0.2.100:80 rr`, `-> 10.0.3.100:8080 Masq 1`. */
export type Lines = readonly string[];

/** Which server has to answer how often; with `in turn`, never twice in a row. */
export interface Answers {
  readonly counts: Readonly<Record<string, number>>;
  readonly inTurn?: boolean;
}

/** A story with a network, steps and expectations. */
export interface Scenario {
  /** A sentence that a user would agree with. */
  readonly title: string;
  readonly machines: readonly MachinePlan[];
  readonly steps: readonly Step[];
}

/** One request of a client: milliseconds since the start of the scenario, and who answered or why nobody did. */
export interface Request {
  readonly sentAt: number;
  readonly took: number;
  readonly answer?: string;
  readonly failure?: string;
}

/** What came of one step. */
export interface Outcome {
  /** Milliseconds since the start of the scenario. */
  readonly at: number;
  readonly took: number;
  readonly lines?: Lines;
  readonly text?: string;
  readonly requests?: readonly Request[];
}

/** What a guest reports of a scenario. */
export interface Report {
  readonly title: string;
  readonly outcomes: readonly Outcome[];
  /** Why the scenario broke off after these outcomes. */
  readonly error?: string;
}
