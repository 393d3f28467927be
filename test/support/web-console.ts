/** The web side as `wire` connects it, on a folder of its own, asked without a socket. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { hashSync } from 'bcryptjs';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse, RouteOptions } from 'fastify';
import { readSettings } from '../../src/settings.js';
import type { ServerNeeds } from '../../src/web/server.js';
import { wire } from '../../src/wire.js';
import { withoutEngine } from './router-places.js';

/** The users of every console that these tests open, with their passwords. */
export const accounts = { piranha: 'Épinards: 3 × mûrs', marie: 'sept longues nuits' } as const;

/** Who asks; nobody gives no password. */
export type Visitor = keyof typeof accounts | 'nobody';

/** What a request is made of beside its address. */
export interface Asking {
  readonly as?: Visitor;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  /** The address at the other end; the loopback address without one. */
  readonly from?: string;
}

/** Answers that go on for as long as somebody takes them: of these the tests in memory take the head. */
const streams = [
  '/secure/routers/live',
  '/secure/control/live',
  '/secure/events/live',
  '/secure/drawing/live',
  '/secure/graphs/live',
];

/** A console that is asked in memory. */
export interface WebConsole {
  readonly app: FastifyInstance;
  /** The folder with everything it keeps. */
  readonly state: string;
  readonly usersFile: string;
  /** Every route of the router, as registered: those of panels, of files, and HEAD beside GET. */
  readonly routes: readonly RouteOptions[];
  /** What it wrote to its log so far. */
  readonly log: () => string;
  readonly get: (url: string, asking?: Asking) => Promise<LightMyRequestResponse>;
  /** Sends a form with the token of `as`, as its own pages would; `_csrf` in the fields replaces the token. */
  readonly send: (
    url: string,
    fields: Readonly<Record<string, string>>,
    asking?: Asking,
  ) => Promise<LightMyRequestResponse>;
  /** The token that the pages give to a user. */
  readonly token: (user: keyof typeof accounts) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Every change waits for the disk until the audit log has it; in memory hundreds of them do not take long. */
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** The header that says who asks. */
export function credentials(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** A line of the password file, cheap to check. */
export function userLine(user: string, password: string): string {
  return `${user}:${hashSync(password, 4)}\n`;
}

/**
 * Opens a console. The last route that `prepare` adds is still before the first request, so that a test can bring
 * a page of its own.
 */
export async function openWebConsole(
  prepare: (app: FastifyInstance) => void = () => undefined,
  overrides: Partial<ServerNeeds> = {},
): Promise<WebConsole> {
  const state = await mkdtemp(join(memory, 'lvs-console-web-'));
  const usersFile = join(state, 'htpasswd');
  const lines = Object.entries(accounts).map(([user, password]) => userLine(user, password));
  await writeFile(usersFile, lines.join(''), { mode: 0o600 });
  withoutEngine(state);
  const settings = readSettings({ state }, {});

  const logStream = new PassThrough({ encoding: 'utf8' });
  const routes: RouteOptions[] = [];
  const collect = (message: unknown) => {
    (message as { fastify: FastifyInstance }).fastify.addHook('onRoute', (route) => void routes.push(route));
  };
  subscribe('fastify.initialization', collect);
  const { app, close } = await wire(settings, { logger: { level: 'warn', stream: logStream }, ...overrides });
  unsubscribe('fastify.initialization', collect);
  prepare(app);
  await app.ready();

  const headersOf = ({ as = 'piranha', headers = {} }: Asking) => ({
    ...(as !== 'nobody' && { authorization: credentials(as, accounts[as]) }),
    ...headers,
  });
  const get = async (url: string, asking: Asking = {}) => {
    const [path = ''] = url.split('?');
    const answer = await app.inject({
      url,
      method: (asking.method ?? 'GET') as 'GET',
      headers: headersOf(asking),
      remoteAddress: asking.from ?? '127.0.0.1',
      payloadAsStream: streams.includes(path),
    });
    if (streams.includes(path)) answer.stream().destroy();
    return answer;
  };
  const token = async (user: keyof typeof accounts) => {
    const page = await get('/secure/test-form', { as: user });
    return /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  };
  let written = '';
  logStream.on('data', (chunk: string) => {
    written += chunk;
  });
  return {
    app,
    state,
    usersFile,
    routes,
    log: () => written,
    get,
    token,
    send: async (url, fields, asking = {}) => {
      const { as = 'piranha' } = asking;
      const all = { ...(as !== 'nobody' && { _csrf: await token(as) }), ...fields };
      const options: InjectOptions = {
        url,
        method: (asking.method ?? 'POST') as 'POST',
        remoteAddress: asking.from ?? '127.0.0.1',
        payload: new URLSearchParams(all).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headersOf(asking) },
      };
      return app.inject(options);
    },
    close: async () => {
      await close();
      await rm(state, { recursive: true });
    },
  };
}

/** A page with a token and a change behind it, for tests of what stands before every panel. */
export function testForm(app: FastifyInstance): void {
  app.get('/secure/test-form', async (_request, reply) =>
    reply.page({
      panel: 'error',
      template: 'parts/old-form',
      view: { action: '/secure/test-form', typed: [] },
    }),
  );
  app.route({
    method: ['POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/secure/test-form',
    handler: async (request, reply) => {
      const fields = JSON.stringify(request.body);
      return reply.done('/secure/introduction', { kind: 'done', text: () => `Saved ${fields}.` });
    },
  });
}
