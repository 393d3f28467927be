/** The usual cases, out of a few answers. */

import { z } from 'zod';
import type { Config } from '../../core/lvscf/config.js';
import type { Typed } from '../../core/lvscf/form.js';
import type { NetworkDevice } from '../../core/machine/devices.js';
import { type BodyFault, ConsoleError } from '../../core/problem.js';
import type { Answers, Wrong } from '../../core/wizard/answers.js';
import { beginning } from '../../core/wizard/beginning.js';
import { checks, databases, type Question, questionsOf, ways, wizardKinds } from '../../core/wizard/kinds.js';
import { namesOf, planOf, withPlan } from '../../core/wizard/plan.js';
import { readAnswers } from '../../core/wizard/read.js';
import { sentence } from '../../text/sentence.js';
import { virtualServerPath } from './block-changes.js';
import { etagOfVirtuals } from './blocks.js';
import { bodyRefused } from './faults.js';
import { type ApiRoute, apiRoute } from './route.js';
import { makeChange, newText, type SavingNeeds } from './saving.js';
import { changeQuery, outcomeShape } from './shapes.js';
import { apiWords } from './told.js';

/** What they are given. */
export interface WizardRoutesNeeds extends SavingNeeds {
  readonly devices: () => Promise<readonly NetworkDevice[]>;
}

const text = z.string().max(4096);
const { fields: said } = apiWords.wizard;

/** Each question as JSON; where it is not answered, the answer is the one that the page begins with. */
const answers = {
  address: text,
  servers: z.array(text).min(1).max(1024).meta({ description: said.servers.help }),
  zone: text.meta({ description: said.zone.help }),
  ports: z.array(z.int()).min(1).max(16).meta({ description: said.ports.help }),
  database: z.enum(databases).meta({ description: said.database.help }),
  port: z.int().meta({ description: said.port.help }),
  name: text,
  address_device: text,
  vip_nmask: text,
  way: z.enum(ways).meta({ description: said.way.help }),
  fwmark: z.int(),
  rules: z.boolean().meta({ description: said.rules.help }),
  'ftp-data-ports': text,
  persistent: z.int(),
  path: text.meta({ description: said.path.help }),
  host: text.meta({ description: said.host.help }),
  check: z.enum(checks).meta({ description: said.check.help }),
  active: z.boolean().meta({ description: said.active.help }),
} as const satisfies Record<Question, z.ZodType>;

const wizardShape = {
  name: 'Answers',
  shape: z.strictObject({ kind: z.enum(wizardKinds) }).extend(z.strictObject(answers).partial().shape),
};

type Sent = z.output<typeof wizardShape.shape>;

/** The route. */
export function wizardRoutes(needs: WizardRoutesNeeds): readonly ApiRoute[] {
  return [
    apiRoute({
      method: 'POST',
      path: '/wizard',
      tag: 'many at once',
      summary: 'Makes the virtual servers of a usual case out of a few answers',
      detail:
        'What is not answered is as the page WIZARD begins. A member that the case does not ask for is refused.',
      query: changeQuery,
      body: wizardShape,
      status: 201,
      ifMatch: 'possible',
      answers: outcomeShape,
      answer: async (call) => {
        const own = (await needs.devices()).map(({ name }) => name);
        let names: readonly string[] = [];
        return makeChange(call, needs, {
          etag: etagOfVirtuals,
          ifMatch: 'possible',
          edit: (config) => {
            const read = answersIn(call.body, config, own);
            names = namesOf(read);
            return newText(config, withPlan(config, planOf(read)));
          },
          after: (config) => {
            return { status: 201, etag: etagOfVirtuals(config), location: virtualServerPath(names[0] ?? '') };
          },
        });
      },
    }),
  ];
}

/** @throws ConsoleError body_refused, answers_refused */
function answersIn({ kind, ...sent }: Sent, config: Config, own: readonly string[]): Answers {
  const asked: readonly string[] = questionsOf(kind);
  const others = Object.keys(sent).filter((question) => !asked.includes(question));
  if (others.length > 0)
    throw bodyRefused(
      'body',
      others.map((field): BodyFault => ({ field, fault: 'unknown_member' })),
    );
  const typed = Object.entries(sent).map(([question, value]) => [question, typedOf(value)]);
  const all: Typed = { ...beginning(kind, config), ...(Object.fromEntries(typed) as Typed) };
  const reading = readAnswers(kind, all, config, own);
  if ('answers' in reading) return reading.answers;
  throw new ConsoleError('invalid', 'answers_refused', { wrong: reading.wrong.map(told) });
}

/** An answer as the form of the page would send it. */
function typedOf(value: Sent[Question]): string {
  if (typeof value === 'boolean') return value ? '1' : '';
  return Array.isArray(value) ? value.join(' ') : String(value ?? '');
}

function told(wrong: Wrong) {
  const { question: field } = wrong;
  if ('problem' in wrong)
    return { field, code: wrong.problem.code, message: sentence(apiWords, wrong.problem) };
  return {
    field,
    code: wrong.fault,
    message: apiWords.wizard.faults[wrong.fault](wrong.value, wrong.against ?? ''),
  };
}
