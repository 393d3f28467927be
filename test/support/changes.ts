/** Changes of the well-formed cluster, one point each. */

import type { BlockDraft, FileDraft, Keys } from './cluster.js';

/** A change of a file before it is written. */
export type Change = (draft: FileDraft) => void;

/** Gives keys at the head of the file these values. */
export const set =
  (keys: Keys): Change =>
  ({ global }) => {
    Object.assign(global, keys);
  };
/** Takes keys out of the head of the file. */
export const without =
  (...keywords: string[]): Change =>
  ({ global }) => {
    for (const keyword of keywords) delete global[keyword];
  };
/** One change after another. */
export const both =
  (...changes: Change[]): Change =>
  (draft) => {
    for (const change of changes) change(draft);
  };

/** Changes the first virtual server, which is named web. */
export const web =
  (change: (web: BlockDraft) => void): Change =>
  ({ blocks: [first] }) => {
    if (first !== undefined) change(first);
  };
/** Gives keys of the virtual server web these values. */
export const webKeys = (keys: Keys) =>
  web((block) => {
    block.keys = { ...block.keys, ...keys };
  });
/** Takes keys out of the virtual server web. */
export const webWithout = (...keywords: string[]) =>
  web((block) => {
    for (const keyword of keywords) delete block.keys[keyword];
  });
/** Gives keys of its first real server these values. */
export const serverKeys = (keys: Keys) =>
  web(({ servers: [first] }) => {
    if (first !== undefined) Object.assign(first.keys, keys);
  });
/** Puts a block at the end. */
export const add =
  (block: BlockDraft): Change =>
  ({ blocks }) => {
    blocks.push(block);
  };
/** Gives the virtual server web another name. */
export const named = (name: string) =>
  web((block) => {
    block.name = name;
  });
/** Deactivates the virtual server web. */
export const inactive = webKeys({ active: '0' });
/** Deactivates every block. */
export const allInactive: Change = ({ blocks }) => {
  for (const { keys } of blocks) keys['active'] = '0';
};
