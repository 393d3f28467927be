import type { en } from './en.js';
import { aboutLogin } from './fr/about-login.js';
import { allowlist } from './fr/allowlist.js';
import { api } from './fr/api.js';
import { audit } from './fr/audit.js';
import { clientConnections } from './fr/client-connections.js';
import { conflict } from './fr/conflict.js';
import { connection } from './fr/connection.js';
import { control } from './fr/control.js';
import { drawing } from './fr/drawing.js';
import { effects } from './fr/effects.js';
import { engine } from './fr/engine.js';
import { engineLog } from './fr/engine-log.js';
import { errors } from './fr/errors.js';
import { events } from './fr/events.js';
import { exporting } from './fr/export.js';
import { fields } from './fr/fields.js';
import { file } from './fr/file.js';
import { frame } from './fr/frame.js';
import { globalSettings } from './fr/global-settings.js';
import { graphs } from './fr/graphs.js';
import { guardRail } from './fr/guard-rail.js';
import { help } from './fr/help.js';
import { importing } from './fr/import.js';
import { introduction } from './fr/introduction.js';
import { jump } from './fr/jump.js';
import { keepalived } from './fr/keepalived.js';
import { keys } from './fr/keys.js';
import { lists, removal } from './fr/lists.js';
import { live } from './fr/live.js';
import { monitoringScripts } from './fr/monitoring-scripts.js';
import { overrides } from './fr/overrides.js';
import { password } from './fr/password.js';
import { preflight } from './fr/preflight.js';
import { probe } from './fr/probe.js';
import { problems } from './fr/problems.js';
import { push } from './fr/push.js';
import { pushPage } from './fr/push-page.js';
import { readyMade } from './fr/ready-made.js';
import { realServer, realServers } from './fr/real-servers.js';
import { redundancy } from './fr/redundancy.js';
import { reference } from './fr/reference.js';
import { router } from './fr/router.js';
import { routers } from './fr/routers.js';
import { saving, units } from './fr/saving.js';
import { several } from './fr/several.js';
import { trial } from './fr/trial.js';
import { versions } from './fr/versions.js';
import { virtualServer, virtualServers } from './fr/virtual-servers.js';
import { welcome } from './fr/welcome.js';
import { whatToRun } from './fr/what-to-run.js';
import { wizard } from './fr/wizard.js';
import type { Wording } from './wording.js';

/** Everything the console says, in French. */
export const fr: Wording<typeof en> = {
  frame,
  welcome,
  preflight,
  whatToRun,
  wizard,
  aboutLogin,
  exporting,
  importing,
  introduction,
  jump,
  keys,
  help,
  password,
  allowlist,
  api,
  audit,
  clientConnections,
  connection,
  control,
  live,
  graphs,
  drawing,
  engine,
  engineLog,
  events,
  effects,
  globalSettings,
  redundancy,
  lists,
  removal,
  several,
  virtualServers,
  virtualServer,
  readyMade,
  realServers,
  realServer,
  monitoringScripts,
  keepalived,
  file,
  reference,
  router,
  routers,
  push,
  pushPage,
  trial,
  overrides,
  probe,
  saving,
  guardRail,
  conflict,
  units,
  versions,
  errors,
  fields,
  problems,
};
