import type { FastifyInstance } from 'fastify';
import { panelKeys } from '../../../core/lvscf/panel-keys.js';
import type { EditingNeeds } from '../../editing.js';
import { editHead } from '../../head-form.js';
import { globalSettingsView } from './view.js';

/** GLOBAL SETTINGS: the primary router, the kernel's timeouts, the network type, the NAT router, and the packet filter. */
export function globalSettings(scope: FastifyInstance, needs: EditingNeeds): void {
  editHead(scope, needs, {
    panel: 'global-settings',
    template: 'global-settings/global-settings',
    path: '/global-settings',
    keywords: panelKeys['global-settings'].keywords,
    order: [
      'primary',
      'primary_private',
      'tcp_timeout',
      'tcpfin_timeout',
      'udp_timeout',
      'network',
      'nat_router',
      'nat_nmask',
      'nat_router_device',
      'mark-rules',
      'ftp-data-ports',
      'ip-forwarding',
    ],
    codes: ['primary_missing', 'nat_without_router'],
    view: (config, { source }, words, form) => globalSettingsView(config, source, words, form),
  });
}
