/** The canonical `lvs.cf`, as the original tool lays it out, for a router that runs the original daemons. */

import { canonicalText } from '../lvscf/canonical.js';
import type { Config } from '../lvscf/config.js';
import { globalStanza } from '../lvscf/global.js';
import type { Stanza } from '../lvscf/stanza.js';
import { virtualStanza } from '../lvscf/virtual.js';
import { type Note, readableParams } from './note.js';
import type { Rendering } from './render.js';

/** Renders a file again, key by key in the canonical order; refused while the original reader refuses it. */
export function renderCanonical(config: Config): Rendering {
  const { problems, document, shared, global, virtualServers } = config;
  const refused = problems.filter(({ severity }) => severity === 'refused');
  if (refused.length > 0) {
    const obstacles = refused.map((problem) => ({
      code: 'problem' as const,
      params: { problem },
      subject: problem.subject,
    }));
    return { obstacles: readableParams(obstacles) };
  }
  const comments = document.lines.filter(({ text }) => text.trimStart().startsWith('#')).length;
  const keywords = Object.keys(shared).join(', ');
  const obsolete = [global, ...virtualServers.map(({ values }) => values)].flatMap((values) =>
    Object.keys(values).filter(
      (keyword) => isObsolete(globalStanza, keyword) || isObsolete(virtualStanza, keyword),
    ),
  );
  const notes: Note[] = [
    ...(keywords === '' ? [] : [{ code: 'shared_dropped', params: { keywords } } as const]),
    ...(comments === 0 ? [] : [{ code: 'comments_dropped', params: { count: comments } } as const]),
    ...[...new Set(obsolete)].map((keyword): Note => ({ code: 'obsolete_dropped', params: { keyword } })),
  ];
  return { text: canonicalText(config), notes: readableParams(notes) };
}

function isObsolete(stanza: Stanza, keyword: string): boolean {
  return Object.hasOwn(stanza, keyword) && stanza[keyword]?.obsolete === true;
}
