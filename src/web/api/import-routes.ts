/** The files of other tools as lvs.cf. */

import { z } from 'zod';
import { importSources } from '../../core/import/import.js';
import { replacedBy, underSerialOf } from '../../core/import/replace.js';
import { importKinds, kindOf, type Source } from '../../core/import/source.js';
import { byteString, readable } from '../../core/lvscf/bytes.js';
import type { Config } from '../../core/lvscf/config.js';
import type { NetworkDevice } from '../../core/machine/devices.js';
import type { BodyFault } from '../../core/problem.js';
import { bodyRefused } from './faults.js';
import { etagOfFile, replacedText } from './file-routes.js';
import { importedShape, nothingProposed, reported } from './import-report.js';
import { type ApiRoute, apiRoute } from './route.js';
import { makeChange, type SavingNeeds } from './saving.js';
import { changeQuery } from './shapes.js';

/** What they are given. */
export interface ImportRoutesNeeds extends SavingNeeds {
  readonly devices: () => Promise<readonly NetworkDevice[]>;
  readonly ticksPerSecond: () => Promise<number | undefined>;
}

/** As much as the daemon takes of one file, and its quotes and line ends. */
const bodyLimit = 16 * 1024 * 1024;

const sourcesShape = {
  name: 'Sources',
  shape: z.strictObject({
    sources: z
      .array(
        z.strictObject({
          name: z
            .string()
            .min(1)
            .max(255)
            .meta({ description: 'What the file is called: it may say what it is.' }),
          kind: z.enum(importKinds).optional(),
          text: z.string(),
        }),
      )
      .min(1)
      .max(16)
      .meta({ description: 'Files that belong together: those of one pair of routers.' }),
  }),
};

/** The route. */
export function importRoutes(needs: ImportRoutesNeeds): readonly ApiRoute[] {
  return [
    apiRoute({
      method: 'POST',
      path: '/import',
      tag: 'other tools',
      summary: 'Makes an lvs.cf of the files of other tools, and puts it in place of the present one',
      detail:
        'The answer says what became of each line. If-Match is the ETag of /lvs.cf or /config. Read a dry run first.',
      query: changeQuery,
      body: sourcesShape,
      bodyLimit,
      ifMatch: 'wanted',
      answers: importedShape,
      answer: async (call) => {
        const [devices, ticksPerSecond] = await Promise.all([needs.devices(), needs.ticksPerSecond()]);
        const imported = importSources(sourcesIn(call.body.sources), { devices, ticksPerSecond });
        const { text } = imported;
        if (text === undefined) throw nothingProposed(imported);
        const answer = await makeChange(call, needs, {
          etag: etagOfFile,
          ifMatch: 'wanted',
          edit: (config) => replacedText(text, () => replacedBy(config, asNow(config, text))),
          after: (config) => ({ etag: etagOfFile(config) }),
        });
        return { ...answer, json: { ...Object(answer.json), text: readable(text), ...reported(imported) } };
      },
    }),
  ];
}

function asNow(config: Config, text: string): string {
  return underSerialOf(String(config.document), text);
}

type Sent = z.output<typeof sourcesShape.shape>['sources'];

/** @throws ConsoleError body_refused where nobody can tell what one is */
function sourcesIn(sent: Sent): Source[] {
  const faults: BodyFault[] = [];
  const sources = sent.flatMap(({ kind: given, name, text }, index): Source[] => {
    const bytes = byteString(text);
    const kind = given ?? kindOf(name, bytes);
    if (kind !== undefined) return [{ name, kind, text: bytes }];
    faults.push({ field: `sources[${index}].kind`, fault: 'missing_member' });
    return [];
  });
  if (faults.length > 0) throw bodyRefused('body', faults);
  return sources;
}
