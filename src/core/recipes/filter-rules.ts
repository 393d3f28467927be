/** Rules of the packet filter, by the tools that keep them over a start of the machine. */

import type { Form, Variant } from './recipe.js';
import { lines, writes } from './shell.js';

/** One rule. */
export interface FilterRule {
  readonly table: 'nat' | 'filter';
  readonly chain: 'PREROUTING' | 'POSTROUTING' | 'INPUT';
  /** As iptables reads it. */
  readonly iptables: string;
  /** As nft reads it. */
  readonly nft: string;
}

/** How rules of iptables survive a start. Source: guide, section 3.6; netfilter-persistent(8). */
const saving: readonly { readonly form: Form; readonly first: readonly string[]; readonly save: string }[] = [
  {
    form: 'iptables-debian',
    first: ['apt-get install -y iptables iptables-persistent'],
    save: 'netfilter-persistent save',
  },
  { form: 'iptables-redhat', first: [], save: 'service iptables save && chkconfig iptables on' },
];

/** The rules by iptables, as Debian and as Red Hat keep them. A rule that is there is not made twice. */
export function byIptables(rules: readonly FilterRule[], position: '-A' | '-I'): Variant[] {
  const each = (action: string) =>
    rules.map(({ chain, iptables, table }) => `iptables -t ${table} ${action} ${chain} ${iptables}`);
  const shown = [...new Set(rules.map(({ chain, table }) => `iptables -t ${table} -S ${chain}`))];
  const made = each('-C').map((asked, i) => `${asked} 2>/dev/null || ${each(position)[i]}`);
  return saving.map(({ first, form, save }) => ({
    form,
    run: lines(first, made, save),
    check: lines(shown),
    undo: lines(each('-D'), save),
  }));
}

/** Lines for iptables-restore, as Debian and as Red Hat keep them. */
export function byRestore(input: string, inputUndo: string, check: string): Variant[] {
  const given = (text: string) => ["iptables-restore --noflush <<'END'", text.trimEnd(), 'END'];
  return saving.map(({ first, form, save }) => ({
    form,
    run: lines(first, given(input), save),
    check: lines(check),
    undo: lines(given(inputUndo), save),
  }));
}

/** A table of our own for nft, which nothing else is in. Source: nft(8). */
export function byNft(table: string, chain: readonly string[], rules: readonly string[]): Variant {
  const path = `/etc/${table}.nft`;
  const include = `include "${path}"`;
  return {
    form: 'nft',
    run: lines(
      writes(path, [
        `table ip ${table}`,
        `delete table ip ${table}`,
        `table ip ${table} {`,
        ...chain.map((line) => `  ${line}`),
        ...rules.map((line) => `    ${line}`),
        '  }',
        '}',
      ]),
      `nft -f ${path}`,
      `grep -qxF '${include}' /etc/nftables.conf || echo '${include}' >> /etc/nftables.conf`,
      'systemctl enable nftables.service',
    ),
    check: lines(`nft list table ip ${table}`),
    undo: lines(
      `nft delete table ip ${table}`,
      `sed -i '\\|^${include}$|d' /etc/nftables.conf`,
      `rm -f ${path}`,
    ),
  };
}
