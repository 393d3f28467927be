/** The panel GLOBAL SETTINGS. */
export const globalSettings = {
  /** What stands beside the original words. Nothing in English. */
  gloss: { environment: '' },
  accept: '-- Click here to apply changes on this page',
  natOnly: 'With NAT only',
  natKept: 'Another network type does not use these three; their values stay in the file.',
};
