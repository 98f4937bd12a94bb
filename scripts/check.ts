import { spawn } from 'node:child_process';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refinements } from '../contract/input-errors.ts';
import type { Sentence } from '../contract/problem-kind.ts';
import { problems } from '../contract/problems.ts';
import { modules, platformTables } from '../server/modules.ts';
import { adminWords } from '../web/app/i18n/admin-words.ts';
import { words as english } from '../web/app/i18n/english.ts';
import { everydayWords } from '../web/app/i18n/everyday-words.ts';
import { checkArchitecture } from './checks/check-architecture.ts';
import { checkLiterals } from './checks/check-literals.ts';
import { checkLooks } from './checks/check-looks.ts';
import { checkPackages } from './checks/check-packages.ts';
import {
  checkBarrels,
  checkModuleFiles,
  checkModuleFolders,
  checkNames,
  checkSuppressions,
  checkTexts,
  checkTransactions,
  checkWriters,
  type Source,
  tablesOf,
} from './checks/check-sources.ts';
import { checkActs, checkUsedWords } from './checks/check-used-words.ts';
import { checkCatalogues, checkSentences, flatten } from './checks/check-words.ts';

const root = resolve(fileURLToPath(new URL('..', import.meta.url)));
const leastFiles = 100;
const moduleNames = modules.map(({ name }) => name);

interface Outcome {
  readonly faults: string;
  readonly seconds: number;
}

/** A check gives its faults as text; nothing means that all is well. */
interface Check {
  readonly name: string;
  readonly run: () => Promise<string> | string;
}

/** Runs a tool of the project's packages; whatever it has to say counts as a fault when it fails. */
function tool(file: string, ...parameters: string[]): Promise<string> {
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', file), ...parameters], {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => settle(code === 0 ? '' : output.trim() || `${file} ended with ${code}`));
  });
}

function readSources(): Source[] {
  const patterns = ['{contract,server,web,e2e,bench,scripts,docs}/**/*', '*.{ts,mjs,json}', '.*.{mjs,json,toml}'];
  const paths = globSync(patterns, { cwd: root, exclude: ['**/node_modules/**', '**/dist/**', '**/*.gen.ts', 'package-lock.json'] });
  return paths
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.includes('/fixtures/') && statSync(join(root, path)).isFile())
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

function checkOwnRules(): string {
  const sources = readSources();
  const migrations = sources
    .filter(({ path }) => path.startsWith('server/migrations/'))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const writers = [...modules, { name: 'platform', tables: platformTables }];
  const faults = [
    ...(sources.length < leastFiles ? [`Only ${sources.length} files were seen`] : []),
    ...checkNames(sources),
    ...checkBarrels(sources),
    ...checkSuppressions(sources),
    ...checkLooks(sources),
    ...checkTransactions(sources),
    ...checkTexts(sources),
    ...checkModuleFolders(sources, moduleNames),
    ...checkModuleFiles(sources),
    ...checkWriters(sources, writers, [...tablesOf(migrations), 'schema_migrations']),
  ];
  return faults.join('\n');
}

/** Every text of the interface and every refusal, in both languages, each asked for and none beside them. */
function checkWords(): string {
  const sources = readSources();
  const indonesian = { ...everydayWords, ...adminWords };
  const keys = [...flatten(indonesian).keys()];
  const refusals = Object.entries(problems).flatMap(([code, { title, detail }]): [string, Sentence][] => [
    [`${code}, title`, title],
    [`${code}, detail`, detail],
  ]);
  const faults = [
    ...(keys.length < leastFiles ? [`Only ${keys.length} texts were seen`] : []),
    ...checkCatalogues(indonesian, { ...english }),
    ...checkSentences({ ...Object.fromEntries(refusals), ...refinements }),
    ...checkLiterals(sources),
    ...checkUsedWords(keys, sources),
    ...checkActs(keys, sources),
  ];
  return faults.join('\n');
}

function checkLockfile(): string {
  const read = (name: string): object => JSON.parse(readFileSync(join(root, name), 'utf8')) as object;
  return checkPackages(read('package.json'), read('package-lock.json')).join('\n');
}

const checks: readonly Check[] = [
  { name: 'format', run: () => tool('@biomejs/biome/bin/biome', 'format', '--error-on-warnings') },
  { name: 'lint', run: () => tool('oxlint/bin/oxlint', '--format=unix') },
  { name: 'types of the server', run: () => tool('typescript/bin/tsc', '-p', 'tsconfig.json') },
  { name: 'types of the web', run: () => tool('typescript/bin/tsc', '-p', 'web/tsconfig.json') },
  { name: 'types of the browser tests', run: () => tool('typescript/bin/tsc', '-p', 'e2e/tsconfig.json') },
  { name: 'architecture', run: async () => (await checkArchitecture(root, moduleNames, leastFiles)).join('\n') },
  { name: 'own rules', run: checkOwnRules },
  { name: 'words', run: checkWords },
  { name: 'unused code and packages', run: () => tool('knip/bin/knip.js', '--no-progress', '--max-issues=0') },
  { name: 'migrations', run: () => tool('squawk-cli/js/bin/squawk', ...globSync('server/migrations/*.sql', { cwd: root }).toSorted()) },
  { name: 'generated files', run: () => tool('../scripts/generate.ts', '--verify') },
  { name: 'packages', run: checkLockfile },
];

async function time(check: Check): Promise<Outcome> {
  const begin = performance.now();
  const faults = await Promise.resolve()
    .then(check.run)
    .catch((error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)));
  return { faults, seconds: (performance.now() - begin) / 1000 };
}

/** Runs all checks, or those whose name contains an argument, and prints what each found. */
async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const chosen = checks.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
  let failed = 0;
  await Promise.all(
    chosen.map(async (check) => {
      const { faults, seconds } = await time(check);
      if (faults !== '') failed += 1;
      process.stdout.write(
        `${faults === '' ? 'ok    ' : 'FAULT '} ${check.name} (${seconds.toFixed(1)} s)\n${faults === '' ? '' : `${faults}\n\n`}`,
      );
    }),
  );
  process.stdout.write(`${chosen.length - failed} checks without a fault, ${failed} with\n`);
  if (failed > 0 || chosen.length === 0) process.exitCode = 1;
}

await main();
