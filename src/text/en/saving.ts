import type { Difference } from '../../core/lvscf/diff.js';

const place = ({ scope, virtual, server }: Difference) => {
  if (scope === 'global') return '';
  if (scope === 'failover') return `failover service ${virtual}: `;
  return scope === 'virtual' ? `virtual server ${virtual}: ` : `real server ${server} of ${virtual}: `;
};

const object = ({ scope, virtual, server }: Difference) => {
  if (scope === 'failover') return `failover service ${virtual}`;
  return scope === 'virtual' ? `virtual server ${virtual}` : `real server ${server} of ${virtual}`;
};

const changed = (difference: Difference): string => {
  const { what, keyword, from, to } = difference;
  if (what === 'added') return `${object(difference)} added`;
  if (what === 'removed') return `${object(difference)} removed`;
  if (what === 'renamed') return `${object(difference)}: renamed, it was ${from}`;
  if (what === 'comments') return 'comments, blank lines or the order of lines changed';
  if (from === undefined) return `${place(difference)}${keyword} = ${to} (new)`;
  if (to === undefined) return `${place(difference)}${keyword} left out (it was ${from})`;
  return `${place(difference)}${keyword} = ${to} (it was ${from})`;
};

const runs = ({ what, runsAs }: Difference) => {
  if (runsAs === undefined) return '';
  return what === 'added' ? `, with a program that runs as ${runsAs}` : ` – a program that runs as ${runsAs}`;
};

/** What a save did, and what stands in its way. */
export const saving = {
  saved: 'Saved in lvs.cf.',
  unsaved: 'What you typed into the other boxes is still there and is not saved yet.',
  nothingChanged: 'Nothing was changed, so nothing was written.',
  difference: (difference: Difference): string => `${changed(difference)}${runs(difference)}`,
  /** Beside a line of a comparison. */
  runs: (account: string) => `a program that runs as ${account}`,
  readOnly: {
    structure:
      'This panel can be looked at but not saved: the file has lines that do not form the blocks somebody meant. Put them right on the FILE page first.',
    carriage_returns:
      'This panel can be looked at but not saved: the file has carriage returns, and the daemon reads only its first line. Convert it on the FILE page first.',
    link: 'Open the FILE page',
  },
  gone: 'Nothing was saved. This is what you had typed, so that you can use it elsewhere.',
  elsewhere: 'Nothing was saved: the change would bring problems elsewhere in the file.',
};

/** What numbers count. */
export const units = { seconds: 'seconds' };
