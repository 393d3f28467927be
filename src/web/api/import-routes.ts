/** The files of other tools as lvs.cf. */

import { z } from 'zod';
import { type Imported, importSources } from '../../core/import/import.js';
import { replacedBy, underSerialOf } from '../../core/import/replace.js';
import { importKinds, kindOf, type Source } from '../../core/import/source.js';
import { byteString, readable, visible } from '../../core/lvscf/bytes.js';
import type { Config } from '../../core/lvscf/config.js';
import type { NetworkDevice } from '../../core/machine/devices.js';
import { type BodyFault, ConsoleError } from '../../core/problem.js';
import { remarkSentence } from '../../text/import.js';
import { bodyRefused } from './faults.js';
import { etagOfFile, replacedText } from './file-routes.js';
import { type ApiRoute, apiRoute } from './route.js';
import { makeChange, type SavingNeeds } from './saving.js';
import { changeQuery, outcomeShape } from './shapes.js';
import { apiWords } from './told.js';

/** What they are given. */
export interface ImportRoutesNeeds extends SavingNeeds {
  readonly devices: () => Promise<readonly NetworkDevice[]>;
  readonly ticksPerSecond: () => Promise<number | undefined>;
}

/** As much as the daemon takes of one file, and its quotes and line ends. */
const bodyLimit = 16 * 1024 * 1024;

/** How many lines of a source one answer reports. */
const linesReported = 2000;

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

const saidShape = z.object({ code: z.string(), message: z.string() });

const importedShape = {
  name: 'Imported',
  shape: outcomeShape.shape.extend({
    text: z.string().meta({ description: 'The proposed lvs.cf.' }),
    remarks: z.array(saidShape),
    sources: z.array(
      z.object({
        name: z.string(),
        remarks: z.array(saidShape),
        more: z.int().optional().meta({ description: 'Lines that are left out here.' }),
        lines: z.array(
          z.object({ line: z.int(), text: z.string(), outcome: z.string(), remarks: z.array(saidShape) }),
        ),
      }),
    ),
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

function nothingProposed({ remarks, reports }: Imported): ConsoleError {
  const said = [...remarks, ...reports.flatMap((report) => report.remarks)];
  const because = said.map((remark) => remarkSentence(apiWords, remark));
  return new ConsoleError('invalid', 'not_imported', { because });
}

function reported({ remarks, reports }: Imported) {
  return {
    remarks: remarks.map(told),
    sources: reports.map(({ lines, name, remarks: ofAll }) => ({
      name: visible(readable(name)),
      remarks: ofAll.map(told),
      ...(lines.length > linesReported && { more: lines.length - linesReported }),
      lines: lines.slice(0, linesReported).map(({ line, outcome, remarks: why, text }) => ({
        line,
        text: readable(text),
        outcome,
        remarks: why.map(told),
      })),
    })),
  };
}

function told(remark: Parameters<typeof remarkSentence>[1]) {
  return { code: remark.code, message: remarkSentence(apiWords, remark) };
}
