/** Numbers as Prometheus reads them. Source: Prometheus, Exposition formats, text-based format, version 0.0.4. */

/** What names one line of a family. */
export type Labels = Readonly<Record<string, string>>;

/** One line: what it is of, and how much. */
export interface MetricLine {
  readonly labels: Labels;
  readonly value: number;
}

/** All lines of one name. */
export interface MetricFamily {
  readonly name: string;
  /** One sentence in English, as everything that programs read. */
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly lines: readonly MetricLine[];
}

/** What the answer says that it is. */
export const expositionType = 'text/plain; version=0.0.4; charset=utf-8';

/** The families as text; one without any line is left out. */
export function exposition(families: readonly MetricFamily[]): string {
  return families
    .filter(({ lines }) => lines.length > 0)
    .flatMap(({ help, lines, name, type }) => [
      `# HELP ${name} ${escaped(help, /[\\\n]/g)}`,
      `# TYPE ${name} ${type}`,
      ...lines.map((line) => `${name}${labelText(line.labels)} ${line.value}`),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

function labelText(labels: Labels): string {
  const texts = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value, /[\\\n"]/g)}"`);
  return texts.length === 0 ? '' : `{${texts.join(',')}}`;
}

function escaped(text: string, what: RegExp): string {
  return text.replace(what, (character) => (character === '\n' ? '\\n' : `\\${character}`));
}
