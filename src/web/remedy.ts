import type { ErrorReason } from '../core/problem.js';

/** What a new address, key or login cures. */
const ofTheConnection: ReadonlySet<ErrorReason> = new Set([
  'ssh_name_unknown',
  'ssh_refused',
  'ssh_unreachable',
  'ssh_other_protocol',
  'ssh_host_unknown',
  'ssh_host_changed',
  'ssh_host_revoked',
  'ssh_login_refused',
  'ssh_key',
  'ssh_agent',
  'ssh_request_refused',
  'ssh_sftp_poor',
  'ssh_backup_settings',
  'push_not_set_up',
  'push_copy_only',
]);

/** The panel on which the console itself mends what made an operation fail; nothing where it cannot. */
export function remedyOf(reason: ErrorReason): { readonly label: string; readonly href: string } | undefined {
  return ofTheConnection.has(reason) ? { label: 'CONNECTION', href: '/secure/connection' } : undefined;
}
