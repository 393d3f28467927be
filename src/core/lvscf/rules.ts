/**
 * Rules across fields and blocks: what shows only when values are seen together. One pure function each, in
 * `rules/`; each takes time in proportion to the size of the file.
 */

import type { Problem } from '../problem.js';
import type { Model, VirtualServer } from './config.js';
import { type Surroundings, surroundingsOf } from './rules/at.js';
import { deviceTaken, deviceWithoutAlias } from './rules/devices.js';
import { sameService, sharedMark } from './rules/identity.js';
import { programHidesSend, regexIgnored, regexInvalid, udpSend } from './rules/monitoring.js';
import { blockNames } from './rules/names.js';
import {
  duplicateServerAddress,
  portChanged,
  serverBeforePort,
  serverIsRouter,
  serverPlaceholder,
} from './rules/real-servers.js';
import {
  addressPlaceholder,
  markWithoutPersistence,
  noActiveServer,
  sorryServer,
  uselessMask,
  vipIsNatRouter,
  vipIsRouter,
} from './rules/virtual-server.js';
import {
  backupIsPrimary,
  backupMissing,
  deadtimeShort,
  failoverUnused,
  natRouterIsRouter,
  natRouterUnused,
  natWithoutRouter,
  nothingActive,
  primaryMissing,
  privateAlone,
  serviceFos,
} from './rules/whole-file.js';

const fileRules: readonly ((model: Model) => Problem[])[] = [
  primaryMissing,
  backupMissing,
  backupIsPrimary,
  privateAlone,
  deadtimeShort,
  natWithoutRouter,
  natRouterUnused,
  natRouterIsRouter,
  serviceFos,
  failoverUnused,
  nothingActive,
  blockNames,
  deviceWithoutAlias,
  deviceTaken,
  sameService,
  sharedMark,
];

const virtualServerRules: readonly ((virtualServer: VirtualServer, around: Surroundings) => Problem[])[] = [
  addressPlaceholder,
  vipIsRouter,
  vipIsNatRouter,
  markWithoutPersistence,
  uselessMask,
  noActiveServer,
  sorryServer,
  programHidesSend,
  regexIgnored,
  regexInvalid,
  udpSend,
  serverPlaceholder,
  duplicateServerAddress,
  serverIsRouter,
  portChanged,
  serverBeforePort,
];

/** Every problem that shows only when values are seen together, in no particular order. */
export function ruleProblems(model: Model): Problem[] {
  const around = surroundingsOf(model);
  return [
    ...fileRules.flatMap((rule) => rule(model)),
    ...model.virtualServers.flatMap((one) => virtualServerRules.flatMap((rule) => rule(one, around))),
  ];
}
