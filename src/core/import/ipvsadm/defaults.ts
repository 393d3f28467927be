/** `/etc/default/ipvsadm` of Debian: when the rules are loaded, and the daemon that copies connections. */

import type { Draft } from '../draft.js';
import type { Report } from '../report.js';
import { interfaceNameOf, wholeNumber } from '../values.js';

/** Reads the settings of such a file. */
export function readIpvsadmDefaults(text: string, draft: Draft, report: Report): void {
  let comments = 0;
  let device: string | undefined;
  for (const [index, whole] of text.split('\n').entries()) {
    const line = whole.trim();
    if (line.startsWith('#')) comments++;
    if (line === '' || line.startsWith('#')) continue;
    const said = report.at(index + 1);
    const [, keyword = '', quoted = ''] = /^([A-Z_]+)=(.*?)\s*$/.exec(line) ?? [];
    const value = quoted.replace(/^(["'])(.*)\1$/, '$2');
    switch (keyword) {
      case 'AUTO':
        said.say('kept', 'console_does', {});
        break;
      case 'DAEMON':
        if (value === 'master' || value === 'backup' || value === 'both')
          draft.setGlobal('syncdaemon', true, said);
        else if (value !== 'none') said.say('unknown', 'value_wrong', { word: keyword, value });
        break;
      case 'IFACE':
        device = interfaceNameOf(value);
        if (device === undefined) said.say('unknown', 'value_wrong', { word: keyword, value });
        else {
          draft.setGlobal('syncd_iface', device, said);
          draft.devices.push(device);
        }
        break;
      case 'SYNCID': {
        const id = wholeNumber(value);
        if (id === undefined || id > 255) said.say('unknown', 'value_wrong', { word: keyword, value });
        else draft.setGlobal('syncd_id', id, said);
        break;
      }
      default:
        said.say('unknown', 'not_this_kind', {});
    }
  }
  if (comments > 0) report.say('comments_left', { count: comments });
}
