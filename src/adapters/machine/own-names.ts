import { hostname, networkInterfaces } from 'node:os';

/** The names and addresses this machine has at this moment. */
export function ownNames(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const name = hostname();
  return [name, name.split('.')[0] ?? name, ...addresses.map(({ address }) => address.replace(/%.*$/, ''))];
}
