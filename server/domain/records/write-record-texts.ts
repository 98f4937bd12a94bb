import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';

/** Records of a statement: a change of a text that is being written waits for so many. */
const pieceSize = 5_000;

/**
 * Writes what lists are searched in and ordered by for records that were imported since, piece by piece, so that nobody waits
 * long and none of the work is lost where it is broken off (docs/architecture.md, Reading).
 */
export async function writeRecordTexts(db: Db): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ written: number | null }>`select write_due_record_texts(${pieceSize}) as written`.execute(db);
    if ((rows[0]?.written ?? null) === null) return;
  }
}
