/** The panel VIRTUAL SERVERS: the list. */
export const virtualServers = {
  empty: 'There is no virtual server yet.',
  begin:
    'A virtual server is what clients connect to: an address and a port, with the real servers that answer behind it. ADD opens the form for the first one.',
  title: 'Virtual servers',
  realServers: (active: number, all: number) => (all === 0 ? 'none' : `${active} of ${all} up`),
  mark: (mark: number) => `mark ${mark}`,
};

/** The panel VIRTUAL SERVER, and the form that ADD opens. */
export const virtualServer = {
  accept: '-- Click here to apply changes to this page',
  cancel: '-- Click here to cancel the changes',
  statusHint: 'what the file says, not whether the servers are alive',
  adding:
    'Nothing is stored before ACCEPT. REAL SERVER and MONITORING SCRIPTS can be filled in once the virtual server exists; it stays down until (DE)ACTIVATE.',
  added: (name: string) => `The virtual server ${name} is in lvs.cf now, and down.`,
  /** A real server with serious problems, and how many. */
  part: (name: string, trouble: string) => `Real server ${name}: ${trouble}.`,
  next: [
    'Next, REAL SERVER: enter the machines that answer.',
    'Then MONITORING SCRIPTS: say how their health is checked. HTTP is set up already.',
    'At last (DE)ACTIVATE puts the virtual server to work.',
  ],
};
