/** The file as a text, and the check of a text. */

import { z } from 'zod';
import { replacedBy } from '../../core/import/replace.js';
import { type Config, readConfig } from '../../core/lvscf/config.js';
import { ConsoleError } from '../../core/problem.js';
import { etagOf } from './etag.js';
import { type ApiRoute, apiRoute } from './route.js';
import { makeChange, makeFile, type NewText, type SavingNeeds } from './saving.js';
import { changeQuery, moreProblems, outcomeShape, problemShape } from './shapes.js';
import { locatedIn, toldProblems } from './told.js';

/** Eight mebibytes, as much as the daemon takes. */
const bodyLimit = 8 * 1024 * 1024;

const checkedShape = {
  name: 'Checked',
  shape: z.object({
    ok: z.boolean().meta({ description: 'Whether the original daemons take the text.' }),
    problems: z.array(problemShape),
    moreProblems,
  }),
};

/** The routes of the whole text. */
export function fileRoutes(needs: SavingNeeds): readonly ApiRoute[] {
  const { configFile } = needs;
  return [
    apiRoute({
      method: 'GET',
      path: '/lvs.cf',
      tag: 'file',
      summary: 'The file as it lies on the disk',
      adminOnly: true,
      answers: 'text',
      answer: async () => {
        const { text } = await configFile.read();
        return { text, etag: etagOf(text) };
      },
    }),
    apiRoute({
      method: 'PUT',
      path: '/lvs.cf',
      tag: 'file',
      summary: 'Another text in place of the file',
      detail:
        'The serial number goes up by itself: a text that differs only in it changes nothing. With If-None-Match: * in ' +
        'place of If-Match the file is made, where there is none.',
      query: changeQuery,
      body: 'text',
      bodyLimit,
      ifMatch: 'wanted',
      answers: outcomeShape,
      answer: (call) => {
        const text = String(call.body ?? '');
        if (call.request.headers['if-none-match'] === '*') return makeFile(call, needs, text);
        return makeChange(call, needs, {
          etag: etagOfFile,
          ifMatch: 'wanted',
          edit: (config) => replacedText(text, () => replacedBy(config, text)),
          after: (config) => ({ etag: etagOfFile(config) }),
        });
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/check',
      tag: 'file',
      summary: 'What is wrong with a text, with all rules; it is not kept',
      body: 'text',
      bodyLimit,
      isLook: true,
      answers: checkedShape,
      answer: async ({ body }) => {
        const config = readConfig(String(body ?? ''));
        const problems = locatedIn(config, config.problems);
        const isTaken = problems.every(({ severity }) => severity !== 'refused');
        return { json: { ok: isTaken, ...toldProblems(problems) } };
      },
    }),
  ];
}

/** The mark of the whole file. */
export function etagOfFile({ document }: Config): string {
  return etagOf(String(document));
}

/** A text that an edit puts in place of the file; what stops it is told with it. @throws ConsoleError of the edit */
export function replacedText(text: string, edit: () => string): NewText {
  try {
    return { text: edit(), problems: [] };
  } catch (error) {
    if (error instanceof ConsoleError && error.reason === 'adds_problems')
      return { text, problems: locatedIn(readConfig(text), error.problems) };
    throw error;
  }
}
