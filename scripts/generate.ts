import { generateSchema } from './generate-schema.ts';

await generateSchema({ verify: process.argv.includes('--verify') });
