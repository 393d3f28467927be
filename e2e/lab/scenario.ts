/**
 * The vocabulary of the lab: a network of machines, and what happens to it, as data. The host renders the
 * configurations and judges the outcomes; a guest, a kernel of its own with real IPVS, carries the steps out.
 */

import type { Role } from '../../src/core/keepalived/obstacles.js';

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
  /** The address that an FTP server names for data connections. */
  readonly announces?: string;
  /** What a web server answers at some paths. */
  readonly pages?: Readonly<Record<string, string>>;
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
  /** Kernel settings below `net/ipv4`, such as `conf/all/arp_ignore`. */
  readonly kernel?: Readonly<Record<string, number>>;
  readonly offers?: readonly Offer[];
  readonly marks?: readonly MarkRule[];
  /** Programs that the administrator has put on the machine, by path. */
  readonly programs?: Readonly<Record<string, string>>;
}

/** Where requests go, from one of the client's own addresses if it matters. */
export interface Target {
  readonly kind: Offer['kind'];
  readonly address: string;
  readonly port: number;
  readonly from?: string;
  /** FTP: the server opens the data connection, not the client. */
  readonly isActive?: boolean;
}

/** Lines of `ipvsadm -Ln` without head and counters: `TCP 10.0.2.100:80 rr`, `-> 10.0.3.100:8080 Masq 1`. */
export type Lines = readonly string[];

/** What a person does in a browser, naming things by the words that stand there. */
export type Gesture =
  /** Types an address. */
  | { readonly open: string }
  /** Answers the question for user and password, from then on. */
  | { readonly signIn: string; readonly with: string }
  | { readonly follow: string }
  | { readonly fill: string; readonly with: string }
  | { readonly choose: string; readonly option: string }
  | { readonly tick: string }
  | { readonly press: string }
  /** Lets a script put the next rows that the console sends into the table that follows by itself. */
  | { readonly let: 'rows follow' }
  /** Waits for a page that comes anew by itself, until it has this line. In it `*` stands for anything. */
  | { readonly await: string };

/** One thing that is done. */
export type Action =
  /** Renders a file for a router and lays the result where keepalived reads it; nothing notices yet. */
  | { readonly do: 'configure'; readonly router: string; readonly role: Role; readonly lvsCf: string }
  | { readonly do: 'write'; readonly machine: string; readonly path: string; readonly text: string }
  /** A file is carried to the same place of another machine. */
  | { readonly do: 'copy'; readonly from: string; readonly to: string; readonly path: string }
  /** Somebody who uses the console of a machine carries the one line of the page that is like this elsewhere. */
  | {
      readonly do: 'carry line';
      readonly from: string;
      readonly line: string;
      readonly to: string;
      readonly path: string;
    }
  /** A program that goes on by itself until its machine is switched off, as words of the shell. */
  | { readonly do: 'run'; readonly machine: string; readonly command: string }
  /** keepalived: started, asked to end, ended at once, told to read its file again. */
  | { readonly do: 'start' | 'stop' | 'kill' | 'reload'; readonly router: string }
  /** Power, for everything in the machine at once; its files stay. */
  | { readonly do: 'switch off' | 'switch on'; readonly machine: string }
  /** Cables at the machine: it notices. All of them, or the one of a device. */
  | { readonly do: 'unplug' | 'plug'; readonly machine: string; readonly device?: string }
  /** Cables behind a switch: nobody notices anything but silence. */
  | { readonly do: 'cut off' | 'reconnect'; readonly machine: string }
  /** The program that answers on a real server. */
  | { readonly do: 'kill server' | 'start server'; readonly machine: string }
  | { readonly do: 'wait'; readonly seconds: number }
  /** Requests at a steady rate, each a connection of its own (`echo`: all on one), until `leave`. */
  | { readonly do: 'visit'; readonly visit: string; readonly to: Target; readonly everyMs: number };

/** One thing that is looked at, and what has to be seen. `within`: at most so many seconds after the last step. */
export type Look =
  | { readonly do: 'expect table'; readonly router: string; readonly lines: Lines; readonly within: number }
  /** No table of the router has ever held a line that begins like this. */
  | { readonly do: 'expect never'; readonly router: string; readonly line: string }
  /** These routers hold the address, and no other router does. */
  | {
      readonly do: 'expect holders';
      readonly routers: readonly string[];
      readonly of: string;
      readonly within: number;
    }
  /** What a command prints on a machine. */
  | {
      readonly do: 'expect output';
      readonly machine: string;
      readonly command: string;
      readonly text: string;
      /** It may print something else before; by default it is run once. */
      readonly within?: number;
    }
  /**
   * Somebody at the machine uses the console there, and then finds these lines on the page, in this order. In a
   * line `*` stands for anything; the cells of a row are set apart by ` | `.
   */
  | {
      readonly do: 'browse';
      readonly machine: string;
      readonly gestures: readonly Gesture[];
      readonly reads: Lines;
    }
  /**
   * What `ipvsadm` prints on both routers is what the pages of the console of the first one say of them, with and without
   * scripts, and these lines stand there too, in this order.
   */
  | {
      readonly do: 'expect agreement';
      readonly here: string;
      readonly there: string;
      readonly control: Lines;
      readonly routers: Lines;
      readonly within: number;
    }
  /** Requests one after another, to each target in turn. */
  | { readonly do: 'ask'; readonly to: readonly Target[]; readonly times: number; readonly answers: Answers }
  | { readonly do: 'leave'; readonly visit: string; readonly traffic: Traffic };

export type Step = Action | Look;

/** Which server has to answer how often, and more about it. */
export interface Answers {
  /** By name of the server; `one of them` for all requests on one server, whichever it is. */
  readonly counts: Readonly<Record<string, number>>;
  /** Never the same server twice in a row. */
  readonly inTurn?: boolean;
}

/** The most that a visit may suffer. */
export interface Traffic {
  /** Requests that found no server. */
  readonly lost: number;
  /**
   * Connections that break in the middle: `open` for those that were open when a router or a server was lost, or when
   * the address moved; by default none. Source: Linux, net/netfilter/ipvs/ip_vs_sync.c: even with the
   * synchronisation daemon a router tells the other one of a connection up to two seconds late, and of a connection
   * that it has given away, not at all.
   */
  readonly cut?: 'open';
  /** The longest time without any answer. */
  readonly gapSeconds: number;
  /** The servers that have answered, and no other; by default anyone may. */
  readonly answeredBy?: readonly string[];
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
  /** Nobody answered on a connection that was open already. */
  readonly cut?: boolean;
}

/** What came of one step. */
export interface Outcome {
  /** Milliseconds since the start of the scenario. */
  readonly at: number;
  readonly took: number;
  readonly lines?: Lines;
  readonly holders?: readonly string[];
  readonly text?: string;
  readonly requests?: readonly Request[];
}

/** What a router held from a moment on: its table, and its own addresses; nothing while it was switched off. */
export interface Sight {
  /** Milliseconds since the start of the scenario. */
  readonly at: number;
  readonly router: string;
  readonly lines?: Lines;
  readonly addresses?: readonly string[];
}

/** A time in which the guest itself stood still, because the host was busy: no router is to blame for it. */
export interface Stall {
  /** Milliseconds since the start of the scenario. */
  readonly from: number;
  readonly until: number;
}

/** What a guest reports of a scenario. */
export interface Report {
  readonly title: string;
  readonly outcomes: readonly Outcome[];
  /** Every change on the routers. */
  readonly sights: readonly Sight[];
  readonly stalls: readonly Stall[];
  /** The largest share of a second in which the guest waited for its processor, from 0 to 1. The host measures it. */
  readonly waited?: number;
  /** Why the scenario broke off after these outcomes. */
  readonly error?: string;
}
