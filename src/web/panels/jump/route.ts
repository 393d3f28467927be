import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ConsoleError } from '../../../core/problem.js';
import type { EditingNeeds } from '../../editing.js';
import { mayOpen } from '../../roles.js';
import { type Place, panelPlaces, placeKinds, placesOf } from './places.js';
import { onlyOne, search } from './search.js';

/** How many places are offered while somebody types, and how many one page lists. */
const offered = 12;
const listed = 200;

const asked = z.object({ to: z.string().max(300).catch('') });

/** The box in the head of every page: names, addresses, ports, marks, panels and fields. */
export function jump(scope: FastifyInstance, { configFile }: Pick<EditingNeeds, 'configFile'>): void {
  scope.get('/jump', async (request, reply) => {
    const { words } = request;
    const { to } = asked.parse(request.query);
    const found = search(await placesFor(request), to);
    const only = onlyOne(found);
    if (only !== undefined) return reply.redirect(only.href, 303);
    const all = [...found.exact, ...found.partly];
    const shown = all.slice(0, listed);
    const typed = to.trim();
    const view = {
      typed,
      count: typed === '' ? '' : words.jump.count(all.length, typed),
      more: all.length > listed ? words.jump.more(all.length - listed) : '',
      groups: placeKinds.flatMap((kind) => {
        const places = shown.filter((place) => place.kind === kind);
        return places.length === 0 ? [] : [{ title: words.jump.kinds[kind], places }];
      }),
    };
    return reply.page({ panel: 'jump', template: 'jump/jump', view });
  });

  scope.get('/jump/suggestions', async (request, reply) => {
    const { to } = asked.parse(request.query);
    const { exact, partly } = search(await placesFor(request), to);
    const places = [...exact, ...partly].slice(0, offered);
    return reply.send(places.map(({ text, note }) => ({ text, note })));
  });

  /** A file that cannot be read has no servers; the panels are there all the same. */
  async function placesFor({ role, words }: FastifyRequest): Promise<readonly Place[]> {
    const places = await configFile.read().then(
      ({ parsed }) => placesOf(parsed)(words),
      (error: unknown) => {
        if (error instanceof ConsoleError) return panelPlaces(words);
        throw error;
      },
    );
    return role === 'admin' ? places : places.filter(({ href }) => mayOpen(role, href));
  }
}
