import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ListedVersion } from '../../../core/history/version.js';
import { readConfig } from '../../../core/lvscf/config.js';
import { type Difference, differences } from '../../../core/lvscf/diff.js';
import { type Deleted, deletedObjects } from '../../../core/versions/deleted.js';
import { objectText, shownObject } from '../../../core/versions/object.js';
import type { Language, Words } from '../../../text/index.js';
import { momentText } from '../../../text/moment.js';
import { versionWho } from '../../../text/versions.js';
import { newestFirst } from '../../version-find.js';
import { restoreHref, type VersionedFile, versionHref, versionsHref } from '../../versions.js';

/** How many deleted objects the page lists. */
const deletedListed = 100;

/** Of how many versions the texts are compared, where the list does not have all that they changed. */
const mostCompared = 20;

const query = z.object({ name: z.string().trim().max(100).catch('') });

/** What was deleted from the file, to be found by its name and brought back. */
export function deletedPage(
  scope: FastifyInstance,
  { configFile }: { readonly configFile: VersionedFile },
): void {
  scope.get('/versions/deleted', async (request, reply) => {
    const { language, words } = request;
    const { name } = query.parse(request.query);
    const all = await newestFirst(configFile);
    const { parsed } = await configFile.read();
    const whole = await wholeChanges(configFile, all);
    const changesOf = (version: ListedVersion) => whole.get(version.number) ?? version.changes?.first ?? [];
    const found = deletedObjects(all, changesOf, parsed, name);
    const view = {
      part: name,
      listHref: versionsHref,
      rows: found.slice(0, deletedListed).map((one) => row(one, words, language)),
      isCut: found.length > deletedListed,
    };
    return reply.page({
      panel: 'versions',
      template: 'versions/deleted',
      view,
      subject: words.versions.deleted.subject,
    });
  });
}

/** All that some of the newest versions changed: those of which the list does not tell all. */
async function wholeChanges({ history }: VersionedFile, all: readonly ListedVersion[]) {
  const isPartial = ({ changes, previous }: ListedVersion) =>
    previous !== '' && (changes === undefined || changes.count > changes.first.length);
  const whole = new Map<number, readonly Difference[]>();
  for (const version of all.filter(isPartial).slice(0, mostCompared)) {
    const made = all.find(({ hash, number }) => number < version.number && hash === version.previous);
    const before = made && (await history.get(made.number));
    const after = await history.get(version.number);
    if (before === undefined || after === undefined) continue;
    whole.set(version.number, differences(readConfig(before.text), readConfig(after.text)));
  }
  return whole;
}

function row({ by, last, object }: Deleted, words: Words, language: Language) {
  return {
    name: words.versions.object(shownObject(object)),
    last: words.versions.deleted.last(last),
    lastHref: versionHref(last),
    when: momentText(Date.parse(by.time), language),
    iso: by.time,
    by: words.versions.side(by.number),
    byHref: versionHref(by.number),
    who: versionWho(by, words),
    restoreHref: restoreHref(last, objectText(object)),
  };
}
