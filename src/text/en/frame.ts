/** What stands around every page: navigation, marks beside fields, buttons' hints. */
export const frame = {
  skip: 'Skip to the content',
  helpNavigation: 'About this tool',
  mainNavigation: 'Panels',
  editNavigation: 'Parts of this virtual server',
  languageNavigation: 'Language',
  /** Read out before the name of the file and so on. */
  signedInAs: (user: string, role: string) => `Signed in as ${user}, ${role}`,
  version: (version: string) => `LVS Console ${version}`,
  /** The panel names stay the original ones; this is what stands beside them. Nothing in English. */
  gloss: {
    welcome: '',
    'about-login': '',
    introduction: '',
    help: '',
    password: '',
    control: '',
    'global-settings': '',
    redundancy: '',
    connection: '',
    push: '',
    'virtual-servers': '',
    'virtual-server': '',
    'add-virtual-server': '',
    'delete-virtual-server': '',
    'real-servers': '',
    'real-server': '',
    'add-real-server': '',
    'delete-real-server': '',
    'monitoring-scripts': '',
    keepalived: '',
    'client-connections': '',
    routers: '',
    'temporary-weights': '',
    'engine-log': '',
    file: '',
    versions: '',
    allowlist: '',
    audit: '',
    error: '',
  },
  done: 'Done:',
  warning: 'Warning:',
  problems: (count: number) =>
    count === 1 ? 'One thing needs your attention' : `${count} things need your attention`,
  inClear:
    'Passwords cross the network in clear text: this console listens beyond this machine, without TLS. Let in trusted networks only, or make a certificate on the router: lvs-console certificate --make',
  certificate: {
    ending: (day: string) => `The certificate of this console ends on ${day}. It is time to renew it.`,
    ended: (day: string) =>
      `The certificate of this console ended on ${day}, and browsers refuse it. Renew it.`,
    not_yet: (day: string) =>
      `The certificate of this console is good from ${day} only. Is the clock of this machine right?`,
  },
  onBackup:
    'This is the backup router. Make changes on the primary router and push them from there; here only while that one is out of service.',
  viewer: 'Your account may look at everything and change nothing.',
  nothingSaved: 'Nothing was saved. What you typed is still in the form.',
  severity: { refused: 'Error:', broken: 'Warning:', advice: 'Advice:' },
  keyInFile: 'Key in the file',
  defaultValue: (value: string) => `default ${value}`,
  blankMeans: (what: string) => `blank: ${what}`,
};
