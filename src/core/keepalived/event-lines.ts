/** What has keepalived tell its events to our reader, which keeps them. */

import type { Role } from './obstacles.js';

/** Where the pipes of keepalived are made, and where our reader keeps what comes through them. */
export interface EventPlaces {
  /** There before keepalived starts, and root's alone; the pipes in it are gone after a boot, and made again. */
  readonly pipes: string;
  /** Of root alone, in a folder that survives a boot. */
  readonly folder: string;
}

/** Where they are on every router that is not told otherwise. */
export const usualEventPlaces: EventPlaces = {
  pipes: '/run',
  folder: '/var/lib/lvs-console-router/events',
};

/** What each half of keepalived tells: VRRP in `vrrp`, its checks in `checks`. The reader names its files so. */
export const eventSources = ['vrrp', 'checks'] as const;

/** One of them. */
export type EventSource = (typeof eventSources)[number];

/** Where our reader lies: beside the checker. */
export function notifierBeside(checker: string): string {
  return checker.replace(/[^/]*$/, 'lvs-notify');
}

/** keepalived splits a command at blanks, and has quotes and variables. */
const plain = /^[A-Za-z0-9_./+@:,-]+$/;

/**
 * The lines in `global_defs`; none where a path cannot be said there. Each half has a pipe of its own: with one pipe
 * for both, keepalived 2.2.7 starts only one reader, which ends with the half that started it, and the farewell of
 * VRRP is lost. Source: keepalived.conf(5), vrrp_notify_fifo, lvs_notify_fifo.
 */
export function eventLines(role: Role, checker: string, { folder, pipes }: EventPlaces): string[] {
  const reader = notifierBeside(checker);
  if (![reader, folder, pipes].every((path) => plain.test(path))) return [];
  const told = (keyword: string, source: EventSource) => [
    `${keyword} ${pipes}/lvs-console.${source}`,
    `${keyword}_script "${reader} ${folder}"`,
  ];
  return [
    ...(role === 'single' ? [] : told('vrrp_notify_fifo', 'vrrp')),
    ...told('lvs_notify_fifo', 'checks'),
  ];
}
