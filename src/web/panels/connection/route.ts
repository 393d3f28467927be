import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConnectionSetup } from '../../../core/push/setup-api.js';
import type { Words } from '../../../text/index.js';
import type { ConfigSource } from '../../editing.js';
import {
  type ConnectionInput,
  type ConnectionTexts,
  readConnection,
  readHostKey,
  readPassword,
  textsIn,
  textsOf,
} from './form.js';
import { connectionView, hostKeyView, testView } from './view.js';

/** What CONNECTION TO THE BACKUP is given. */
export interface ConnectionNeeds {
  readonly connectionSetup: ConnectionSetup;
  readonly configFile: ConfigSource;
}

const address = '/secure/connection';

/** What is shown besides the form. */
interface Shown {
  readonly texts?: ConnectionTexts;
  readonly wrong?: readonly ConnectionInput[];
  readonly hostKey?: object;
  readonly test?: object;
}

/** CONNECTION TO THE BACKUP: where the other router is, its host key, how the console logs in, and a test. */
export function connection(scope: FastifyInstance, { configFile, connectionSetup }: ConnectionNeeds): void {
  scope.get('/connection', async (request, reply) => show(request, reply));

  scope.post('/connection', { config: { audit: 'connection' } }, async (request, reply) => {
    const texts = textsIn(request.body);
    const read = readConnection(texts);
    if ('wrong' in read) return show(request, reply, { texts, wrong: read.wrong });
    await connectionSetup.save(read.settings, read.passphrase);
    return done(reply, ({ connection: say }) => say.saved);
  });

  // These two ask the network and change nothing.
  scope.get('/connection/host-key', async (request, reply) => {
    const hostKey = hostKeyView(await connectionSetup.fetchHostKey(), request.words);
    return show(request, reply, { hostKey });
  });

  scope.get('/connection/test', async (request, reply) => {
    const test = testView(await connectionSetup.test(), request.words);
    return show(request, reply, { test });
  });

  scope.post('/connection/host-key', { config: { audit: 'connection' } }, async (request, reply) => {
    await connectionSetup.confirmHostKey(readHostKey(request.body));
    return done(reply, ({ connection: say }) => say.hostKey.confirmedNow);
  });

  scope.post('/connection/forget', { config: { audit: 'connection' } }, async (_request, reply) => {
    await connectionSetup.forgetHostKey();
    return done(reply, ({ connection: say }) => say.hostKey.forgotten);
  });

  scope.post('/connection/key', { config: { audit: 'connection' } }, async (_request, reply) => {
    await connectionSetup.makeKey();
    return done(reply, ({ connection: say }) => say.ownKey.made);
  });

  scope.post('/connection/use-key', { config: { audit: 'connection' } }, async (_request, reply) => {
    await connectionSetup.useNextKey();
    return done(reply, ({ connection: say }) => say.ownKey.used);
  });

  scope.post(
    '/connection/let-in',
    { config: { secret: true, audit: 'connection' } },
    async (request, reply) => {
      const password = readPassword(request.body);
      if (password === '') {
        return reply.done(address, { kind: 'warning', text: (words) => words.connection.ownKey.noPassword });
      }
      const isNew = await connectionSetup.letKeyIn(password);
      return done(reply, ({ connection: say }) => (isNew ? say.ownKey.letIn : say.ownKey.wasIn));
    },
  );

  function done(reply: FastifyReply, text: (words: Words) => string): FastifyReply {
    return reply.done(address, { kind: 'done', text });
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    shown: Shown = {},
  ): Promise<FastifyReply> {
    const { wrong = [], hostKey, test } = shown;
    const [state, backup] = await Promise.all([connectionSetup.look(), backupIn(configFile)]);
    const texts = shown.texts ?? textsOf(state.settings, backup);
    const view = connectionView({ state, backup, texts, wrong, words: request.words });
    return reply.page({
      panel: 'connection',
      template: 'connection/connection',
      view: { ...view, hostKey, test },
      status: wrong.length > 0 ? 422 : 200,
      self: address,
    });
  }
}

/** The address of the backup in lvs.cf; blank where the file has none, or cannot be read. */
async function backupIn({ read }: Pick<ConfigSource, 'read'>): Promise<string> {
  const loaded = await read().catch(() => undefined);
  return loaded?.parsed.global.backup ?? '';
}
