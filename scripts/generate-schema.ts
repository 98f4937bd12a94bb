import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { migrate } from '../server/platform/db/migrate.ts';
import { startTemporaryPostgres } from '../server/testing/temporary-postgres.ts';

const target = fileURLToPath(new URL('../server/platform/db/schema.gen.ts', import.meta.url));

/** Types that the driver gives as strings: see server/platform/db/parse-values.ts. */
const asStrings = { timestamptz: 'string', timestamp: 'string', interval: 'string' };

function generate(url: string, verify: boolean): void {
  const program = fileURLToPath(new URL('../node_modules/kysely-codegen/dist/cli/bin.js', import.meta.url));
  const parameters = [
    program,
    '--dialect=postgres',
    `--url=${url}`,
    `--out-file=${target}`,
    '--date-parser=string',
    '--numeric-parser=string',
    `--type-mapping=${JSON.stringify(asStrings)}`,
    '--default-schema=public',
    '--log-level=error',
    ...(verify ? ['--verify'] : []),
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  if (status === 0) return;
  const difference = `${stdout}${stderr}`.split('\n').filter((line) => /^\s*[-+@]/.test(line));
  const said = difference.length > 0 ? difference.join('\n') : `${stdout}${stderr}`;
  throw new Error(`server/platform/db/schema.gen.ts is not what the migrations say; run "npm run generate"\n${said}`);
}

/** Writes server/platform/db/schema.gen.ts from the migrated schema, or throws when the one there differs. */
export async function generateSchema({ verify }: { readonly verify: boolean }): Promise<void> {
  const server = await startTemporaryPostgres();
  try {
    await migrate(server.address);
    const { host, user, database } = server.address;
    generate(`postgres://${user}@localhost/${database}?host=${encodeURIComponent(host ?? '')}`, verify);
  } finally {
    await server.stop();
  }
}
