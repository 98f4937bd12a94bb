import { availableParallelism } from 'node:os';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const globalSetup = ['server/testing/global-setup.ts'];
const setupFiles = ['server/testing/set-up-file.ts'];
const minute = 60_000;

// Workers that read files, programs and test processes load the same modules again and again: compiled once, they start in half the time.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, '.cache', 'compiled');

/** Tests that try more in the long suite; which they are is seen by what they import. */
const deepened = globSync('{server,e2e}/**/*.{test,e2e}.ts', { cwd: import.meta.dirname }).filter((file) =>
  /from '.*\/(thoroughness|step-connections)\.ts'/.test(readFileSync(join(import.meta.dirname, file), 'utf8')),
);

const everyday: TestProjectInlineConfiguration[] = [
  {
    // Rules, acts on a real database, and routes by injection.
    test: {
      name: 'server',
      include: ['{contract,server,scripts}/**/*.test.ts'],
      globalSetup,
      setupFiles,
      isolate: false,
      provide: { thorough: false },
      // They end what hangs, and say nothing of how quick anything is: a busy machine takes several times as long.
      testTimeout: 4 * minute,
      hookTimeout: 4 * minute,
    },
  },
  {
    test: { name: 'web', include: ['web/**/*.test.{ts,tsx}'], testTimeout: minute },
  },
  {
    // A real browser against a real server.
    test: {
      name: 'browser',
      include: ['e2e/**/*.e2e.ts'],
      globalSetup,
      setupFiles,
      isolate: false,
      provide: { thorough: false },
      testTimeout: 6 * minute,
      hookTimeout: 6 * minute,
      // A question asked again until its answer is right: a page on a busy machine may take seconds.
      expect: { poll: { timeout: 15_000 } },
    },
  },
];

const long: TestProjectInlineConfiguration[] = [
  {
    test: {
      name: 'long',
      include: ['{contract,server,scripts,e2e}/**/*.long.ts', ...deepened],
      globalSetup,
      setupFiles,
      provide: { thorough: true },
      testTimeout: 20 * minute,
      hookTimeout: 5 * minute,
      fileParallelism: false,
    },
  },
];

/** `--mode long` runs what takes minutes, every other mode what everybody runs all the time. */
export default defineConfig(({ mode }) => ({
  test: {
    projects: mode === 'long' ? long : everyday,
    reporters: ['default', './server/testing/count-reporter.ts'],
    passWithNoTests: true,
    // Most files wait for a browser or a database half of their time; one after the other they would leave two processors idle.
    maxWorkers: availableParallelism() + 1,
  },
}));
