/** One of the four tabs. */
export type TabName = 'control' | 'global-settings' | 'redundancy' | 'virtual-servers';

/** The four tabs, in reading order. The labels are the original tool's, in every language. */
export const tabs: readonly { readonly name: TabName; readonly label: string; readonly href: string }[] = [
  { name: 'control', label: 'CONTROL/MONITORING', href: '/secure/control' },
  { name: 'global-settings', label: 'GLOBAL SETTINGS', href: '/secure/global-settings' },
  { name: 'redundancy', label: 'REDUNDANCY', href: '/secure/redundancy' },
  { name: 'virtual-servers', label: 'VIRTUAL SERVERS', href: '/secure/virtual-servers' },
];

interface PanelFrame {
  /** Neither heading nor tabs: the page in front of everything. */
  readonly bare?: boolean;
  /** The red heading, in the original's words. Source: the original tool, heading per page. */
  readonly heading: string;
  /** The tab that is shown as the current one. */
  readonly tab?: TabName;
  /** Which of the three links of the EDIT row is the current one. */
  readonly editing?: EditLink;
}

/** One of the three links of the EDIT row of a virtual server. */
export type EditLink = 'virtual-server' | 'real-servers' | 'monitoring-scripts';

/** The EDIT row, in reading order; `path` follows the address of the virtual server. */
export const editLinks: readonly {
  readonly name: EditLink;
  readonly label: string;
  readonly path: string;
}[] = [
  { name: 'virtual-server', label: 'VIRTUAL SERVER', path: '' },
  { name: 'real-servers', label: 'REAL SERVER', path: '/real-servers' },
  { name: 'monitoring-scripts', label: 'MONITORING SCRIPTS', path: '/monitoring-scripts' },
];

/** Heading, tab and EDIT link of every panel. */
export const panelFrames = {
  welcome: { heading: 'WELCOME', bare: true },
  'about-login': { heading: 'ABOUT LOGIN' },
  introduction: { heading: 'INTRODUCTION' },
  help: { heading: 'HELP' },
  jump: { heading: 'JUMP' },
  password: { heading: 'PASSWORD', tab: 'control' },
  control: { heading: 'CONTROL / MONITORING', tab: 'control' },
  'global-settings': { heading: 'GLOBAL SETTINGS', tab: 'global-settings' },
  redundancy: { heading: 'REDUNDANCY', tab: 'redundancy' },
  connection: { heading: 'CONNECTION TO THE BACKUP', tab: 'redundancy' },
  push: { heading: 'PUSH', tab: 'redundancy' },
  'virtual-servers': { heading: 'VIRTUAL SERVERS', tab: 'virtual-servers' },
  several: { heading: 'SEVERAL AT ONCE', tab: 'virtual-servers' },
  'virtual-server': { heading: 'EDIT VIRTUAL SERVER', tab: 'virtual-servers', editing: 'virtual-server' },
  'add-virtual-server': { heading: 'ADD VIRTUAL SERVER', tab: 'virtual-servers' },
  'copy-virtual-server': { heading: 'COPY VIRTUAL SERVER', tab: 'virtual-servers' },
  'delete-virtual-server': { heading: 'DELETE VIRTUAL SERVER', tab: 'virtual-servers' },
  'real-servers': { heading: 'EDIT REAL SERVER', tab: 'virtual-servers', editing: 'real-servers' },
  'real-server': { heading: 'EDIT REAL SERVER', tab: 'virtual-servers', editing: 'real-servers' },
  'add-real-server': { heading: 'ADD REAL SERVER', tab: 'virtual-servers', editing: 'real-servers' },
  'same-real-servers': {
    heading: 'SAME REAL SERVERS',
    tab: 'virtual-servers',
    editing: 'real-servers',
  },
  'delete-real-server': { heading: 'DELETE REAL SERVER', tab: 'virtual-servers', editing: 'real-servers' },
  'monitoring-scripts': {
    heading: 'EDIT MONITORING SCRIPTS',
    tab: 'virtual-servers',
    editing: 'monitoring-scripts',
  },
  'ready-made': {
    heading: 'READY-MADE CHECKS',
    tab: 'virtual-servers',
    editing: 'monitoring-scripts',
  },
  probe: { heading: 'TEST', tab: 'virtual-servers', editing: 'monitoring-scripts' },
  keepalived: { heading: 'KEEPALIVED', tab: 'control' },
  'what-to-run': { heading: 'WHAT TO RUN', tab: 'control' },
  'client-connections': { heading: 'CONNECTIONS', tab: 'control' },
  routers: { heading: 'ROUTERS', tab: 'control' },
  graphs: { heading: 'GRAPHS', tab: 'control' },
  drawing: { heading: 'DRAWING', tab: 'control' },
  'temporary-weights': { heading: 'TEMPORARY WEIGHTS', tab: 'control' },
  'engine-log': { heading: 'ENGINE LOG', tab: 'control' },
  events: { heading: 'EVENTS', tab: 'control' },
  file: { heading: 'FILE' },
  import: { heading: 'IMPORT' },
  wizard: { heading: 'WIZARD', tab: 'virtual-servers' },
  export: { heading: 'EXPORT' },
  versions: { heading: 'VERSIONS' },
  allowlist: { heading: 'ALLOWLIST' },
  audit: { heading: 'AUDIT' },
  api: { heading: 'JSON INTERFACE' },
  error: { heading: 'ERROR' },
} as const satisfies Readonly<Record<string, PanelFrame>>;

/** The panels that change lvs.cf. */
export const changesLvsCf: ReadonlySet<PanelName> = new Set([
  'global-settings',
  'redundancy',
  'virtual-servers',
  'virtual-server',
  'add-virtual-server',
  'delete-virtual-server',
  'real-servers',
  'real-server',
  'add-real-server',
  'delete-real-server',
  'monitoring-scripts',
  'several',
  'copy-virtual-server',
  'same-real-servers',
  'file',
  'import',
  'wizard',
  'versions',
  'api',
]);

/** The name of a panel, mostly its folder under `views` and `src/web/panels`, or of a page of its own in one. */
export type PanelName = keyof typeof panelFrames;

/** The panel of a name; the page of errors where it is none. */
export function panelNamed(name: string | undefined): PanelName {
  return name !== undefined && Object.hasOwn(panelFrames, name) ? (name as PanelName) : 'error';
}

/** The frame of a panel, with what it leaves out as undefined. */
export function frameOf(panel: PanelName): PanelFrame {
  return panelFrames[panel];
}

/** Panels that have no address by themselves: pages of one server, of a question, and of what went wrong. */
const withoutHref: ReadonlySet<PanelName> = new Set([
  'virtual-server',
  'copy-virtual-server',
  'delete-virtual-server',
  'real-servers',
  'same-real-servers',
  'real-server',
  'add-real-server',
  'delete-real-server',
  'monitoring-scripts',
  'ready-made',
  'probe',
  'error',
]);

/** Where a panel is that is there by itself. */
export function panelHref(panel: PanelName): string | undefined {
  if (withoutHref.has(panel)) return undefined;
  if (panel === 'welcome') return '/';
  return panel === 'about-login' ? '/about-login' : `/secure/${panel}`;
}

/** The address of a virtual server's pages; the name is encoded once, as one path segment. */
export function virtualServerHref(name: string): string {
  return `${virtualServersHref}/${encodeURIComponent(name)}`;
}

/** The list of virtual servers. */
export const virtualServersHref = '/secure/virtual-servers';

/** Where the check of a virtual server is tried at once. */
export function testHref(virtualServer: string): string {
  return `${virtualServerHref(virtualServer)}/test`;
}

/** Where a virtual server is copied. */
export function copyHref(virtualServer: string): string {
  return `${virtualServerHref(virtualServer)}/copy`;
}

/** Where the real servers of another virtual server are taken over. */
export function sameRealServersHref(virtualServer: string): string {
  return `${virtualServerHref(virtualServer)}/same-real-servers`;
}

/** The form of a new real server that begins with what another one has. */
export function addLikeHref(virtualServer: string, name: string): string {
  return `${virtualServerHref(virtualServer)}/add-real-server?like=${encodeURIComponent(name)}`;
}

/** SEVERAL AT ONCE, with the rows that have a name in them. */
export function severalHref(name?: string): string {
  return name === undefined ? '/secure/several' : `/secure/several?filter=${encodeURIComponent(name)}`;
}

/** How the health of its real servers is checked. */
export function monitoringScriptsHref(virtualServer: string): string {
  return `${virtualServerHref(virtualServer)}/monitoring-scripts`;
}

/** Where a check is chosen that needs no script. */
export function readyMadeHref(virtualServer: string): string {
  return `${virtualServerHref(virtualServer)}/ready-made`;
}

/** The list of the real servers of a virtual server. */
export function realServersHref(virtualServer: string): string {
  return `${virtualServerHref(virtualServer)}/real-servers`;
}

/** The address of the form of one real server. */
export function realServerHref(virtualServer: string, name: string): string {
  return `${realServersHref(virtualServer)}/${encodeURIComponent(name)}`;
}

/** A list with one row chosen, from its top. */
export function selectedIn(list: string, name: string): string {
  return `${list}?selected=${encodeURIComponent(name)}`;
}

/** Back to a row of a list, however long the list is. */
export function rowIn(list: string, name: string): string {
  return `${selectedIn(list, name)}#chosen`;
}
