const every = (seconds: number) => (seconds === 1 ? 'every second' : `every ${seconds} seconds`);

/** The panel REDUNDANCY. */
export const redundancy = {
  /** What stands beside the original words. Nothing in English. */
  gloss: { enable: '', disable: '', reset: '', cancel: '' },
  accept: '-- Click here to apply changes to this page',
  connection: '-- To send lvs.cf to this router with PUSH',
  inactive: 'No backup router stands by. ENABLE opens the fields and stores nothing yet.',
  enabling: 'Nothing is stored yet: ACCEPT stores these values and makes the backup active.',
  resetting:
    'These are the default values. Nothing is stored yet: ACCEPT stores them; the tab REDUNDANCY brings back those of the file.',
  privateHint:
    'For a second heartbeat path, first fill in Primary server private IP on GLOBAL SETTINGS and press ACCEPT there. Redundant server private IP then appears here.',
  privateLink: 'Open GLOBAL SETTINGS',
  shared: {
    title: 'Shared by both routers',
    lead: 'The original tool had no such fields, and keepalived makes use of them. They are kept in comment lines of lvs.cf, so they reach the other router with the file.',
  },
  /** What the two times come to when keepalived runs the file. */
  outcome: ({
    interval,
    missed,
    deadtime,
  }: {
    interval: number;
    missed: number;
    deadtime: number;
  }): string => {
    const seconds = interval * missed;
    const text = `In effect: a heartbeat ${every(interval)}, and a takeover after ${missed} missing ones, ${seconds} seconds of silence.`;
    if (seconds === deadtime) return text;
    return `${text} keepalived counts whole heartbeats, at least two; pulse waits exactly ${deadtime} seconds.`;
  },
  disable: {
    title: 'Switch the backup router off?',
    lead: (backup: string | undefined) => {
      const nobody = 'when the primary router fails, nobody takes over.';
      if (backup === undefined) return `No router stands by any more: ${nobody}`;
      return `The backup router ${backup} no longer stands by: ${nobody}`;
    },
    effects: [
      'This is stored at once. It counts on each router from the moment its engine starts with the new file; on the backup router pulse then notes in its log that it is marked inactive, and exits.',
      'The other values of this panel stay in the file, and ENABLE brings them back.',
    ],
  },
};
