import type { Version } from '../../../core/history/version.js';
import type { Config } from '../../../core/lvscf/config.js';
import type { Problem } from '../../../core/problem.js';
import { type RestoreObject, shownObject } from '../../../core/versions/object.js';
import type { Words } from '../../../text/index.js';
import { sentence } from '../../../text/sentence.js';
import { differenceView } from '../../difference-view.js';
import { versionHref } from '../../versions.js';

/** All that the page is made from. */
export interface RestoreParts {
  readonly version: Version;
  readonly object: RestoreObject | undefined;
  /** The file as it is, and as it would be. */
  readonly now: Config;
  readonly after: Config;
  /** What it would add that stands wrong. */
  readonly problems: readonly Problem[];
  readonly words: Words;
}

const problemsListed = 50;

/** What is asked, what would change, and what stands in the way. */
export function restoreView({ after, now, object, problems, version: { number }, words }: RestoreParts) {
  const { restore: say } = words.versions;
  const difference = differenceView(now, after, words);
  const { gloss } = words.versions;
  const isRefused = problems.length > 0;
  return {
    question:
      object === undefined
        ? say.whole(number)
        : say.object(words.versions.object(shownObject(object)), number),
    facts: [say.means, ...(object === undefined ? [say.wholeBytes] : [])],
    difference,
    nothing: difference.isSame ? say.nothing : '',
    refused: problems.slice(0, problemsListed).map((problem) => ({
      severity: problem.severity,
      text: words.file.inLine(problem.place.line, sentence(words, problem)),
    })),
    accept: isRefused || difference.isSame ? [] : [{ label: 'RESTORE', gloss: gloss.restore }],
    cancel: { label: 'CANCEL', gloss: gloss.cancel, href: versionHref(number) },
  };
}
