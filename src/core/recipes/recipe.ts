/** What people have to run on a machine around the configuration, as it is shown, copied and downloaded. */

/** What is to be done; its title and its reason are in the texts. */
export const recipeIds = [
  'modules',
  'forwarding',
  'marks',
  'ftp-active',
  'router-firewall',
  'static-vip',
  'default-route',
  'hidden-address',
  'arptables',
  'redirect',
  'tunnel',
  'ftp-passive',
] as const;

/** One of the things to be done. */
export type RecipeId = (typeof recipeIds)[number];

/** Ways to do one thing, by the tools of the machine it is done on. */
export const forms = [
  'any',
  'systemd',
  'interfaces',
  'netplan',
  'networkd',
  'ifcfg',
  'iptables-debian',
  'iptables-redhat',
  'nft',
  'firewalld',
  'arptables-jf',
  'vsftpd',
] as const;

/** One of the ways. */
export type Form = (typeof forms)[number];

/** Lines for a shell of root. */
export interface Variant {
  readonly form: Form;
  readonly run: string;
  /** Shows whether it is done; changes nothing. */
  readonly check: string;
  /** Takes it back; blank where nothing was changed. */
  readonly undo: string;
}

/** One thing to do on a machine, by one of several ways. */
export interface Recipe {
  readonly id: RecipeId;
  readonly variants: readonly Variant[];
  /** The console does it itself at APPLY, as a setting in the file says. */
  readonly byConsole: boolean;
}

/** A machine of the configuration. */
export type Machine =
  | { readonly kind: 'router'; readonly role: 'primary' | 'backup'; readonly address: string }
  | { readonly kind: 'real_server'; readonly address: string; readonly names: readonly string[] };

/** How a machine is called in an address or on the command line: its role, or its address. */
export function machineName(machine: Machine): string {
  return machine.kind === 'router' ? machine.role : machine.address;
}
