import type { SeveralChange } from '../../core/lvscf/several.js';

const rows = (count: number) => (count === 1 ? '1 row' : `${count} rows`);

/** SEVERAL AT ONCE: one change of many virtual servers and real servers. */
export const several = {
  title: 'Virtual servers and real servers',
  lead: 'Tick virtual servers and real servers, then say what is to become of all of them. The next page shows what that changes and what it does; nothing is saved before ACCEPT. FILTER and TICK ALL begin anew: filter first, then tick.',
  empty: 'There is no virtual server yet.',
  none: 'No row has all these words.',
  shown: (shown: number, all: number) =>
    shown === all ? `${rows(all)}.` : `${shown} of ${rows(all)}; the others are neither shown nor ticked.`,
  cut: (shown: number) =>
    `Only the first ${shown} rows are shown. Filter to see others: what is not shown is not ticked.`,
  /** Beside a real server, and what its box is called. */
  of: (virtual: string) => `of ${virtual}`,
  serverOf: (server: string, virtual: string) => `${server} of ${virtual}`,
  /** What stands beside the buttons. Nothing in English. */
  gloss: { several: '', activate: '', deactivate: '', weight: '', delete: '', tickAll: '' },
  /** Why the list is shown again. */
  refusal: {
    nothing: 'Nothing is ticked: tick the rows first.',
    noServer: 'Only real servers have a weight, and none is ticked.',
    noWeight: 'Give the weight beside SET WEIGHT.',
    stray: (names: readonly string[], more: number) =>
      `Nothing was changed. Since the page was opened, somebody else changed: ${names.join(', ')}${more > 0 ? `, and ${more} more` : ''}. This is how it is now; what is still there is ticked.`,
  },
  review: {
    subject: 'REVIEW',
    question: (change: SeveralChange, count: number) => {
      if (change.what === 'delete') return `Delete ${rows(count)}?`;
      if (change.what === 'weight') return `Give weight ${change.weight} to ${rows(count)}?`;
      return `${change.active ? 'Activate' : 'Deactivate'} ${rows(count)}?`;
    },
    virtualServers: (count: number, names: readonly string[], more: number) =>
      `${count === 1 ? 'Virtual server' : `${count} virtual servers`}: ${names.join(', ')}${more > 0 ? `, and ${more} more` : ''}.`,
    realServers: (count: number, names: readonly string[], more: number) =>
      `${count === 1 ? 'Real server' : `${count} real servers`}: ${names.join(', ')}${more > 0 ? `, and ${more} more` : ''}.`,
    inner: (count: number) =>
      count === 1
        ? 'A real server goes with its virtual server.'
        : `${count} real servers go with their virtual servers.`,
    comments: (count: number) =>
      count === 1 ? 'A comment line goes with them.' : `${count} comment lines go with them.`,
    already: (count: number) =>
      count === 1
        ? 'One of them is so already and stays as it is.'
        : `${count} of them are so already and stay as they are.`,
    withoutWeight: (count: number) =>
      count === 1
        ? 'A virtual server has no weight: the one that is ticked stays as it is.'
        : `A virtual server has no weight: the ${count} that are ticked stay as they are.`,
    changes: 'What changes, and what it does once it is applied',
    nothing: 'Nothing changes: all of them are so already.',
    refused: 'This cannot be saved. Put this right first, or leave those rows out:',
    stray:
      'Nothing was changed: somebody else changed some of this after the page was opened. This is what the change would be now.',
  },
  /** After ACCEPT. */
  done: (count: number) =>
    `${count === 1 ? 'One change was' : `${count} changes were`} saved in lvs.cf, as one version.`,
  more: (count: number) => `and ${count} more`,
  /** COPY VIRTUAL SERVER. */
  copy: {
    question: (name: string) => `Copy the virtual server ${name} under this name:`,
    behind: (name: string) =>
      `The copy stands right behind ${name} in lvs.cf, and is down until (DE)ACTIVATE.`,
    address: (address: string, port: string) =>
      `Its address and port are the same: ${address}, port ${port}. Give it others on the page that comes next, before it goes up.`,
    mark: (mark: number) => `Its firewall mark is the same: ${mark}.`,
    servers: (count: number) =>
      count === 0
        ? 'It has no real servers.'
        : count === 1
          ? 'Its real server comes along, up or down as it is.'
          : `Its ${count} real servers come along, up or down as they are.`,
    changed:
      'Nothing was copied: somebody else changed it after this page was opened. This is how it is now.',
    done: (name: string, from: string) => `${name} is in lvs.cf now, as a copy of ${from}, and down.`,
    next: ['Give it an address or a port of its own, and ACCEPT.', 'At last (DE)ACTIVATE puts it to work.'],
  },
  /** SAME REAL SERVERS. */
  same: {
    lead: (name: string) => `Give ${name} the real servers of another virtual server.`,
    from: 'From',
    option: (name: string, servers: number) =>
      `${name} (${servers === 1 ? '1 real server' : `${servers} real servers`})`,
    how: {
      add: 'Add the machines that are missing; those that are there stay as they are.',
      replace: 'Replace: afterwards they are the same, with the same weights, up or down.',
    },
    howTitle: 'How',
    question: (name: string, from: string) => `Give ${name} the real servers of ${from}?`,
    port: (from: string, name: string) =>
      `A real server that listens on the port of ${from} listens on the port of ${name} here.`,
    comments: (count: number) =>
      count === 1
        ? 'A comment line goes with those that go.'
        : `${count} comment lines go with those that go.`,
    nothing: 'Nothing changes: they are there already.',
    changed:
      'Nothing was changed: somebody else changed one of the two after this page was opened. This is what it would be now.',
    gloss: { show: '' },
  },
};
