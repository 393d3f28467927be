import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addedProblems } from '../../../core/lvscf/added-problems.js';
import { ownText } from '../../../core/lvscf/change.js';
import { type Config, readConfig } from '../../../core/lvscf/config.js';
import { ConsoleError, errorStatus, type Problem } from '../../../core/problem.js';
import type { Wrong } from '../../../core/wizard/answers.js';
import { beginning } from '../../../core/wizard/beginning.js';
import { namesOf, planOf, withPlan } from '../../../core/wizard/plan.js';
import { readAnswers } from '../../../core/wizard/read.js';
import { offersOf } from '../../block-view.js';
import { type EditingNeeds, requireRevision, revisionOf, save } from '../../editing.js';
import { isDangerous } from '../../guard-rail.js';
import { kindIn, type Sent, sentIn } from './sent.js';
import { casesView, questionsView, reviewView, wizardNotice } from './view.js';

/** Where the wizard leads: what is to be run around what it made. */
const afterwards = '/secure/what-to-run';

/** The comment lines of ours at the head of the file, which the wizard may change. */
const headText = (config: Config) => ownText(config, config.sharedBlock);

/** Where another language begins: what was typed is in no address. */
const selfOf = ({ kind }: Sent) => `/secure/wizard?kind=${kind}`;

interface Asked extends Sent {
  readonly config: Config;
}

interface Refused {
  readonly wrong?: readonly Wrong[];
  readonly problems?: readonly Problem[];
}

/** WIZARD: a few questions for the usual cases, their lines to look at, and a save like any other. */
export function wizard(scope: FastifyInstance, needs: EditingNeeds): void {
  const { configFile } = needs;

  scope.get('/wizard', async (request, reply) => {
    const kind = kindIn(request.query);
    if (kind === undefined) {
      const view = casesView(request.words);
      return reply.page({ panel: 'wizard', template: 'wizard/cases', view });
    }
    const { parsed: config } = await configFile.read();
    return ask(request, reply, { kind, config, typed: beginning(kind, config) });
  });

  scope.post('/wizard/review', async (request, reply) => {
    request.audited.isLook = true;
    const { parsed: config } = await configFile.read();
    const asked = { ...sentIn(request.body), config };
    return asked.typed['_back'] === undefined ? review(request, reply, asked) : ask(request, reply, asked);
  });

  scope.post('/wizard', async (request, reply) => {
    const { kind, typed } = sentIn(request.body);
    const own = await deviceNames();
    const names: string[] = [];
    try {
      await save(request, needs, 'wizard', (config) => {
        requireRevision(headText(config), typed['_revision']);
        const reading = readAnswers(kind, typed, config, own);
        // It was read before the review: since then somebody else took the name or the mark.
        if ('wrong' in reading) throw new ConsoleError('conflict', 'block_changed', {});
        names.push(...namesOf(reading.answers));
        return withPlan(config, planOf(reading.answers));
      });
    } catch (error) {
      if (!(error instanceof ConsoleError) || isDangerous(error)) throw error;
      const { parsed: config } = await configFile.read();
      return review(request, reply, { kind, config, typed }, error);
    }
    return reply.done(afterwards, wizardNotice(names));
  });

  async function ask({ words }: FastifyRequest, reply: FastifyReply, asked: Asked, refused?: Refused) {
    const offers = offersOf(await needs.devices(), asked.config);
    const { problems, wrong = [] } = refused ?? {};
    const view = questionsView({ ...asked, wrong, words, offers }, problems);
    const status = refused === undefined ? 200 : errorStatus.invalid;
    const self = selfOf(asked);
    return reply.page({ panel: 'wizard', template: 'wizard/questions', view, status, self });
  }

  /** The lines to look at, or the questions again with what is wrong. */
  async function review(request: FastifyRequest, reply: FastifyReply, asked: Asked, error?: ConsoleError) {
    const { config, kind, typed } = asked;
    const reading = readAnswers(kind, typed, config, await deviceNames());
    if ('wrong' in reading) return ask(request, reply, asked, reading);
    if (config.readOnly !== undefined) return ask(request, reply, asked, {});
    const { answers } = reading;
    const text = withPlan(config, planOf(answers));
    const problems = addedProblems(config, readConfig(text));
    if (problems.length > 0) return ask(request, reply, asked, { problems });
    const revision = revisionOf(headText(config));
    const parts = { answers, typed, before: config, text, revision, ...(error && { error }) };
    const status = error === undefined ? 200 : errorStatus[error.code];
    const view = reviewView(parts, request.words);
    const self = selfOf(asked);
    return reply.page({ panel: 'wizard', template: 'wizard/review', view, status, self });
  }

  async function deviceNames(): Promise<string[]> {
    return (await needs.devices()).map(({ name }) => name);
  }
}
