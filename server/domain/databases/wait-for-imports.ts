import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** Lets one import of a product, or the undoing of one, run after the other. */
export async function waitForImports(tx: Tx, productId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import ${productId}`}, 0))`.execute(tx);
}
