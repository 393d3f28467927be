import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import type { Identity } from '../core/keepalived/identity.js';
import { type AccessNeeds, guard, openToAll } from './access.js';
import { proxyTrust } from './allowlist.js';
import { registerApi } from './api/api.js';
import { type ApiRoute, apiPrefix } from './api/route.js';
import { type ApiNeeds, apiRoutes } from './api/routes.js';
import { type Audit, auditChanges } from './audit.js';
import { answerErrors } from './errors.js';
import { createNotices } from './flash.js';
import { languageSwitch, speakLanguages } from './language.js';
import { lastChangeOf } from './last-change.js';
import { createListener, listensBeyondLoopback } from './listen.js';
import { parseForm } from './many-fields.js';
import { type MetricsNeeds, metrics } from './metrics.js';
import { type OldAddressNeeds, oldAddresses, oldPublicAddresses } from './old-addresses.js';
import { makePages } from './page.js';
import { aboutLogin } from './panels/about-login/route.js';
import { allowlist } from './panels/allowlist/route.js';
import { apiPanel } from './panels/api/route.js';
import { type AuditSource, audit } from './panels/audit/route.js';
import { type ClientConnectionsNeeds, clientConnections } from './panels/client-connections/route.js';
import type { ConnectionNeeds } from './panels/connection/page.js';
import { connection } from './panels/connection/route.js';
import { type ControlNeeds, control } from './panels/control/route.js';
import { type DrawingNeeds, drawing } from './panels/drawing/route.js';
import { type EngineLogNeeds, engineLog } from './panels/engine-log/route.js';
import { type EventsNeeds, events } from './panels/events/route.js';
import { type ExportNeeds, exportPanel } from './panels/export/route.js';
import { type FileNeeds, file } from './panels/file/route.js';
import { globalSettings } from './panels/global-settings/route.js';
import { type GraphsNeeds, graphs } from './panels/graphs/route.js';
import { help } from './panels/help/route.js';
import { type ImportNeeds, importPanel } from './panels/import/route.js';
import { introduction } from './panels/introduction/route.js';
import { jump } from './panels/jump/route.js';
import { type KeepalivedNeeds, keepalived } from './panels/keepalived/route.js';
import { monitoringScripts } from './panels/monitoring-scripts/route.js';
import { type PasswordPanelNeeds, password } from './panels/password/route.js';
import { type ProbePanelNeeds, probePanel } from './panels/probe/route.js';
import { type PushNeeds, push } from './panels/push/route.js';
import { readyMadeChecks } from './panels/ready-made/route.js';
import { realServer } from './panels/real-server/route.js';
import { realServers } from './panels/real-servers/route.js';
import { redundancy } from './panels/redundancy/route.js';
import { type RoutersNeeds, routers } from './panels/routers/route.js';
import { several } from './panels/several/route.js';
import { type TemporaryWeightsNeeds, temporaryWeights } from './panels/temporary-weights/route.js';
import { type TrialNeeds, trial } from './panels/trial/route.js';
import { type VersionsNeeds, versions } from './panels/versions/route.js';
import { virtualServer } from './panels/virtual-server/route.js';
import { virtualServers } from './panels/virtual-servers/route.js';
import { type WelcomeNeeds, welcome } from './panels/welcome/route.js';
import { type WhatToRunNeeds, whatToRun } from './panels/what-to-run/route.js';
import { wizard } from './panels/wizard/route.js';
import type { PasswordCheck } from './password-check.js';
import type { VersionedFile } from './versions.js';

/** Everything the web side is given. */
export interface ServerNeeds
  extends AccessNeeds,
    WelcomeNeeds,
    ApiNeeds,
    ControlNeeds,
    KeepalivedNeeds,
    ClientConnectionsNeeds,
    GraphsNeeds,
    DrawingNeeds,
    EngineLogNeeds,
    EventsNeeds,
    ExportNeeds,
    FileNeeds,
    ImportNeeds,
    OldAddressNeeds,
    MetricsNeeds,
    PasswordPanelNeeds,
    ConnectionNeeds,
    ProbePanelNeeds,
    PushNeeds,
    RoutersNeeds,
    TemporaryWeightsNeeds,
    TrialNeeds,
    VersionsNeeds,
    WhatToRunNeeds {
  readonly configFile: VersionedFile;
  readonly routers: ControlNeeds['routers'];
  readonly liveTable: ControlNeeds['liveTable'];
  /** The folder that holds `views` and `public`. */
  readonly packageFolder: string;
  readonly version: string;
  /** Where changes are recorded, and read again. */
  readonly audit: Audit & AuditSource;
  /** Which router this machine is; nothing where nobody can tell. */
  readonly identity: () => Promise<Identity | undefined>;
  /** Addresses and networks of reverse proxies. */
  readonly trustedProxies: readonly string[];
  /** For how many seconds browsers are told to come back over HTTPS only; nothing is said without. */
  readonly hsts: number | undefined;
  readonly logger: FastifyServerOptions['logger'];
}

/** A form of the console is a few kilobytes; a route that takes a whole file raises this for itself. */
const bodyLimit = 256 * 1024;
const maxFields = 500;

/** The whole web side, ready to listen. */
export async function buildServer(needs: ServerNeeds): Promise<FastifyInstance> {
  const app = Fastify({
    logger: needs.logger ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomBytes(6).toString('hex'),
    bodyLimit,
    trustProxy: proxyTrust(needs.trustedProxies),
    serverFactory: (answer) => createListener(answer, needs.tls),
    // Nobody waits for a browser that keeps a connection or a stream open.
    forceCloseConnections: true,
    // Names of servers stand in addresses, encoded.
    routerOptions: { maxParamLength: 1024 },
    frameworkErrors: refuseAddress,
  });

  await app.register(helmet, headers);
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  if (needs.hsts !== undefined) stayEncrypted(app, needs.hsts);
  app.removeAllContentTypeParsers();
  await app.register(formbody, { parser: (text) => parseForm(text, maxFields) });

  const publicFolder = join(needs.packageFolder, 'public');
  speakLanguages(app);
  await makePages(app, {
    viewsFolder: join(needs.packageFolder, 'views'),
    tokens: needs.tokens,
    notices: createNotices(),
    assetHref: fingerprints(publicFolder),
    version: needs.version,
    isUnapplied: needs.engine.isUnapplied,
    audit: needs.audit,
    otherRouter: needs.otherRouter,
    trials: needs.trials,
    overrides: needs.overrides,
    identity: needs.identity,
    lastChange: () => lastChangeOf(needs.configFile),
    isInClear: () => isInClear(app, needs),
    tls: needs.tls,
    clock: needs.clock,
  });
  answerErrors(app, needs.configFile.path);
  auditChanges(app, needs.audit);
  const passwords = await guard(app, needs);

  metrics(app, needs);
  await app.register(openPanels, needs);
  const routes = apiRoutes(needs);
  await app.register(securePanels, { ...needs, passwords, routes, prefix: '/secure' });
  await app.register(registerApi, { routes, prefix: apiPrefix });
  return app;
}

/**
 * Whether passwords cross the network for everybody to read, as far as the console knows: what a reverse proxy
 * does is the concern of who lists it. Source: the administration guide, section 2.4.
 */
export function isInClear(app: FastifyInstance, needs: Pick<ServerNeeds, 'tls' | 'trustedProxies'>): boolean {
  return needs.tls === undefined && needs.trustedProxies.length === 0 && listensBeyondLoopback(app);
}

/** Says to browsers that this host is to be reached over HTTPS only. Source: RFC 6797, sections 6.1 and 7.2. */
function stayEncrypted(app: FastifyInstance, seconds: number): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.protocol === 'https') reply.header('strict-transport-security', `max-age=${seconds}`);
  });
}

/** What is reached without a password, in reading order. */
const openPanels: FastifyPluginAsync<ServerNeeds> = async (scope, needs) => {
  openToAll(scope);
  const root = join(needs.packageFolder, 'public');
  await scope.register(fastifyStatic, { root, prefix: '/public/', maxAge: '1d', index: false });
  welcome(scope, needs);
  aboutLogin(scope, needs);
  languageSwitch(scope);
  oldPublicAddresses(scope);
};

/** What is behind the password, in reading order: `control` first, as the original shows it. */
const securePanels: FastifyPluginAsync<
  ServerNeeds & { readonly passwords: PasswordCheck; readonly routes: readonly ApiRoute[] }
> = async (scope, needs) => {
  control(scope, needs);
  globalSettings(scope, needs);
  redundancy(scope, needs);
  connection(scope, needs);
  push(scope, needs);
  trial(scope, needs);
  virtualServers(scope, needs);
  virtualServer(scope, needs);
  realServers(scope, needs);
  realServer(scope, needs);
  monitoringScripts(scope, needs);
  // Its forms have a box for each row: they are read by a parser of their own.
  await scope.register(async (inner) => several(inner, needs));
  readyMadeChecks(scope, needs);
  probePanel(scope, needs);
  keepalived(scope, needs);
  whatToRun(scope, needs);
  routers(scope, needs);
  clientConnections(scope, needs);
  graphs(scope, needs);
  drawing(scope, needs);
  temporaryWeights(scope, needs);
  events(scope, needs);
  engineLog(scope, needs);
  file(scope, needs);
  importPanel(scope, needs);
  wizard(scope, needs);
  exportPanel(scope, needs);
  versions(scope, needs);
  allowlist(scope, needs);
  audit(scope, needs);
  apiPanel(scope, needs);
  jump(scope, needs);
  introduction(scope);
  help(scope);
  password(scope, needs);
  oldAddresses(scope, needs);
};

/**
 * Strict for a console that may be served as plain HTTP: nothing inline, nothing from elsewhere, no framing;
 * and nothing that would bind a whole host to HTTPS unasked. `same-origin` keeps the Origin of our own forms.
 */
const headers = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      scriptSrc: ["'self'"],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  xFrameOptions: { action: 'deny' },
  referrerPolicy: { policy: 'same-origin' },
  strictTransportSecurity: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
} as const;

/** An address that is no address reaches no route, and none of the hooks above. */
function refuseAddress(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  reply
    .code(error.statusCode ?? 400)
    .header('x-content-type-options', 'nosniff')
    .type('text/plain; charset=utf-8')
    .send('Bad request\n');
}

/** Addresses that change with the content, so that a browser may keep a file and never shows an old one. */
function fingerprints(folder: string): (file: string) => string {
  const hashes = new Map(
    readdirSync(folder).map((file) => {
      const hash = createHash('sha256').update(readFileSync(join(folder, file)));
      return [file, hash.digest('base64url').slice(0, 10)];
    }),
  );
  return (file) => `/public/${file}?v=${hashes.get(file) ?? ''}`;
}
