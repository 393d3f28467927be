/** What can be imported, and how it is told apart. */

/** The kinds of text that are read. */
export const importKinds = [
  'keepalived.conf',
  'ipvsadm',
  'ipvsadm-default',
  'ip_vs',
  'ha.cf',
  'authkeys',
  'haresources',
  'hosts',
  'lvs.cf',
] as const;

/** A kind of text that is read. */
export type ImportKind = (typeof importKinds)[number];

/** One text to import. */
export interface Source {
  /** What people call it: the name of its file. */
  readonly name: string;
  readonly kind: ImportKind;
  /** A byte string. */
  readonly text: string;
}

const byName: readonly (readonly [RegExp, ImportKind])[] = [
  [/(^|\/)lvs[^/]*\.cf(\.|$)/, 'lvs.cf'],
  [/(^|\/)ha\.cf(\.|$)/, 'ha.cf'],
  [/(^|\/)authkeys(\.|$)/, 'authkeys'],
  [/(^|\/)haresources(\.|$)/, 'haresources'],
  [/(^|\/)default\/ipvsadm$/, 'ipvsadm-default'],
  [/(^|\/)hosts(\.|$)/, 'hosts'],
  [/(^|\/)ip_vs$/, 'ip_vs'],
  [/(^|\/)[^/]*ipvsadm[^/]*$/, 'ipvsadm'],
  [/(^|\/)[^/]*keepalived[^/]*$/, 'keepalived.conf'],
];

/** By the first line that only one kind can have. The order matters: braces are in several. */
const byContent: readonly (readonly [RegExp, ImportKind])[] = [
  [/^[ \t]*(virtual|failover)[ \t]+\S+[ \t]+\{|^[ \t]*(serial_no|primary|backup_active)[ \t]*=/m, 'lvs.cf'],
  [/^[ \t]*(vrrp_\w+|virtual_server(_group)?|global_defs|real_server|include)\b/m, 'keepalived.conf'],
  [/^IP Virtual Server version|^Prot LocalAddress:Port|^ *-> RemoteAddress:Port/m, 'ip_vs'],
  [/^[ \t]*(AUTO|DAEMON|IFACE|SYNCID)=/m, 'ipvsadm-default'],
  [/\bipvsadm[ \t]+-|^[ \t]*-[AEae] /m, 'ipvsadm'],
  [/\bIPaddr2?::/, 'haresources'],
  [/^[ \t]*auth[ \t]*[0-9]+[ \t]*$/m, 'authkeys'],
  [/^[ \t]*(bcast|ucast|mcast|node|deadtime|keepalive|auto_failback)[ \t]/m, 'ha.cf'],
  [/^[ \t]*[0-9]+(\.[0-9]+){3}[ \t]+[A-Za-z]/m, 'hosts'],
];

/** What kind a text is: by its name where that says it, else by what is in it; nothing where neither does. */
export function kindOf(name: string, text: string): ImportKind | undefined {
  const named = byName.find(([pattern]) => pattern.test(name))?.[1];
  const found = byContent.find(([pattern]) => pattern.test(text))?.[1];
  // `/etc/default/ipvsadm` may come as `ipvsadm`, and so may the rules.
  if (named === 'ipvsadm' && (found === 'ipvsadm-default' || found === 'ip_vs')) return found;
  return named ?? found;
}
