import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';

/** Records of a transaction: a change of a text that is being written waits for so many. */
const pieceSize = 5_000;

/**
 * Writes what lists are searched in and ordered by for records that were imported since, piece by piece, so that nobody waits
 * long and none of the work is lost where it is broken off (docs/architecture.md, Reading).
 */
export async function writeRecordTexts(database: Database): Promise<void> {
  for (;;) {
    const written = await database.transaction(async (tx) => {
      const { rows } = await sql<{ written: number | null }>`select write_due_record_texts(${pieceSize}) as written`.execute(tx);
      return rows[0]?.written ?? null;
    });
    if (written === null) return;
  }
}
