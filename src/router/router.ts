import { readFile } from 'node:fs/promises';
import { type Files, machineFiles } from '../adapters/files/files.js';
import { openReader, type Reader } from '../adapters/files/reader.js';
import { openSafeFile, type SafeFile } from '../adapters/files/safe-file.js';
import { type Control, openControl } from '../adapters/keepalived/control.js';
import { type Keepalived, openKeepalived } from '../adapters/keepalived/keepalived.js';
import { type Machine, openMachine } from '../adapters/machine/machine.js';
import { type Iptables, openIptables } from '../adapters/packet-filter/iptables.js';
import { programRunner } from '../adapters/programs/run.js';
import { openPulse, type Pulse } from '../adapters/pulse/pulse.js';
import { notifierBeside } from '../core/keepalived/event-lines.js';
import { instanceName } from '../core/keepalived/vrrp.js';
import { type Config, readConfig } from '../core/lvscf/config.js';
import type { RunProgram } from '../core/machine/program.js';
import { askBeside } from '../core/nanny/ready-made.js';
import type { RouterSettings } from './settings.js';
import { openSteps, type Steps } from './steps.js';

/** Everything that a verb works with. */
export interface Router {
  readonly settings: RouterSettings;
  readonly steps: Steps;
  readonly files: Files;
  readonly run: RunProgram;
  readonly lvsCf: Reader<Config>;
  /** The same file, where it is written. */
  readonly writtenLvsCf: SafeFile<string>;
  readonly machine: Machine;
  readonly control: Control;
  readonly keepalived: Keepalived;
  readonly pulse: Pulse;
  readonly iptables: Iptables;
  /** There while the packet filter may hold something of ours; like that, it is gone after a restart. */
  readonly filterMarker: SafeFile<string>;
  readonly filterMarkerPath: string;
  /** What has the machine forward packets after a restart. */
  readonly forwardingFile: SafeFile<string>;
  /** `keepalived.conf` and the one that it replaced. */
  readonly installed: SafeFile<string>;
  readonly previous: SafeFile<string>;
  readonly previousPath: string;
  /** Our checker in its place, and as it comes with the package. */
  readonly checker: SafeFile<string>;
  readonly shippedChecker: () => Promise<string>;
  readonly shippedCheckerPath: string;
  /** What the ready-made checks run, beside the checker. */
  readonly ask: SafeFile<string>;
  readonly shippedAsk: () => Promise<string>;
  /** What keeps the events of keepalived, beside the checker. */
  readonly notifier: SafeFile<string>;
  readonly shippedNotifier: () => Promise<string>;
}

/** A text that is not read any further. */
const asIs = (text: string) => text;

/** Opens a router; nothing is read or run before a verb asks. @param shipped path of the package's checker */
export function openRouter(settings: RouterSettings, shipped: string, files: Files = machineFiles): Router {
  const { configuration, dumpFolder, options, pidFile } = settings;
  const run = programRunner(dumpFolder);
  const program = settings.keepalived;
  const file = (path: string, newMode: number, keptBits = 0o777n) =>
    openSafeFile({ files, path, parse: asIs, clock: Date.now, newMode, keptBits });
  const previousPath = `${configuration}.previous`;
  const filterMarkerPath = `${pidFile}.lvs-console-marks`;
  return {
    settings,
    steps: openSteps(),
    files,
    run,
    lvsCf: openReader(machineFiles, settings.file, readConfig, Date.now),
    writtenLvsCf: file(settings.file, 0o660, 0o7777n),
    machine: openMachine(),
    control: openControl(settings.control, { run, program, configuration, pidFile, options }),
    keepalived: openKeepalived({ run, program, configuration, dumpFolder, instance: instanceName }),
    pulse: openPulse({ run, service: settings.service }),
    iptables: openIptables({ run, program: settings.iptables }),
    filterMarker: file(filterMarkerPath, 0o644),
    filterMarkerPath,
    forwardingFile: file(settings.forwardingFile, 0o644),
    installed: file(configuration, 0o640),
    previous: file(previousPath, 0o640),
    previousPath,
    checker: file(settings.checker, 0o755),
    shippedChecker: () => readFile(shipped, 'latin1'),
    shippedCheckerPath: shipped,
    ask: file(askBeside(settings.checker), 0o755),
    shippedAsk: () => readFile(askBeside(shipped), 'latin1'),
    notifier: file(notifierBeside(settings.checker), 0o755),
    shippedNotifier: () => readFile(notifierBeside(shipped), 'latin1'),
  };
}
