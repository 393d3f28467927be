/** Another process that writes the audit log in the folder of its first argument, as often as the second says. */
import { openAuditLog } from '../../../src/adapters/files/audit-log.js';

const [folder = '', times = '', user = ''] = process.argv.slice(2);
const log = openAuditLog({ folder });
for (let count = 0; count < Number(times); count++) {
  await log.record({ user, address: '', role: 'command line', action: 'apply', outcome: 'done' });
}
if (log.trouble() !== undefined) throw log.trouble()?.error;
