import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { architectureRules } from './architecture-rules.ts';

const parts = ['contract', 'server', 'web', 'e2e', 'bench', 'scripts'];

/** Faults of the imports below `root`, each a line; a run that saw next to nothing is a fault itself. */
export async function checkArchitecture(root: string, modules: readonly string[], leastFiles: number): Promise<string[]> {
  const result = await cruise(
    parts.filter((part) => existsSync(join(root, part))),
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: architectureRules(modules) },
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '^dist/' },
      // The compiler of TypeScript 7 has no programming interface.
      parser: 'swc',
      tsPreCompilationDeps: true,
      combinedDependencies: true,
    },
    {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.js', '.json'],
    },
  );
  const { summary, modules: seen } = result.output as ICruiseResult;
  const own = seen.filter(({ source }) => parts.some((part) => source.startsWith(`${part}/`)));
  const faults = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  return own.length < leastFiles ? [...faults, `Only ${own.length} files were seen, at least ${leastFiles} were expected`] : faults;
}
