import { aboutLogin } from './en/about-login.js';
import { allowlist } from './en/allowlist.js';
import { api } from './en/api.js';
import { audit } from './en/audit.js';
import { clientConnections } from './en/client-connections.js';
import { conflict } from './en/conflict.js';
import { connection } from './en/connection.js';
import { control } from './en/control.js';
import { drawing } from './en/drawing.js';
import { effects } from './en/effects.js';
import { engine } from './en/engine.js';
import { engineLog } from './en/engine-log.js';
import { errors } from './en/errors.js';
import { events } from './en/events.js';
import { exporting } from './en/export.js';
import { fields } from './en/fields.js';
import { file } from './en/file.js';
import { frame } from './en/frame.js';
import { globalSettings } from './en/global-settings.js';
import { graphs } from './en/graphs.js';
import { guardRail } from './en/guard-rail.js';
import { help } from './en/help.js';
import { importing } from './en/import.js';
import { introduction } from './en/introduction.js';
import { jump } from './en/jump.js';
import { keepalived } from './en/keepalived.js';
import { keys } from './en/keys.js';
import { lists, removal } from './en/lists.js';
import { live } from './en/live.js';
import { monitoringScripts } from './en/monitoring-scripts.js';
import { overrides } from './en/overrides.js';
import { password } from './en/password.js';
import { preflight } from './en/preflight.js';
import { probe } from './en/probe.js';
import { problems } from './en/problems.js';
import { push } from './en/push.js';
import { pushPage } from './en/push-page.js';
import { readyMade } from './en/ready-made.js';
import { realServer, realServers } from './en/real-servers.js';
import { redundancy } from './en/redundancy.js';
import { reference } from './en/reference.js';
import { router } from './en/router.js';
import { routers } from './en/routers.js';
import { saving, units } from './en/saving.js';
import { several } from './en/several.js';
import { trial } from './en/trial.js';
import { versions } from './en/versions.js';
import { virtualServer, virtualServers } from './en/virtual-servers.js';
import { welcome } from './en/welcome.js';
import { whatToRun } from './en/what-to-run.js';
import { wizard } from './en/wizard.js';

/** Everything the console says, in English. One file per topic. */
export const en = {
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
