/** The panel GLOBAL SETTINGS. */
export const globalSettings = {
  /** What stands beside the original words. Nothing in English. */
  gloss: { environment: '', filter: '' },
  accept: '-- Click here to apply changes on this page',
  natOnly: 'With NAT only',
  natKept: 'Another network type does not use these three; their values stay in the file.',
  filter: {
    lead: 'What a router needs beside the engine. The settings stand in lvs.cf as comment lines, so that both routers have them; each router sets up for itself what its file says at APPLY. What is set to No is left to the router.',
    rulesTitle: 'The rules for firewall marks that this file makes, line by line',
    rulesLead:
      'As iptables-restore gets them, from the file as it is saved; --noflush leaves all other rules alone. A packet gets the mark of the last rule that fits.',
    shown: 'The rules, line by line',
    noMarks: 'No active virtual server has a firewall mark: there are no rules to make.',
  },
};
