/** The box in the head of every page, and what it finds. */
export const jump = {
  label: 'Jump to',
  title: 'Search',
  lead: 'Type a name, an address, a port, a firewall mark, a panel or a field into the box at the head of any page. HTTP/web1 is the real server web1 of the virtual server HTTP.',
  count: (count: number, typed: string) =>
    count === 0
      ? `Nothing is called “${typed}”.`
      : count === 1
        ? `One place for “${typed}”`
        : `${count} places for “${typed}”`,
  more: (count: number) => `${count} more are not listed: type more of the name.`,
  partOf: (virtualServer: string) => `of ${virtualServer}`,
  kinds: {
    virtualServer: 'Virtual servers',
    realServer: 'Real servers',
    panel: 'Panels',
    field: 'Fields',
  },
};
