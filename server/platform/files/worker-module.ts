import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * The address of a module beside the caller's, `.ts` in the sources and `.js` in the bundle, where every worker module
 * lies next to the program.
 */
export function workerModule(name: string, importMetaUrl: string): URL {
  return new URL(`./${name}.${importMetaUrl.endsWith('.ts') ? 'ts' : 'js'}`, importMetaUrl);
}

/**
 * Names the rules by which files are read and their rows mapped: what these modules hold. In the bundle that is all of it,
 * since the names of what they import tell what is in there.
 */
export function rulesOfReading(mapper: URL): string {
  let known = rules.get(mapper.href);
  if (known === undefined) {
    const hash = createHash('sha256');
    for (const module of [workerModule('read-table.worker', import.meta.url), mapper]) hash.update(readFileSync(module));
    known = hash.digest('hex');
    rules.set(mapper.href, known);
  }
  return known;
}

const rules = new Map<string, string>();
