import { parseSync } from '@swc/core';
import type { Source } from './check-sources.ts';

/** A node of the syntax tree, as far as it is looked at here. */
interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Where texts may stand as they are: the texts themselves, the page that shows the components, tests. */
const exempt = /^web\/app\/i18n\/|^web\/pages\/gallery|[.]test[.]tsx?$/;

/** Attributes and properties whose values people see or hear. */
const seen: ReadonlySet<string> = new Set(
  (
    'alt title placeholder label hint header description summary caption empty tooltip word confirm ' +
    'aria-label aria-description aria-roledescription aria-valuetext aria-placeholder countWord emptyText'
  ).split(' '),
);

/** Names that are the same in every language; a language is called by its own. */
const names = new Set([
  'Cermat',
  'WhatsApp',
  'WIB',
  'Rp',
  'CSV',
  'TSV',
  'XLSX',
  'XLS',
  'Excel',
  'Ctrl',
  'Esc',
  'K',
  'Indonesia',
  'English',
]);

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

export function parseSource({ path, text }: Source): Node {
  // The package describes each kind of node by itself; here they are walked as what they have in common.
  return parseSync(text, { syntax: 'typescript', tsx: path.endsWith('x') }) as unknown as Node;
}

/** Every node below one, itself first. */
export function* walk(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* walk(item);
  else if (typeof value === 'object' && value !== null) {
    if (isNode(value)) yield value;
    for (const [field, below] of Object.entries(value)) if (field !== 'span') yield* walk(below);
  }
}

/** Letters of any alphabet that belong to no name. */
function speaks(text: string): boolean {
  return text.split(/[^\p{L}\p{N}]+/u).some((word) => /\p{L}/u.test(word) && !names.has(word));
}

/** The literal texts an expression may become: of a choice both, of a sum each part. */
export function* literalsOf(value: unknown): Generator<string> {
  if (!isNode(value)) return;
  if (value.type === 'StringLiteral') yield String(value['value']);
  else if (value.type === 'TemplateLiteral') {
    for (const part of walk(value['quasis'])) if (part.type === 'TemplateElement') yield String(part['cooked']);
  } else if (value.type === 'JSXExpressionContainer' || value.type === 'ParenthesisExpression') yield* literalsOf(value['expression']);
  else if (value.type === 'ConditionalExpression') {
    yield* literalsOf(value['consequent']);
    yield* literalsOf(value['alternate']);
  } else if (value.type === 'BinaryExpression' && ['+', '&&', '||', '??'].includes(String(value['operator']))) {
    if (value['operator'] !== '&&') yield* literalsOf(value['left']);
    yield* literalsOf(value['right']);
  }
}

export const nameOf = (value: unknown): string => (isNode(value) && typeof value['value'] === 'string' ? value['value'] : '');

/** A property's text rather than a word of the program: it begins with a capital or has several words. */
const reads = (text: string): boolean => /^\p{Lu}|\p{L} \p{L}/u.test(text.trim());

function* shownIn(node: Node): Generator<string> {
  if (node.type === 'JSXText') yield String(node['value']);
  else if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
    for (const child of Array.isArray(node['children']) ? node['children'] : []) {
      if (isNode(child) && child.type === 'JSXExpressionContainer') yield* literalsOf(child);
    }
  } else if (node.type === 'JSXAttribute' && seen.has(nameOf(node['name']))) yield* literalsOf(node['value']);
  else if (node.type === 'KeyValueProperty' && seen.has(nameOf(node['key']))) {
    for (const text of literalsOf(node['value'])) if (reads(text)) yield text;
  }
}

/** Texts that people see and that stand in the code, where no other language can reach them. */
export function checkLiterals(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => /^web\/.*[.]tsx?$/.test(path) && !exempt.test(path))
    .flatMap((source) => {
      const shown = [...walk(parseSource(source))].flatMap((node) => [...shownIn(node)]);
      return shown.filter(speaks).map((text) => `${source.path}:${lineOf(source.text, text)}: "${text.trim()}" is not from the texts`);
    });
}

function lineOf(source: string, text: string): number {
  const begin = source.indexOf(text);
  const lead = text.length - text.trimStart().length;
  return begin < 0 ? 1 : source.slice(0, begin + lead).split('\n').length;
}
