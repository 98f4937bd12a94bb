/**
 * The address of a module beside the caller's, `.ts` in the sources and `.js` in the bundle, where every worker module
 * lies next to the program.
 */
export function workerModule(name: string, importMetaUrl: string): URL {
  return new URL(`./${name}.${importMetaUrl.endsWith('.ts') ? 'ts' : 'js'}`, importMetaUrl);
}
