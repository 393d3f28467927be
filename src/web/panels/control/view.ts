import { classicText } from '../../../core/ipvs/classic.js';
import type { IpvsTable } from '../../../core/ipvs/table.js';
import {
  type Engine,
  type EngineControl,
  type EngineName,
  engineState,
} from '../../../core/machine/engine.js';
import { type ProcessList, processText } from '../../../core/machine/processes.js';
import { isKnown, type Reading } from '../../../core/machine/reading.js';
import type { Language, Words } from '../../../text/index.js';
import { unknownSentence } from '../../../text/unknown.js';
import type { Monitor } from './form.js';

/** What the panel shows of this machine. */
export interface MachineSeen {
  readonly ipForward: Reading<boolean>;
  readonly ipvsModules: Reading<readonly string[]>;
  readonly ticksPerSecond: Reading<number>;
  readonly engines: readonly Engine[];
  readonly processes: Reading<ProcessList>;
}

/** One grey row of CONTROL. */
interface Row {
  readonly label: string;
  readonly gloss: string;
  readonly state: string;
  /** `good` is green, `bad` red; what is unknown is neither. */
  readonly tone: 'good' | 'bad' | 'unsure';
  /** Short facts in brackets behind the state. */
  readonly facts: readonly string[];
  /** A sentence below: what to do, or why the state is not known. */
  readonly remark?: string;
  readonly commands?: readonly string[];
}

/** One grey box of text under its title. */
interface Box {
  readonly id: string;
  readonly title: string;
  readonly gloss: string;
  readonly text: string;
  readonly remarks: readonly string[];
}

interface ViewNeeds {
  readonly machine: MachineSeen;
  /** The kernel's routing table. */
  readonly table: Reading<IpvsTable>;
  readonly service: 'lvs' | 'fos';
  readonly monitor: Monitor;
  readonly words: Words;
  readonly language: Language;
}

/** What the template shows, in words. */
export function controlView({ machine, table, service, monitor, words, language }: ViewNeeds) {
  const say = words.control;
  const boxes = [
    ...(service === 'lvs' ? [routingTableBox(table, machine, words)] : []),
    processBox(machine, service, words),
  ];
  const shownTime = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'long',
  });
  // The oldest part tells how old the page is.
  const at = Math.min(machine.processes.at, table.at, machine.ipForward.at);
  return {
    rows: [
      ...daemonRows(machine.engines, words),
      forwardingRow(machine, words),
      ipvsRow(table, machine, words),
    ],
    monitor: {
      ...monitor,
      remarks: [
        ...(monitor.autoUpdate ? [say.runs(monitor.seconds)] : []),
        ...(monitor.raised ? [say.raised(monitor.seconds)] : []),
        ...(monitor.autoUpdate ? [say.stop] : []),
      ],
    },
    seen: { machine: new Date(at).toISOString(), text: shownTime.format(at) },
    boxes,
  };
}

/** What a person types to start an engine. Our own command starts what nothing else on the machine would. */
const START: Readonly<Record<EngineName, Readonly<Record<EngineControl, string>>>> = {
  keepalived: {
    systemd: 'systemctl start keepalived',
    init: 'service keepalived start',
    process: 'lvs-console engine start',
  },
  pulse: {
    systemd: 'systemctl start pulse',
    init: 'service pulse start',
    process: 'pulse',
  },
};

const INSTALL = ['apt install keepalived ipvsadm', 'dnf install keepalived ipvsadm'];

const FORWARD = [
  'sysctl -w net.ipv4.ip_forward=1',
  "echo 'net.ipv4.ip_forward = 1' > /etc/sysctl.d/90-lvs.conf",
];

const LOAD_IPVS = ['modprobe ip_vs', 'echo ip_vs > /etc/modules-load.d/ip_vs.conf'];

/** The engine that runs, else those that could. */
function daemonRows(engines: readonly Engine[], { control: say }: Words): readonly Row[] {
  const label = { label: 'Daemon:', gloss: say.gloss.daemon };
  const present = engines.filter((engine) => engineState(engine) !== 'not_installed');
  const running = present.filter((engine) => engineState(engine) === 'running');
  if (present.length === 0) {
    const facts = [engines.map((engine) => engine.name).join(', ')];
    const state = say.state.not_installed;
    return [{ ...label, state, tone: 'bad', facts, remark: say.advice.install, commands: INSTALL }];
  }
  if (running.length > 0) {
    return running.map((engine) => {
      const [pid] = isKnown(engine.pids) ? engine.pids.value : [];
      const facts = [...engineFacts(engine, say), ...(pid === undefined ? [] : [say.process(pid)])];
      const row = { ...label, state: say.state.running, tone: 'good', facts } as const;
      return running.length > 1 ? { ...row, remark: say.advice.twoEngines } : row;
    });
  }
  return present.map((engine) => {
    const facts = engineFacts(engine, say);
    if (engineState(engine) === 'stopped') {
      const help = { remark: say.advice.start, commands: [START[engine.name][engine.control]] };
      return { ...label, state: say.state.stopped, tone: 'bad', facts, ...help };
    }
    const missing = isKnown(engine.installed) ? engine.pids : engine.installed;
    return { ...label, ...unknownState(missing, say), facts };
  });
}

function engineFacts({ name, version }: Engine, say: Words['control']): readonly string[] {
  if (version === null) return [name];
  return isKnown(version) ? [`${name} ${version.value}`] : [name, say.versionUnknown];
}

function forwardingRow({ ipForward }: MachineSeen, { control: say }: Words): Row {
  const label = { label: 'ip_forward:', gloss: say.gloss.forwarding };
  if (!isKnown(ipForward)) return { ...label, ...unknownState(ipForward, say) };
  if (ipForward.value) return { ...label, state: say.state.on, tone: 'good', facts: [] };
  const help = { remark: say.advice.forwarding, commands: FORWARD };
  return { ...label, state: say.state.off, tone: 'bad', facts: [], ...help };
}

function ipvsRow(
  routingTable: Reading<IpvsTable>,
  { ipvsModules }: MachineSeen,
  { control: say }: Words,
): Row {
  const label = { label: 'IPVS:', gloss: '' };
  if (isKnown(routingTable)) {
    const modules = isKnown(ipvsModules) ? ipvsModules.value : [];
    const facts = [routingTable.value.version, ...(modules.length > 0 ? [modules.join(', ')] : [])];
    return { ...label, state: say.state.loaded, tone: 'good', facts };
  }
  if (routingTable.reason === 'absent') {
    const help = { remark: say.advice.ipvs, commands: LOAD_IPVS };
    return { ...label, state: say.state.not_loaded, tone: 'bad', facts: [], ...help };
  }
  return { ...label, ...unknownState(routingTable, say) };
}

function routingTableBox(
  routingTable: Reading<IpvsTable>,
  { ticksPerSecond }: MachineSeen,
  { control: say }: Words,
): Box {
  const box = { id: 'routing-table', title: 'CURRENT LVS ROUTING TABLE', gloss: say.gloss.routingTable };
  if (!isKnown(routingTable)) {
    const absent = routingTable.reason === 'absent';
    return { ...box, text: '', remarks: absent ? [say.table.notLoaded] : why(routingTable, say) };
  }
  const { value: table } = routingTable;
  const inJiffies =
    !isKnown(ticksPerSecond) && table.services.some((service) => service.persistence !== null);
  return {
    ...box,
    text: classicText(table, isKnown(ticksPerSecond) ? ticksPerSecond.value : undefined),
    remarks: [
      ...(table.services.length === 0 ? [say.table.empty] : []),
      ...(inJiffies ? [say.table.jiffies] : []),
    ],
  };
}

function processBox({ processes }: MachineSeen, service: 'lvs' | 'fos', { control: say }: Words): Box {
  const box =
    service === 'fos'
      ? { id: 'processes', title: 'CURRENT FOS PROCESSES', gloss: say.gloss.fosProcesses }
      : { id: 'processes', title: 'CURRENT LVS PROCESSES', gloss: say.gloss.processes };
  if (!isKnown(processes)) return { ...box, text: '', remarks: why(processes, say) };
  const text = processText(processes.value.processes);
  if (!processes.value.complete) return { ...box, text, remarks: [say.processList.ownOnly] };
  return { ...box, text, remarks: text === '' ? [say.processList.none] : [] };
}

function unknownState(reading: Reading<unknown>, say: Words['control']) {
  return {
    state: say.state.unknown,
    tone: 'unsure',
    facts: [],
    remark: why(reading, say).join(' '),
  } as const;
}

function why(reading: Reading<unknown>, say: Words['control']): string[] {
  return isKnown(reading) ? [] : [unknownSentence(say, reading)];
}
