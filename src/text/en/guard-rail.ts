import type { AddressUse, Danger } from '../../core/problem.js';

/** How many names a sentence lists. */
const namesListed = 8;

const list = (names: readonly string[]) => {
  const left = names.length - namesListed;
  return left > 0 ? `${names.slice(0, namesListed).join(', ')} and ${left} more` : names.join(', ');
};

const uses: Record<AddressUse, string> = {
  vip: 'Once this is applied, the routers no longer carry it: you and the clients that connect to it are cut off.',
  nat_router:
    'Once this is applied, the routers no longer carry it: you are cut off, and the real servers lose their way out.',
  primary:
    'It would no longer be the address of the primary router: the router that has it does not know then which of the two it is.',
  backup:
    'It would no longer be the address of the backup router: the router that has it does not know then which of the two it is.',
  primary_private:
    'It would no longer be the private address of the primary router: the second heartbeat path goes.',
  backup_private:
    'It would no longer be the private address of the backup router: the second heartbeat path goes.',
};

const services = ({ lost, of }: Extract<Danger, { kind: 'services' }>) => {
  if (of === 1) return `${list(lost)} is the only service that answers clients. After this, none does.`;
  if (lost.length === of)
    return `All ${of} services that answer clients go or become inactive: ${list(lost)}.`;
  if (lost.length === 1)
    return `${list(lost)} is one of only ${of} services that answer clients. After this, its clients get no answer.`;
  return `${lost.length} of the ${of} services that answer clients go or become inactive: ${list(lost)}.`;
};

const lastRealServer = ({ name, servers }: Extract<Danger, { kind: 'last_real_server' }>) =>
  servers.length === 1
    ? `${list(servers)} is the last real server that works for ${name}. After this, nobody answers its clients.`
    : `${list(servers)} are the last real servers that work for ${name}. After this, nobody answers its clients.`;

/** What is asked before a change that takes away much. */
export const guardRail = {
  /** What would happen, in one sentence or two. */
  danger: (danger: Danger): string => {
    if (danger.kind === 'services') return services(danger);
    if (danger.kind === 'last_real_server') return lastRealServer(danger);
    return `You are connected through ${danger.name}. ${uses[danger.use]}`;
  },
  title: 'Is this meant?',
  more: (count: number) => (count === 1 ? 'And one more like this.' : `And ${count} more like this.`),
  label: 'Name',
  help: (name: string, button: string) =>
    `Nothing is saved yet. Type ${name} and press ${button} to do it all the same; CANCEL leaves everything as it is.`,
  wrong: (typed: string, name: string) =>
    typed === ''
      ? `No name was typed, so nothing is saved yet. It would be ${name}.`
      : `${typed} is not the name, so nothing is saved yet. It would be ${name}.`,
};
