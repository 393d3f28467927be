/** The panel REAL SERVER: the list. */
export const realServers = {
  empty: (virtual: string) => `${virtual} has no real server yet.`,
  begin:
    'A real server is a machine that answers for the virtual server. ADD opens the form for the first one.',
  title: (virtual: string) => `Real servers of ${virtual}`,
};

/** The form of one real server. */
export const realServer = {
  adding: 'Nothing is stored before ACCEPT. The real server stays down until (DE)ACTIVATE.',
  added: (name: string, virtual: string) =>
    `The real server ${name} of ${virtual} is in lvs.cf now, and down.`,
  next: ['(DE)ACTIVATE puts it to work.'],
};
