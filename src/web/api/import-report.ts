/** What became of each line of an import, as the JSON interface tells it. */

import { z } from 'zod';
import type { Imported } from '../../core/import/import.js';
import type { Remark } from '../../core/import/remark.js';
import { readable, visible } from '../../core/lvscf/bytes.js';
import { ConsoleError } from '../../core/problem.js';
import { remarkSentence } from '../../text/import.js';
import { outcomeShape } from './shapes.js';
import { apiWords } from './told.js';

/** How many lines of a source one answer reports. */
const linesReported = 2000;

const saidShape = z.object({ code: z.string(), message: z.string() });

/** What an import did, or would do. */
export const importedShape = {
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

/** Why there is nothing to save. */
export function nothingProposed({ remarks, reports }: Imported): ConsoleError {
  const said = [...remarks, ...reports.flatMap((report) => report.remarks)];
  const because = said.map((remark) => remarkSentence(apiWords, remark));
  return new ConsoleError('invalid', 'not_imported', { because });
}

/** The report on each source. */
export function reported({ remarks, reports }: Imported) {
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

function told(remark: Remark) {
  return { code: remark.code, message: remarkSentence(apiWords, remark) };
}
