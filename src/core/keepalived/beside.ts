/** What is set up beside the engine: the rules for firewall marks, as iptables-restore reads them. */

import type { Config } from '../lvscf/config.js';
import { marksOf, packetFilterOf } from '../packet-filter/filter.js';
import { nothingOfOurs, restoreInput, tableWith } from '../packet-filter/table.js';
import { type Note, readableParams } from './note.js';
import { tableObstacles } from './obstacles.js';
import type { Rendering } from './render.js';

/** The rules that a file asks for, for a router that has none of them yet; empty where it asks for none. */
export function renderPacketFilter(config: Config): Rendering {
  const obstacles = tableObstacles(config);
  if (obstacles.length > 0) return { obstacles: readableParams(obstacles) };
  const { rules } = packetFilterOf(config);
  const text = rules.length === 0 ? '' : restoreInput(nothingOfOurs, tableWith(rules));
  return { text, notes: filterNotes(config) };
}

/** What is set up beside the engine, or is left to the router although the file needs it. */
export function filterNotes(config: Config): readonly Note[] {
  const marks = marksOf(config);
  const made = besideNotes(config);
  if (marks.length === 0 || made.some(({ code }) => code === 'marks_made')) return made;
  return [{ code: 'marks_elsewhere', params: { marks: marks.join(', ') } }, ...made];
}

/** What is set up beside the engine. */
export function besideNotes(config: Config): readonly Note[] {
  const { rules, forwarding } = packetFilterOf(config);
  const marks: Note = { code: 'marks_made', params: { rules: rules.length } };
  return [
    ...(rules.length > 0 ? [marks] : []),
    ...(forwarding ? [{ code: 'forwarding_made', params: {} } as const] : []),
  ];
}
