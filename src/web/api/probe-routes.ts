/** Checks that are tried at once, in the JSON interface. */

import { z } from 'zod';
import { readable } from '../../core/lvscf/bytes.js';
import { realServerOf, virtualServerOf } from '../../core/lvscf/change.js';
import type { RealServer, VirtualServer } from '../../core/lvscf/config.js';
import { bytesText } from '../../core/lvscf/shown-bytes.js';
import { mostProbed, type ProbeSeen, type ProbeTest } from '../../core/router/probe.js';
import { ruleSentence } from '../../text/probe.js';
import { stepSentence } from '../../text/step.js';
import type { ProbeNeeds } from '../probe.js';
import type { VersionedFile } from '../versions.js';
import { type ApiRoute, apiRoute } from './route.js';
import { apiWords } from './told.js';

/** What these routes are given. */
export interface ProbeRoutesNeeds extends Pick<ProbeNeeds, 'probe'> {
  readonly configFile: Pick<VersionedFile, 'read'>;
}

const typed = z.string().max(1024).optional();

const orderShape = z.strictObject({
  virtual: z.string().min(1).max(1000).meta({ description: 'Its name in lvs.cf, or NAME~2.' }),
  server: z.string().min(1).max(1000).optional().meta({ description: 'Without it, each real server.' }),
  router: z.enum(['here', 'other']).default('here'),
  check: z
    .strictObject({ send_program: typed, send: typed, expect: typed, use_regex: typed })
    .optional()
    .meta({ description: 'Another check than the one in lvs.cf, in the words of the file.' }),
});

const testShape = z.object({
  server: z.string(),
  address: z.string(),
  port: z.int(),
  outcome: z.enum(['up', 'down', 'not_run']),
  message: z.string(),
  tookUs: z.int().nullable().meta({ description: 'Microseconds, until it was connected or had ended.' }),
  status: z.int().nullable().meta({ description: 'Of a program that was run.' }),
  sent: z.string().nullable(),
  received: z.string(),
});

const seenShape = z.object({
  ok: z.boolean().meta({ description: 'Whether each of them is up.' }),
  at: z.number().meta({ description: 'By the clock of that router, in milliseconds since 1970.' }),
  message: z.string().meta({ description: 'Why nothing was tried; empty where something was.' }),
  tests: z.array(testShape).max(mostProbed),
});

/** These routes. */
export function probeRoutes({ configFile, probe }: ProbeRoutesNeeds): readonly ApiRoute[] {
  return [
    apiRoute({
      method: 'POST',
      path: '/probe',
      tag: 'live',
      summary: 'Tries the check of a virtual server once, from a router; nothing is changed',
      detail: 'Answers when it is tried: each step of a check is waited for ten seconds at most.',
      body: { name: 'ProbeOrder', shape: orderShape },
      answers: { name: 'Probed', shape: seenShape },
      isLook: true,
      answer: async ({ body: { check, router, server, virtual } }) => {
        const { parsed } = await configFile.read();
        const found =
          parsed.virtualServers.find((one) => isCalled(one, virtual)) ?? virtualServerOf(parsed, virtual);
        const realServer = server === undefined ? null : realServerIn(found, server).ref;
        const order = { virtual: found.ref, server: realServer, typed: check ?? null };
        return { json: toldProbe(await probe(order, router)) };
      },
    }),
  ];
}

function realServerIn(around: VirtualServer, called: string): RealServer {
  return around.realServers.find((one) => isCalled(one, called)) ?? realServerOf(around, called);
}

function isCalled({ name, ref }: VirtualServer | RealServer, called: string): boolean {
  return [name, ref].some((one) => one === called || readable(one) === called);
}

function toldProbe({ at, check, refused, tests }: ProbeSeen): z.input<typeof seenShape> {
  const { probe: say } = apiWords;
  const why =
    refused === null ? (check === null ? say.none : '') : stepSentence(apiWords, { detail: refused });
  return {
    ok: check !== null && refused === null && tests.every(({ outcome }) => outcome === 'up'),
    at,
    message: why,
    tests: check === null ? [] : tests.map((test) => toldTest(test, check)),
  };
}

function toldTest(test: ProbeTest, check: NonNullable<ProbeSeen['check']>): z.input<typeof testShape> {
  const { address, outcome, port, received, sent, server, status, tookUs } = test;
  return {
    server: readable(server),
    address,
    port,
    outcome,
    message: ruleSentence(test, check, apiWords),
    tookUs,
    status,
    sent: sent === null ? null : bytesText(sent),
    received: bytesText(received),
  };
}
