import { basename } from 'node:path';

/** A file of the project as the checks see it. */
export interface Source {
  /** From the project's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The tables a module may write. */
export interface Writer {
  readonly name: string;
  readonly tables: readonly string[];
}

const emptyWords = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'managers', 'misc']);
const code = /[.](ts|tsx|mjs|css|sql)$/;
const script = /[.](ts|tsx|mjs)$/;
const test = /[.](test|long|e2e)[.]tsx?$/;

/** Names that say nothing about what is inside. */
export function checkNames(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path }) => {
    const word = path
      .toLowerCase()
      .split(/[/._-]/)
      .find((part) => emptyWords.has(part));
    return word === undefined ? [] : [`${path}: the word "${word}" says nothing; name what is inside`];
  });
}

/** Files that only pass on what other files export. */
export function checkBarrels(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path, text }) => {
      if (!script.test(path)) return false;
      const statements = withoutComments(text)
        .split(';')
        .map((statement) => statement.trim())
        .filter((statement) => statement !== '');
      return statements.length > 0 && statements.every((statement) => /^export\s+(type\s+)?(\*|\{)[^=]*\sfrom\s/.test(statement));
    })
    .map(({ path }) => `${path}: a barrel file; import from where things are`);
}

// Written with a class for one letter, so that this file does not find itself.
const suppressions =
  /@t[s]-(ignore|expect-error|nocheck)|(eslint|oxlint)-[d]isable|biome-[i]gnore|squawk-[i]gnore|(v8|istanbul|c8) [i]gnore/;

/** Comments that silence a checker. */
export function checkSuppressions(sources: readonly Source[]): string[] {
  return linesThat(
    sources.filter(({ path }) => code.test(path)),
    suppressions,
    'a warning is suppressed; mend its cause',
  );
}

/** Programs and jobs have nobody above them who could open a transaction for their act. */
const outermost = /^server\/((cli|demo)\/)?[^/]+[.]ts$|[.]jobs[.]ts$/;

/** Transactions opened anywhere but in the platform, the programs and jobs. */
export function checkTransactions(sources: readonly Source[]): string[] {
  const bound = sources.filter(
    ({ path }) =>
      path.startsWith('server/') && script.test(path) && !path.startsWith('server/platform/') && !outermost.test(path) && !isForTests(path),
  );
  return linesThat(bound, /[.]transaction\(/, 'transactions are opened by the platform; take a Tx');
}

const ownWays = /\bilike\b|\border by lower\(|[.]localeCompare\(|\bIntl[.]Collator\b|toLowerCase\(\)\s*[.](?:includes|startsWith)\(/;

/** The one place of each: what is found by a search, and what order texts have (docs/domain.md, Texts that are compared). */
const homeOfTexts = new Set(['contract/alphabetical.ts', 'contract/comparable.ts', 'contract/search.ts', 'server/platform/db/texts.ts']);

/** Texts that are searched or ordered in a way of their own. */
export function checkTexts(sources: readonly Source[]): string[] {
  const bound = sources.filter(
    ({ path }) => /^(contract|server|web)\//.test(path) && script.test(path) && !homeOfTexts.has(path) && !isForTests(path),
  );
  return linesThat(
    bound,
    ownWays,
    'people’s texts are searched by contract/search.ts and server/platform/db/texts.ts, and ordered by alphabetical',
  );
}

function isForTests(path: string): boolean {
  return test.test(path) || path.startsWith('server/testing/') || path.includes('/fixtures/');
}

function linesThat(sources: readonly Source[], pattern: RegExp, fault: string): string[] {
  return sources.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${fault}`] : [])),
  );
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' ')).replace(/(^|\s)(\/\/|--\s).*$/gm, '$1');
}

const writes =
  /\b(?:insert\s+into|update(?:\s+only)?|delete\s+from(?:\s+only)?|merge\s+into|truncate(?:\s+table)?|copy)\s+"?([a-z_]+)"?|\b(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*['"`]([a-z_]+)/gi;

/** Repairs and the predecessor's data touch everything. */
const mayWriteAll = new Set(['health', 'legacy']);

function writerOf(path: string): string | undefined {
  if (path.startsWith('server/platform/')) return 'platform';
  return /^server\/domain\/([^/]+)\//.exec(path)?.[1];
}

/** Tables created by the migrations, without those dropped again. */
export function tablesOf(migrations: readonly Source[]): string[] {
  const names = new Set<string>();
  for (const { text } of migrations) {
    for (const [, verb, name] of withoutComments(text).matchAll(/\b(create|drop)\s+table\s+(?:if\s+(?:not\s+)?exists\s+)?([a-z_]+)/gi)) {
      if (name === undefined) continue;
      if (verb?.toLowerCase() === 'create') names.add(name);
      else names.delete(name);
    }
  }
  return [...names];
}

/** Tables written by a module that server/modules.ts does not list them beside, and tables nobody is listed for. */
export function checkWriters(sources: readonly Source[], writers: readonly Writer[], tables: readonly string[]): string[] {
  const known = new Set(tables);
  const allowed = new Map(writers.map(({ name, tables: own }) => [name, new Set(own)]));
  const unlisted = tables.filter((table) => !writers.some((writer) => writer.tables.includes(table)));
  const unknown = writers.flatMap(({ name, tables: own }) => own.filter((table) => !known.has(table)).map((table) => `${name}: ${table}`));
  return [
    ...unlisted.map((table) => `server/modules.ts: nobody is listed as the writer of ${table}`),
    ...unknown.map((entry) => `server/modules.ts: there is no such table (${entry})`),
    ...sources.flatMap((source) => foreignWrites(source, known, allowed)),
  ];
}

function foreignWrites({ path, text }: Source, known: ReadonlySet<string>, allowed: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const writer = writerOf(path);
  if (writer === undefined || mayWriteAll.has(writer) || isForTests(path) || !script.test(path)) return [];
  const faults: string[] = [];
  for (const match of withoutComments(text).matchAll(writes)) {
    const table = match[1] ?? match[2];
    if (table === undefined || !known.has(table) || allowed.get(writer)?.has(table) === true) continue;
    const line = text.slice(0, match.index).split('\n').length;
    faults.push(`${path}:${line}: ${writer} is not listed as a writer of ${table} in server/modules.ts`);
  }
  return faults;
}

/** Modules without a folder and folders without a module. */
export function checkModuleFolders(sources: readonly Source[], modules: readonly string[]): string[] {
  const folders = new Set(sources.flatMap(({ path }) => /^server\/domain\/([^/]+)\//.exec(path)?.[1] ?? []));
  return [
    ...[...folders]
      .filter((folder) => !modules.includes(folder))
      .map((folder) => `server/domain/${folder}: not in the list of server/modules.ts`),
    ...modules.filter((name) => !folders.has(name)).map((name) => `server/modules.ts: there is no folder server/domain/${name}`),
  ];
}

const fileKinds = [
  // What a module offers and reads: a word of the product and the kind of file.
  /^[a-z-]+[.](routes|queries|rules|jobs)([.](test|long))?[.]ts$/,
  // An act, or a worker of one: verb-noun.
  /^[a-z]+(-[a-z]+)+([.]worker)?([.](test|long))?[.]ts$/,
  // Tests of several files together.
  /^[a-z-]+[.](test|long)[.]ts$/,
];

/** Files of modules that are none of the five kinds. */
export function checkModuleFiles(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => /^server\/domain\/[^/]+\/[^/]+$/.test(path) && !fileKinds.some((kind) => kind.test(basename(path))))
    .map(({ path }) => `${path}: a module holds acts (verb-noun.ts) and its routes, queries, rules and jobs`);
}
