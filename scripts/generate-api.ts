import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { endpoints } from '../contract/endpoints.ts';
import packageJson from '../package.json' with { type: 'json' };
import { describeApi } from '../server/platform/http/describe-api.ts';

const target = fileURLToPath(new URL('../docs/openapi.json', import.meta.url));

/** Writes docs/openapi.json from the contract, or throws when the one there differs. */
export function generateApi({ verify }: { readonly verify: boolean }): void {
  const text = `${JSON.stringify(describeApi(endpoints, packageJson.version), null, 2)}\n`;
  if (!verify) writeFileSync(target, text);
  else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    throw new Error('docs/openapi.json is not what the contract says; run "npm run generate"');
  }
}
