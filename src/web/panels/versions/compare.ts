import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ConsoleError, errorStatus } from '../../../core/problem.js';
import { parseSide, type Side } from '../../../core/versions/side.js';
import type { Sides, SideText } from '../../../core/versions/sides.js';
import { newestFirst } from '../../version-find.js';
import type { VersionedFile } from '../../versions.js';
import { compareView } from './compare-view.js';

/** What the comparison of two sides is given. */
export interface ComparisonNeeds {
  readonly configFile: VersionedFile;
  readonly sides: Sides;
}

const text = z.string().trim().max(20).catch('');
const query = z.object({ from: text, to: text });

/** Two sides, compared: versions by number, and what is saved, runs here, or lies on the other router. */
export function comparePage(scope: FastifyInstance, { configFile, sides }: ComparisonNeeds): void {
  scope.get('/versions/compare', async (request, reply) => {
    const { language, words } = request;
    const asked = query.parse(request.query);
    const [from, to] = [parseSide(asked.from), parseSide(asked.to)];
    if (from === undefined || to === undefined) {
      const view = compareView({ asked, words, language });
      const isEmpty = asked.from === '' && asked.to === '';
      return reply.page({
        panel: 'versions',
        template: 'versions/compare',
        view,
        status: isEmpty ? 200 : errorStatus.invalid,
        subject: words.versions.compare.title,
      });
    }
    // What was changed outside the console is a version first: it is named by its number.
    await newestFirst(configFile);
    const pair = await readBoth(sides, from, to);
    const view = compareView({ asked, pair, words, language });
    const subject = words.versions.compare.subject(`${from}`, `${to}`);
    return reply.page({ panel: 'versions', template: 'versions/compare', view, subject });
  });
}

/** Both sides, or why one of them cannot be read. @throws ConsoleError no_such_version */
async function readBoth(
  sides: Sides,
  from: Side,
  to: Side,
): Promise<readonly [SideText, SideText] | ConsoleError> {
  try {
    return await Promise.all([sides.read(from), sides.read(to)]);
  } catch (error) {
    // Whoever asks for what cannot be known now can choose another side.
    if (error instanceof ConsoleError && error.reason !== 'no_such_version') return error;
    throw error;
  }
}
