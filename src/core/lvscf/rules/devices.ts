/** Rules about the devices that carry floating addresses. Advice all of them, because only pulse minds. */

import type { Problem } from '../../problem.js';
import type { Model } from '../config.js';
import { type AddressOnDevice, isDeviceName } from '../kinds/addresses.js';
import { type Described, head, isGiven, problemOf, surroundingsOf } from './at.js';

interface Carrier {
  readonly described: Described;
  readonly keyword: string;
  readonly on: AddressOnDevice;
  /** What is brought up: the NAT router, and virtual servers that are active. */
  readonly active: boolean;
}

function carriersOf(model: Model): Carrier[] {
  const { natRouter } = surroundingsOf(model);
  const inside: Carrier[] =
    natRouter === undefined
      ? []
      : [{ described: head(model), keyword: 'nat_router', on: natRouter, active: true }];
  const outside = model.virtualServers.flatMap((described): Carrier[] => {
    const { address: on, active = false } = described.values;
    return on === undefined ? [] : [{ described, keyword: 'address', on, active }];
  });
  return [...inside, ...outside];
}

/**
 * pulse takes the whole device down when it stops, so that the router loses its own address.
 * Source: lvs-cf format, section 10, item 18.
 */
export function deviceWithoutAlias(model: Model): Problem[] {
  return carriersOf(model)
    .filter(({ on: { device } }) => isDeviceName(device) && !device.includes(':'))
    .map(({ described, keyword, on: { device } }) =>
      problemOf(
        described,
        { code: 'device_without_alias', severity: 'advice', params: { device }, word: 1 },
        keyword,
      ),
    );
}

/** An alias carries one address: pulse would replace the first by the second. */
export function deviceTaken(model: Model): Problem[] {
  const taken = new Map<string, string>();
  return carriersOf(model).flatMap(({ described, keyword, on: { address, device }, active }) => {
    if (!active || !isGiven(address)) return [];
    const other = taken.get(device);
    if (other === undefined) taken.set(device, address);
    if (other === undefined || other === address) return [];
    const params = { device, address, other };
    return [problemOf(described, { code: 'device_taken', severity: 'advice', params, word: 1 }, keyword)];
  });
}
