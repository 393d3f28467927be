/** HTML as a tree, and as the lines that a person reads. Enough for pages that close what they open. */

/** One element of a page. */
export interface Element {
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly children: (Element | string)[];
  readonly parent: Element | undefined;
}

const token = /<!--[\s\S]*?-->|<!doctype[^>]*>|<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|[^">])*)>|[^<]+/gi;
const attribute = /([^\s=/]+)(?:="([^"]*)")?/g;
const neverClosed = new Set(['br', 'hr', 'img', 'input', 'link', 'meta']);

/** Reads a page. @throws where an element closes another one than was opened last. */
export function parseHtml(html: string): Element {
  const root: Element = { name: 'page', attributes: new Map(), children: [], parent: undefined };
  let inside = root;
  for (const [text, slash, name, words = ''] of html.matchAll(token)) {
    if (name === undefined) {
      if (!text.startsWith('<!')) inside.children.push(plain(text));
    } else if (slash === '/') {
      if (inside.name !== name || inside.parent === undefined)
        throw new Error(`</${name}> in ${inside.name}`);
      inside = inside.parent;
    } else {
      const element: Element = { name, attributes: attributesIn(words), children: [], parent: inside };
      inside.children.push(element);
      if (!neverClosed.has(name)) inside = element;
    }
  }
  return root;
}

function attributesIn(words: string): Map<string, string> {
  return new Map([...words.matchAll(attribute)].map(([, name = '', value = '']) => [name, plain(value)]));
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function plain(text: string): string {
  return text.replace(/&([a-z]+|#39);/g, (whole, name: string) => entities[name] ?? whole);
}

/** The elements with one of these names, in the order of the page. */
export function allOf(element: Element, ...names: readonly string[]): Element[] {
  return element.children.flatMap((child) => {
    if (typeof child === 'string') return [];
    return [...(names.includes(child.name) ? [child] : []), ...allOf(child, ...names)];
  });
}

/** The nearest element of this name around an element. */
export function around(element: Element, name: string): Element | undefined {
  for (let outer = element.parent; outer !== undefined; outer = outer.parent) {
    if (outer.name === name) return outer;
  }
  return undefined;
}

/** What stands in an element, in one line. */
export function textOf(element: Element): string {
  return inOneLine(written(element, ' '));
}

function written(node: Element | string, between: string): string {
  return typeof node === 'string'
    ? node
    : node.children.map((child) => written(child, between)).join(between);
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** What stands in the line of its own text; everything else begins a line of its own. */
const inline = new Set(['a', 'button', 'code', 'em', 'input', 'label', 'span', 'strong', 'time']);
const unread = new Set(['datalist', 'script', 'select', 'style', 'textarea']);

/** What a person reads in an element, line by line; the cells of a row are set apart by ` | `. */
export function linesOf(element: Element): string[] {
  const lines: string[] = [];
  let line = '';
  const end = () => {
    if (inOneLine(line) !== '') lines.push(inOneLine(line));
    line = '';
  };
  const read = (node: Element | string): void => {
    if (typeof node === 'string') {
      line += ` ${node}`;
      return;
    }
    if (unread.has(node.name)) return;
    if (!inline.has(node.name)) end();
    if (node.name === 'tr') line = allOf(node, 'th', 'td').map(textOf).join(' | ');
    else if (node.name === 'pre') for (const row of textOfPre(node)) lines.push(row);
    else for (const child of node.children) read(child);
    if (!inline.has(node.name)) end();
  };
  read(element);
  return lines;
}

function textOfPre(element: Element): string[] {
  return written(element, '').split('\n').map(inOneLine).filter(Boolean);
}
