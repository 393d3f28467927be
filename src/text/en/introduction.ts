/** The INTRODUCTION page. */
export const introduction = {
  about: {
    title: 'ABOUT THIS TOOL',
    paragraphs: [
      'LVS Console configures Linux Virtual Server: one or two routers that hold a floating address and share the requests among real servers behind them. It edits lvs.cf, keeps every line that it does not show, and refuses what the daemons would refuse.',
      'It is used on the primary router. Complete the configuration first, panel by panel, and press ACCEPT before you leave a panel; then start the engine, and copy the file to the backup router after every change. Both routers must hold the same file, or a failover may fail.',
    ],
  },
  options: {
    title: 'OPTIONS',
    control:
      'what this machine has and does: engine, packet forwarding, the kernel’s routing table, the processes',
    'global-settings':
      'addresses of the primary router, and how packets reach the real servers: NAT, direct routing or tunneling',
    redundancy: 'the backup router and the heartbeat between the two',
    'virtual-servers':
      'the services offered, the real servers behind each of them, and how their health is checked',
  },
  resources: {
    title: 'RESOURCES',
    help: 'every field of every panel, explained',
    file: 'the text of lvs.cf, with its problems in place',
    project: 'The Linux Virtual Server project',
  },
};
