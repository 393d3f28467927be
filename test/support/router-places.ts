/** Settings of a router program that leave the machine of the tests as it is. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The settings of a router program that keeps everything in one folder, and starts keepalived itself. */
export function placesIn(folder: string) {
  return {
    file: join(folder, 'lvs.cf'),
    configuration: join(folder, 'conf/keepalived.conf'),
    checker: join(folder, 'lib/lvs-check'),
    checkState: join(folder, 'checks'),
    handOverFile: join(folder, 'run/hand-over'),
    pipeFolder: join(folder, 'run'),
    forwardingFile: join(folder, 'conf/sysctl.conf'),
    pidFile: join(folder, 'run/keepalived.pid'),
    dumpFolder: join(folder, 'dump'),
    ownFolder: join(folder, 'own'),
    control: 'process',
    // This kernel has no IPVS, without which only the half of keepalived that moves addresses runs.
    options: ['--vrrp', `--vrrp_pid=${join(folder, 'run/vrrp.pid')}`],
  };
}

/**
 * Gives a console a router without an engine. As root, what is asked of a console without this would be done to the
 * machine that runs the tests: APPLY, START, DISABLE AT BOOT. What pages name stays where it usually is.
 * @param state the state folder of the console
 */
export function withoutEngine(state: string): void {
  const { checker, configuration, file, ...places } = placesIn(join(state, 'router'));
  const settings = { ...places, keepalived: join(state, 'router', 'no-keepalived') };
  writeFileSync(join(state, 'router.json'), JSON.stringify(settings), { mode: 0o600 });
}
