import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** Sums up what has been appended to the counts of databases and cards, so that a reader has little to add (docs/architecture.md, Figures). */
export async function foldCounts(tx: Tx): Promise<void> {
  await sql`select fold_database_counts(), fold_batch_counts()`.execute(tx);
}
