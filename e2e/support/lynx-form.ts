/** Fills in forms with lynx, key by key, by the words that stand on the screen. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inOneLine, lynxFlags, runTextBrowser } from './text-browsers.js';

/** What a person does to a form, naming things as they read them. */
export type Step =
  /** Replaces the text of a field. */
  | { readonly fill: string; readonly with: string }
  /** Picks an option of a list by words that stand in it: the first, or the n-th, going down from the present one. */
  | { readonly choose: string; readonly option: string; readonly match?: number }
  /** Ticks or unticks a box, or takes a radio button. */
  | { readonly tick: string }
  | { readonly press: string }
  | { readonly follow: string };

const enter = '^J';

/** Fields and links get numbers, typed to go there; a field takes text only after Enter. */
const config = `DEFAULT_KEYPAD_MODE:LINKS_AND_FORM_FIELDS_ARE_NUMBERED
TEXTFIELDS_NEED_ACTIVATION:TRUE
ACCEPT_ALL_COOKIES:TRUE
NO_PAUSE:TRUE
`;

/** Opens a page in lynx, takes some steps on it, and returns the text of the page they lead to. */
export async function withLynx(url: string, steps: readonly Step[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lvs-console-lynx-'));
  try {
    const [configFile, keysFile, resultFile] = ['lynx.cfg', 'keys', 'result'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    await writeFile(configFile, config);
    const screen = await runTextBrowser('lynx', [
      ...lynxFlags,
      `-cfg=${configFile}`,
      '-dump',
      '-number_fields',
      url,
    ]);
    const keys = [...steps.flatMap((step) => keysFor(step, inOneLine(screen))), ...saveTo(resultFile)];
    await writeFile(keysFile, `${keys.map((key) => `key ${key}`).join('\n')}\nexit\n`);
    await runTextBrowser('lynx', [...lynxFlags, `-cfg=${configFile}`, `-cmd_script=${keysFile}`, url]);
    return await readFile(resultFile, 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}

function keysFor(step: Step, screen: string): readonly string[] {
  if ('fill' in step)
    return [...goTo(textField(screen, step.fill)), enter, '^U', ...typed(step.with), '<tab>'];
  if ('choose' in step)
    return [
      ...goTo(list(screen, step.choose)),
      enter,
      '/',
      ...typed(step.option),
      enter,
      ...again(step),
      enter,
    ];
  if ('tick' in step) return [...goTo(box(screen, step.tick)), enter];
  if ('press' in step) return [...goTo(button(screen, step.press)), enter];
  return [...goTo(link(screen, step.follow)), enter];
}

const again = ({ match = 1 }: { readonly match?: number }) => Array.from({ length: match - 1 }, () => 'n');

/** Characters as lynx reads keys: bytes beyond ASCII as numbers. */
function typed(text: string): readonly string[] {
  return [...Buffer.from(text)].map((byte) => {
    if (byte === 0x20) return '<space>';
    return byte < 0x7f ? String.fromCharCode(byte) : `0x${byte.toString(16)}`;
  });
}

const goTo = (number: string) => [...number, 'g', enter];

/** Prints to a file, answering the questions lynx asks. */
const saveTo = (file: string) => ['p', ...goTo('1'), enter, '^U', ...typed(file), enter];

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What a number on the screen stands for, as lynx lists it under the page. */
function kindOf(screen: string, number: string): string {
  return new RegExp(` ${number}\\. (form field = [a-z ]*[a-z]|\\S+)`).exec(screen)?.[1] ?? '';
}

/** The first number that a pattern captures and that stands for such a thing. @throws with the screen. */
function find(screen: string, pattern: string, kind: RegExp, what: string): string {
  const numbers = [...screen.matchAll(new RegExp(pattern, 'g'))].flatMap((match) => match.slice(1));
  const number = numbers.find((candidate) => candidate !== undefined && kind.test(kindOf(screen, candidate)));
  if (number === undefined) throw new Error(`lynx shows no ${what} on this screen: ${screen}`);
  return number;
}

const textField = (screen: string, label: string) =>
  find(screen, `${literal(label)}[^[]*\\[(\\d+)\\]`, /text entry/, `field ${label}`);
const list = (screen: string, label: string) =>
  find(screen, `${literal(label)}[^[]*\\[(\\d+)\\]`, /popup menu/, `list ${label}`);
const box = (screen: string, label: string) =>
  find(
    screen,
    `\\[(\\d+)\\][([][ *X][)\\]] ?${literal(label)}|${literal(label)} ?\\[(\\d+)\\][([]`,
    /checkbox|radio/,
    `box ${label}`,
  );
const button = (screen: string, label: string) =>
  find(
    screen,
    `\\(\\[(\\d+)\\][^)]*\\) ${literal(label)}|\\[(\\d+)\\]${literal(label)}`,
    /submit/,
    `button ${label}`,
  );
const link = (screen: string, label: string) =>
  find(screen, `\\[(\\d+)\\]${literal(label)}`, /^\w+:/, `link ${label}`);
