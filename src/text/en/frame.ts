/** What stands around every page: navigation, marks beside fields, buttons' hints. */
export const frame = {
  skip: 'Skip to the content',
  helpNavigation: 'About this tool',
  mainNavigation: 'Panels',
  editNavigation: 'Parts of this virtual server',
  languageNavigation: 'Language',
  /** Read out before the name of the file and so on. */
  signedInAs: (user: string) => `Signed in as ${user}`,
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
    'virtual-servers': '',
    'virtual-server': '',
    'real-servers': '',
    'real-server': '',
    'monitoring-scripts': '',
    file: '',
    error: '',
  },
  done: 'Done',
  warning: 'Warning',
  problems: (count: number) =>
    count === 1 ? 'One thing needs your attention' : `${count} things need your attention`,
  nothingSaved: 'Nothing was saved. What you typed is still in the form.',
  severity: { refused: 'Error', broken: 'Warning', advice: 'Advice' },
  keyInFile: 'Key in the file',
  defaultValue: (value: string) => `default ${value}`,
  blankMeans: (what: string) => `blank: ${what}`,
};
