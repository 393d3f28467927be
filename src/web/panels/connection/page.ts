import type { FastifyReply, FastifyRequest } from 'fastify';
import { reasonOf } from '../../../core/audit/failure.js';
import { ConsoleError, errorStatus } from '../../../core/problem.js';
import type { ConnectionSetup } from '../../../core/push/setup-api.js';
import { sentencesOf } from '../../../text/failure.js';
import type { ConfigSource } from '../../editing.js';
import type { OtherRouter } from '../../other-router.js';
import { type ConnectionInput, type ConnectionTexts, textsOf } from './form.js';
import { connectionView } from './view.js';

/** What CONNECTION TO THE BACKUP is given. */
export interface ConnectionNeeds {
  readonly connectionSetup: ConnectionSetup;
  readonly configFile: ConfigSource;
  readonly otherRouter: OtherRouter;
}

/** Where it is. */
export const address = '/secure/connection';

/** What is shown besides the form. */
interface Shown {
  readonly texts?: ConnectionTexts;
  readonly wrong?: readonly ConnectionInput[];
  readonly hostKey?: object;
  readonly test?: object;
  /** Why the other router could not be asked. */
  readonly failure?: ConsoleError;
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** The page of CONNECTION TO THE BACKUP. */
export interface ConnectionPage {
  show(request: FastifyRequest, reply: FastifyReply, shown?: Shown): Promise<FastifyReply>;
  /** What goes wrong on the way to the other router is said on this page, where it is mended. */
  orSay(work: Handler): Handler;
}

/** Opens the page, which shows how the connection is set up now. */
export function connectionPage({ configFile, connectionSetup }: ConnectionNeeds): ConnectionPage {
  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    shown: Shown = {},
  ): Promise<FastifyReply> {
    const { failure, wrong = [], hostKey, test } = shown;
    const [state, backup] = await Promise.all([connectionSetup.look(), backupIn(configFile)]);
    const texts = shown.texts ?? textsOf(state.settings, backup);
    const view = connectionView({ state, backup, texts, wrong, words: request.words });
    return reply.page({
      panel: 'connection',
      template: 'connection/connection',
      view: {
        ...view,
        ...askingLinks(request),
        hostKey,
        test,
        failure: failure && sentencesOf(failure, request.words),
      },
      status: failure === undefined ? (wrong.length > 0 ? 422 : 200) : errorStatus[failure.code],
      self: address,
    });
  }

  function orSay(work: Handler): Handler {
    return async (request, reply) => {
      try {
        return await work(request, reply);
      } catch (error) {
        if (!(error instanceof ConsoleError) || error.code !== 'push_failed') throw error;
        request.audited.reason = reasonOf(error);
        return show(request, reply, { failure: error });
      }
    };
  }

  return { orSay, show };
}

/** Links that ask each time they are followed: one to the address of the very page would only scroll it. */
function askingLinks({ url }: FastifyRequest) {
  const again = url.endsWith('?again') ? '' : '?again';
  return {
    hostKeyHref: `${address}/host-key${again}#asked`,
    testHref: `${address}/test${again}#test-title`,
  };
}

/** The address of the backup in lvs.cf; blank where the file has none, or cannot be read. */
async function backupIn({ read }: Pick<ConfigSource, 'read'>): Promise<string> {
  const loaded = await read().catch(() => undefined);
  return loaded?.parsed.global.backup ?? '';
}
