/** The other way round: what somebody changed on the other router comes here. */

import type { ConfigFile } from '../adapters/files/config-file.js';
import { type Config, readConfig } from '../core/lvscf/config.js';
import { differences } from '../core/lvscf/diff.js';
import { addedByText } from '../core/lvscf/whole-text.js';
import { ConsoleError } from '../core/problem.js';
import type { Push, Taken, TakeOrder } from '../core/push/api.js';
import { merged } from '../core/push/merge.js';
import type { Ledger } from './ledger.js';
import type { Link } from './link.js';
import type { PushTarget } from './push.js';

/** What it takes. */
export interface TakingNeeds {
  /** @throws not_found: push_not_set_up */
  readonly target: () => Promise<PushTarget>;
  readonly link: Link;
  readonly ledger: Ledger;
  readonly lvsCf: Pick<ConfigFile<Config>, 'update'>;
}

/** What can be taken. */
export type Taking = Pick<Push, 'takeTheirs' | 'takeObjects'>;

/** Makes the text of the file here. */
type Change = (ours: Config, theirs: Config, text: string) => string;

/** Opens it. */
export function openTaking({ ledger, link, lvsCf, target }: TakingNeeds): Taking {
  async function take({ approve, by, here, there }: TakeOrder, change: Change): Promise<Taken> {
    const { copyTo, to } = await target();
    return ledger.alone(by.user, async () => {
      const found = await link.use(copyTo, (other) => other.fetch());
      if (found === undefined) throw new ConsoleError('not_found', 'push_nothing_there', {});
      if (found.hash !== there) throw new ConsoleError('conflict', 'push_moved_on', { where: 'there' });
      const theirs = readConfig(found.text);
      const { after, before, version } = await lvsCf.update(by, (loaded) => {
        if (loaded.hash !== here) throw new ConsoleError('conflict', 'push_moved_on', { where: 'here' });
        const text = change(loaded.parsed, theirs, found.text);
        const taken = readConfig(text);
        refuseAdded(loaded.parsed, taken);
        approve?.(loaded.parsed, taken);
        return text;
      });
      // A person has seen theirs and decided: from now on it is what the two routers had in common last.
      await ledger.keepLast(to, found.text);
      return {
        changes: differences(before.parsed, after.parsed),
        ...(version && { version: version.number }),
      };
    });
  }

  return {
    takeTheirs: (order) => take(order, (_ours, _theirs, text) => text),
    takeObjects: (order, taken) => take(order, (ours, theirs) => merged(ours, theirs, taken)),
  };
}

/** The same care as with every save. @throws invalid: adds_problems */
function refuseAdded(before: Config, after: Config): void {
  const problems = addedByText(before, after);
  if (problems.length === 0) return;
  throw new ConsoleError('invalid', 'adds_problems', { count: problems.length }, { problems });
}
