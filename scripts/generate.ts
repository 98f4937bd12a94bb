import { generateApi } from './generate-api.ts';
import { generateSchema } from './generate-schema.ts';

/** Writes what is generated from something else; with --verify it only compares, and ends with 1 when something differs. */
async function main(): Promise<void> {
  const verify = process.argv.includes('--verify');
  const results = await Promise.allSettled([generateSchema({ verify }), Promise.resolve().then(() => generateApi({ verify }))]);
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    process.stderr.write(`${result.reason instanceof Error ? result.reason.message : String(result.reason)}\n`);
    process.exitCode = 1;
  }
}

await main();
