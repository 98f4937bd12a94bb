import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** Sums up what has been appended to the databases' counts, so that a reader has little to add (docs/architecture.md, Figures). */
export async function foldCounts(tx: Tx): Promise<void> {
  await sql`select fold_database_counts()`.execute(tx);
}
