/** The lists of virtual servers and of real servers, and the page that asks before one is deleted. */
export const lists = {
  /** What the file says, in the original's words, with their meaning in the reader's language. */
  status: {
    up: { text: 'up', gloss: '' },
    down: { text: 'down', gloss: '' },
    undef: { text: 'undef', gloss: '' },
  },
  /** What stands beside the buttons. Nothing in English. */
  gloss: {
    add: '',
    delete: '',
    edit: '',
    toggle: '',
    filter: '',
    copy: '',
    up: '',
    down: '',
    same: '',
    accept: '',
    cancel: '',
  },
  /** What stands beside the captions of the columns. Nothing in English. */
  columns: {
    status: '',
    name: '',
    vip: '',
    netmask: '',
    port: '',
    protocol: '',
    interface: '',
    realServers: '',
    address: '',
    weight: '',
  },
  note: 'Choose a row with its round button before EDIT, DELETE, (DE)ACTIVATE, MOVE UP, MOVE DOWN or COPY; a name leads straight to its form, and a caption sorts what is shown. The order of the file changes with MOVE UP and MOVE DOWN only, which are there while the list shows it. STATUS is what the file says, not whether the servers are alive.',
  /** Before the words that rows are looked for by. */
  filter: 'Rows with',
  showAll: 'Show all rows',
  inFileOrder: 'All rows, in the order of the file',
  found: (shown: number, all: number) =>
    shown === 0 ? 'No row has all these words.' : `${shown} of ${all} rows.`,
  /** After MOVE UP and MOVE DOWN. */
  moved: {
    up: (name: string) => `${name} stands one place higher in lvs.cf, with the comments right above it.`,
    down: (name: string) => `${name} stands one place lower in lvs.cf, with the comments right above it.`,
    atEnd: (name: string) => `${name} is at the end of the list already.`,
  },
  chooseFirst: 'Choose a row first.',
  stale: (name: string, status: string) =>
    `Nothing was changed. ${name} is ${status} already: somebody else changed it after this page was opened.`,
  notActivated: (name: string) =>
    `${name} was not activated, because it could not work as it is. Put this right first:`,
  switched: (name: string, status: string) => `${name} is ${status} now in lvs.cf.`,
  /** The serious problems of one row; at least one of the two is above 0. */
  problems: (errors: number, warnings: number) =>
    [
      errors === 0 ? '' : errors === 1 ? '1 error' : `${errors} errors`,
      warnings === 0 ? '' : warnings === 1 ? '1 warning' : `${warnings} warnings`,
    ]
      .filter(Boolean)
      .join(', '),
  /** Beside a value that is not in the file. */
  byDefault: 'default',
};

/** The page that asks before something is deleted. */
export const removal = {
  lines: 'These lines of the file go:',
  changed: 'Nothing was deleted: somebody else changed it after this page was opened. This is how it is now.',
  comments: (count: number) =>
    count === 1 ? 'One comment line in it goes too.' : `${count} comment lines in it go too.`,
  virtualServer: {
    question: (name: string) => `Delete the virtual server ${name}?`,
    realServers: (names: readonly string[]) =>
      names.length === 1
        ? `Its real server ${names.join('')} goes with it.`
        : `Its ${names.length} real servers go with it: ${names.join(', ')}.`,
    noRealServers: 'It has no real servers.',
    active: 'It is up: without it, clients that connect to its address get no answer.',
    mark: (mark: number, others: readonly string[]) =>
      `Firewall mark ${mark} is shared with ${others.join(', ')}, which ${others.length === 1 ? 'stays' : 'stay'}.`,
    address: (address: string, others: readonly string[]) =>
      `${address} is also the address of ${others.join(', ')}, which ${others.length === 1 ? 'stays' : 'stay'}.`,
    lastActive: 'It is the only virtual server that is up.',
  },
  realServer: {
    question: (name: string, virtual: string) => `Delete the real server ${name} of ${virtual}?`,
    active: 'It is up: without it, its share of the clients goes to the others.',
    lastActive: (virtual: string) =>
      `It is the only real server of ${virtual} that is up: without it, nobody answers the clients.`,
    elsewhere: (address: string, others: readonly string[]) =>
      `${address} is also a real server of ${others.join(', ')}, and stays there.`,
  },
};
