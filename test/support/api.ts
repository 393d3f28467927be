/** The JSON interface as a program meets it: JSON in, JSON out, on a file of its own. */
import type { LightMyRequestResponse } from 'fastify';
import type { ServerNeeds } from '../../src/web/server.js';
import { openPanels, type PanelConsole } from './panel.js';
import { accounts, credentials, type Visitor } from './web-console.js';

/** What a request is made of beside its address. */
export interface ApiAsking {
  readonly as?: Visitor;
  readonly headers?: Readonly<Record<string, string>>;
  /** The address at the other end; the loopback address without one. */
  readonly from?: string;
}

/** An answer of the interface. */
export interface ApiReply {
  readonly status: number;
  readonly type: string | undefined;
  readonly etag: string;
  readonly location: string | undefined;
  readonly headers: LightMyRequestResponse['headers'];
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of it is what the test says
  readonly json: any;
}

/** A console that is asked through the interface. */
export interface ApiConsole extends PanelConsole {
  /** Sends an object as JSON, a text as text/plain; `path` is below /api/v1. */
  readonly ask: (method: string, path: string, body?: unknown, asking?: ApiAsking) => Promise<ApiReply>;
  /** Reads, then changes what was read: with its ETag. */
  readonly change: (method: string, path: string, body?: unknown) => Promise<ApiReply>;
}

/** Opens a console on this file. */
export async function openApi(lvsCf: string, overrides: Partial<ServerNeeds> = {}): Promise<ApiConsole> {
  const panels = await openPanels(lvsCf, overrides);

  const ask: ApiConsole['ask'] = async (method, path, body, asking = {}) => {
    const { as = 'piranha', from } = asking;
    const sentType = typeof body === 'string' ? 'text/plain' : 'application/json';
    const isSent = body !== undefined || method === 'POST';
    const answer = await panels.web.app.inject({
      method: method as 'GET',
      url: `/api/v1${path}`,
      remoteAddress: from ?? '127.0.0.1',
      ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      headers: {
        ...(as !== 'nobody' && { authorization: credentials(as, accounts[as]) }),
        ...(isSent && { 'content-type': sentType }),
        ...asking.headers,
      },
    });
    const { etag, location, ...headers } = answer.headers;
    const type = headers['content-type'] === undefined ? undefined : String(headers['content-type']);
    return {
      status: answer.statusCode,
      type,
      etag: String(etag ?? ''),
      location: location === undefined ? undefined : String(location),
      headers: answer.headers,
      text: answer.body,
      json: type?.includes('json') && answer.body !== '' ? JSON.parse(answer.body) : undefined,
    };
  };

  const change: ApiConsole['change'] = async (method, path, body) => {
    const [read = ''] = path.split('?', 1);
    const { etag } = await ask('GET', read);
    return ask(method, path, body, { headers: { 'if-match': etag } });
  };

  return { ...panels, ask, change };
}
