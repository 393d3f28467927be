import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Words } from '../../../text/index.js';
import { readConnection, readHostKey, readPassword, textsIn } from './form.js';
import { address, type ConnectionNeeds, connectionPage } from './page.js';
import { hostKeyView, testView } from './view.js';

/** CONNECTION TO THE BACKUP: where the other router is, its host key, how the console logs in, and a test. */
export function connection(scope: FastifyInstance, needs: ConnectionNeeds): void {
  const { connectionSetup, otherRouter } = needs;
  const { show, orSay } = connectionPage(needs);

  scope.get('/connection', async (request, reply) => show(request, reply));

  scope.post('/connection', { config: { audit: 'connection' } }, async (request, reply) => {
    const texts = textsIn(request.body);
    const read = readConnection(texts);
    if ('wrong' in read) return show(request, reply, { texts, wrong: read.wrong });
    await connectionSetup.save(read.settings, read.passphrase);
    return done(reply, ({ connection: say }) => say.saved);
  });

  // These two ask the network and change nothing.
  scope.get(
    '/connection/host-key',
    orSay(async (request, reply) => {
      const hostKey = hostKeyView(await connectionSetup.fetchHostKey(), request.words);
      return show(request, reply, { hostKey });
    }),
  );

  scope.get(
    '/connection/test',
    orSay(async (request, reply) => {
      const test = testView(await connectionSetup.test(), request.words);
      // The head of the page says what was seen just now, too.
      request.otherRouter = await otherRouter.state();
      return show(request, reply, { test });
    }),
  );

  scope.post(
    '/connection/host-key',
    { config: { audit: 'connection' } },
    orSay(async (request, reply) => {
      await connectionSetup.confirmHostKey(readHostKey(request.body));
      return done(reply, ({ connection: say }) => say.hostKey.confirmedNow);
    }),
  );

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
    orSay(async (request, reply) => {
      const password = readPassword(request.body);
      if (password === '') {
        return reply.done(address, { kind: 'warning', text: ({ connection: say }) => say.ownKey.noPassword });
      }
      const isNew = await connectionSetup.letKeyIn(password);
      return done(reply, ({ connection: say }) => (isNew ? say.ownKey.letIn : say.ownKey.wasIn));
    }),
  );

  function done(reply: FastifyReply, text: (words: Words) => string): FastifyReply {
    return reply.done(address, { kind: 'done', text });
  }
}
