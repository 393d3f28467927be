/** The welcome page, in front of the password. */
export const welcome = {
  title: 'Welcome to LVS Console',
  tagline: 'Web based configuration tool for Linux Virtual Server',
  loginRequired: 'You are required to login to use this tool’s features.',
  helpOnLogin: 'Help on logging in',
  noPassword:
    'Nobody can log in yet: no password is set. On this machine, in the folder of the console, type',
  whatItDoes:
    'LVS Console edits lvs.cf, the file that describes a pair of load-balancing routers, the services they offer and the servers behind them.',
};
