/** The panel GLOBAL SETTINGS. */
export const globalSettings = {
  /** What stands beside the original words. Nothing in English. */
  gloss: { environment: '', filter: '' },
  accept: '-- Click here to apply changes on this page',
  natOnly: 'With NAT only',
  natKept: 'Another network type does not use these three; their values stay in the file.',
  filter: {
    lead: 'What a router needs beside the engine. The settings stand in lvs.cf as comment lines, so that both routers have them; each router sets up for itself what its file says at APPLY. What is set to No is left to the router.',
    rulesTitle: 'The rules for firewall marks, line by line',
    rulesLead:
      'With Yes, as iptables-restore gets them from the file that is saved now; --noflush leaves all other rules alone. A packet gets the mark of the last rule that fits it, and none once RETURN fits.',
    shown: 'The rules, line by line',
    noMarks: 'No active virtual server has a firewall mark: there are no rules to make.',
  },
};
