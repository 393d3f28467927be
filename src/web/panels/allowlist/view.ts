import { type Address, parseAddress } from '../../../core/access/address.js';
import { type AccessRules, parseAccessRules } from '../../../core/access/htaccess.js';
import { readable } from '../../../core/lvscf/bytes.js';
import { areaBytes, areaText } from '../../../core/lvscf/text-area.js';
import type { Words } from '../../../text/index.js';
import { type Door, type DoorVerdict, doors, type LoadedRules, verdictOf } from '../../allowlist.js';

/** Both lists as their files hold them; undefined where there is none. */
export type CurrentLists = Readonly<Record<Door, LoadedRules | undefined>>;

/** Both lists as somebody wants them. */
export type TypedLists = Readonly<Record<Door, string>>;

/** Who looks at the page, from where, and the address that was asked about. */
export interface Visitor {
  readonly name: string;
  readonly from: Address;
  readonly to: Address | undefined;
  readonly tried: string;
}

/** What is shown beside the lists as they are. */
export interface Again {
  readonly typed: TypedLists;
  readonly state: 'tried' | 'refused' | 'shuts_out' | 'conflict';
  /** What ACCEPT ANYWAY sends. */
  readonly confirmation?: string;
  /** The lists that somebody else changed. */
  readonly changed?: readonly Door[];
}

/** A list that is not there yet ends in a newline, as every file should. */
const newFile = '\n';

/** The bytes of a list that was typed into the form. */
export function bytesOf(typed: string, current: LoadedRules | undefined): string {
  return areaBytes(typed, current?.text ?? newFile);
}

/** Whether a visitor gets through the doors up to this one. */
export function getsThrough(
  rules: Readonly<Record<Door, AccessRules | 'missing'>>,
  door: Door,
  { from, to }: Pick<Visitor, 'from' | 'to'>,
): boolean {
  const passed = doors.slice(0, doors.indexOf(door) + 1);
  return passed.every((each) => verdictOf(rules[each], from, to).allowed);
}

/** The page: both lists, and who would be let in by them. */
export function allowlistView(
  paths: TypedLists,
  current: CurrentLists,
  visitor: Visitor,
  words: Words,
  again?: Again,
) {
  const say = words.allowlist;
  const rulesOf = (door: Door): AccessRules | 'missing' =>
    again === undefined
      ? (current[door]?.parsed ?? 'missing')
      : parseAccessRules(bytesOf(again.typed[door], current[door]));
  const rules = { site: rulesOf('site'), secure: rulesOf('secure') };
  return {
    lists: doors.map((door) => ({
      door,
      label: say.lists[door],
      file: say.inFile(paths[door]),
      remark: remarkOf(rules[door], words),
      revision: current[door]?.hash ?? '',
      text: again?.typed[door].replaceAll('\r\n', '\n') ?? areaText(current[door]?.text ?? ''),
      wrong: problemLines(rules[door], words).length > 0,
    })),
    problems: doors.flatMap((door) =>
      problemLines(rules[door], words).map((text) => ({ severity: 'refused', text, href: `#${door}` })),
    ),
    refused: again?.state === 'refused',
    remark: again?.state === 'tried' ? say.tried : '',
    shutsOut: again?.state === 'shuts_out' ? say.shutsOut.text(visitor.name) : '',
    confirmation: again?.confirmation ?? '',
    conflict: (again?.changed ?? []).map((door) => ({
      file: say.inFile(paths[door]),
      text: current[door] === undefined ? say.conflict.gone : areaText(current[door].text),
    })),
    unsaved: again !== undefined,
    rows: rowsOf(rules, visitor, words),
    tried: visitor.tried,
    notAnAddress:
      visitor.tried !== '' && parseAddress(visitor.tried) === undefined
        ? say.notAnAddress(visitor.tried)
        : '',
  };
}

function remarkOf(rules: AccessRules | 'missing', { allowlist: say }: Words): string {
  if (rules === 'missing') return say.missing;
  return rules.problems.length > 0 ? say.broken : '';
}

function problemLines(rules: AccessRules | 'missing', { allowlist: say }: Words): string[] {
  if (rules === 'missing') return [];
  return rules.problems.map(({ line, fault, word }) => say.inLine(line, say.faults[fault](readable(word))));
}

/** One's own address first: whoever edits these lists can shut himself out. */
function rowsOf(rules: Readonly<Record<Door, AccessRules | 'missing'>>, visitor: Visitor, words: Words) {
  const { allowlist: say } = words;
  const local = '127.0.0.1';
  const rows = [{ label: say.you(visitor.name), from: visitor.from, to: visitor.to }];
  const others = visitor.name === local ? [] : [{ label: say.thisMachine(local), text: local }];
  for (const { label, text } of [...others, { label: visitor.tried, text: visitor.tried }]) {
    const from = parseAddress(text);
    if (from !== undefined) rows.push({ label, from, to: undefined });
  }
  return rows.map(({ label, from, to }) => ({
    label,
    cells: doors.map((door) => {
      const allowed = getsThrough(rules, door, { from, to });
      return {
        allowed,
        text: allowed ? say.yes : say.no,
        why: whyOf(verdictOf(rules[door], from, to), words),
      };
    }),
  }));
}

function whyOf(verdict: DoorVerdict, { allowlist: { why } }: Words): string {
  if (verdict.why === 'rule' || verdict.why === 'problem') {
    return why[verdict.why]('line' in verdict ? (verdict.line ?? 0) : 0);
  }
  return why[verdict.why];
}
