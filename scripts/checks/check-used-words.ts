import { dirname, join } from 'node:path/posix';
import { literalsOf, nameOf, parseSource, walk } from './check-literals.ts';
import type { Source } from './check-sources.ts';

/** What a file says that may be a key or a part of one. */
interface Mentions {
  readonly literals: ReadonlySet<string>;
  /** Keys made at run time: `frame.${role}`. */
  readonly patterns: readonly RegExp[];
  readonly imports: readonly string[];
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function readMentions(source: Source): Mentions {
  const literals = new Set<string>();
  const patterns: RegExp[] = [];
  const imports: string[] = [];
  for (const node of walk(parseSource(source))) {
    if (node.type === 'StringLiteral' || node.type === 'Identifier') literals.add(String(node['value']));
    if (node.type === 'ImportDeclaration') imports.push(...importedBy(source.path, node['source']));
    if (node.type !== 'TemplateLiteral' || !Array.isArray(node['quasis'])) continue;
    const parts = node['quasis'].map((part: { readonly cooked?: unknown }) => String(part.cooked));
    if (/^[a-z]\w*\.\w*$/i.test(parts[0] ?? '')) patterns.push(new RegExp(`^${parts.map(escaped).join('(\\w+)')}$`));
  }
  return { literals, patterns, imports };
}

function importedBy(path: string, source: unknown): string[] {
  const from = typeof source === 'object' && source !== null && 'value' in source ? String(source.value) : '';
  return from.startsWith('.') ? [join(dirname(path), from)] : [];
}

/**
 * Keys that nothing asks for. A key is asked for where it is named; one that is made at run time (`frame.${role}`) where its
 * changing part is named too, in the same file, in one that it imports, or in the contract. Acts have a check of their own.
 */
export function checkUsedWords(keys: readonly string[], sources: readonly Source[]): string[] {
  const files = new Map(
    sources
      .filter(({ path }) => /^(web|contract)\/.*[.]tsx?$/.test(path) && !/^web\/app\/i18n\/|[.]test[.]tsx?$/.test(path))
      .map((source) => [source.path, readMentions(source)]),
  );
  const contract = [...files].filter(([path]) => path.startsWith('contract/')).map(([, mentions]) => mentions);
  const named = new Set([...files.values()].flatMap(({ literals }) => [...literals]));
  const made = [...files.values()]
    .filter(({ patterns }) => patterns.length > 0)
    .map((file) => ({ file, near: [file, ...contract, ...file.imports.flatMap((path) => files.get(path) ?? [])] }));
  const isMade = (key: string): boolean =>
    made.some(({ file, near }) =>
      file.patterns.some((pattern) => {
        const changing = pattern.exec(key)?.slice(1);
        return changing?.every((part) => near.some(({ literals }) => literals.has(part))) === true;
      }),
    );
  return keys.filter((key) => !ofActs.test(key) && !named.has(key) && !isMade(key)).map((key) => `${key}: nothing asks for this text`);
}

/** Texts that the web asks for by the names that the server gives. */
const ofActs = /^(acts|happenings|subjects)[.]/;

/** What an act may be told as beside its own name: where its subject has no name, where it is the actor, by what was marked or noted. */
const tellings = /_(bare|own|valid|invalid|unvalidated|note|contactResult|followUpOn|doNotContact)$/;

/** What the server records of acts, as its sources name it. */
function readActs(sources: readonly Source[]): {
  readonly acts: Set<string>;
  readonly subjects: Set<string>;
  readonly mentioned: Mentions[];
} {
  const [acts, subjects, mentioned] = [new Set<string>(), new Set<string>(), [] as Mentions[]];
  for (const source of sources) {
    if (!/^server\/(domain|platform)\/.*[.]ts$/.test(source.path) || /[.](test|long)[.]ts$/.test(source.path)) continue;
    mentioned.push(readMentions(source));
    for (const node of walk(parseSource(source))) {
      if (node.type !== 'KeyValueProperty') continue;
      const name = nameOf(node['key']);
      if (name === 'act') for (const act of literalsOf(node['value'])) acts.add(act);
      if (name === 'subjectType') for (const subject of literalsOf(node['value'])) subjects.add(subject);
    }
  }
  return { acts, subjects, mentioned };
}

/** The texts an act has to have: what it is called and, where acts are told as sentences, its sentence. */
function wordsOf(act: string, keys: readonly string[]): string[] {
  const groups = ['acts', 'happenings'].filter((group) => group === 'acts' || keys.some((key) => key.startsWith(`${group}.`)));
  return groups.map((group) => `${group}.${act.replaceAll('.', '_')}`);
}

/**
 * Acts and their subjects are named by the server and put into words by the web, which only sees their names: an act without
 * a word, and a word for what no act is called.
 */
export function checkActs(keys: readonly string[], sources: readonly Source[]): string[] {
  const { acts, subjects, mentioned } = readActs(sources);
  const known = new Set(keys);
  const missing = [
    ...[...acts].flatMap((act) =>
      wordsOf(act, keys)
        .filter((key) => !known.has(key))
        .map((key) => `${key}: the act ${act} has no word`),
    ),
    ...[...subjects]
      .filter((subject) => !known.has(`subjects.${subject}`))
      .map((subject) => `subjects.${subject}: this subject has no word`),
  ];
  const isDone = (act: string): boolean =>
    mentioned.some(
      ({ literals, patterns }) =>
        literals.has(act) ||
        patterns.some(
          (pattern) =>
            pattern
              .exec(act)
              ?.slice(1)
              .every((part) => literals.has(part)) === true,
        ),
    );
  const unknown = keys.filter((key) => {
    const [group, name = ''] = key.split('.');
    if (group === 'subjects') return !mentioned.some(({ literals }) => literals.has(name));
    return (group === 'acts' || group === 'happenings') && !isDone(name.replace(tellings, '').replace('_', '.'));
  });
  return [...missing, ...unknown.map((key) => `${key}: the server does nothing of this name`)];
}
