// Runs a task of package.json with the project's own Node, once everything it needs is installed.
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, findNode, refuse, root, runInstead } from './prepare.mjs';

const vitest = 'node_modules/vitest/vitest.mjs';
const biome = 'node_modules/@biomejs/biome/bin/biome';

/** Task → whether it needs a build, and what it runs. */
const tasks = {
  build: [true],
  test: [true, vitest, 'run'],
  'test:long': [true, vitest, 'run', '--mode', 'long'],
  check: [false, 'scripts/check.ts'],
  format: [false, biome, 'format', '--write'],
  generate: [false, 'scripts/generate.ts'],
  cermat: [true, 'dist/cli.js'],
  demo: [true, 'dist/demo.js'],
  'demo:pictures': [true, 'e2e/take-pictures.ts'],
  bench: [true, 'bench/run.ts'],
};

const [name, ...rest] = process.argv.slice(2);
const task = tasks[name];
if (task === undefined) refuse(`There is no task "${name}"; there are ${Object.keys(tasks).join(', ')}.`);
const [needsBuild, program, ...parameters] = task;

ensureInstalled();
const node = findNode();
if (needsBuild) ensureBuilt(node);
if (program !== undefined) runInstead(node, [join(root, program), ...parameters, ...rest]);
