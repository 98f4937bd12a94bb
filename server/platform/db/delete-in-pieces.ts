import type { RawBuilder } from 'kysely';
import type { Db } from './database.ts';

export interface Pieces {
  /** Rows of a piece. */
  readonly size: number;
  /** Pieces of one run. */
  readonly most: number;
}

const usualPieces: Pieces = { size: 10_000, most: 100 };

/**
 * Deletes what `statement` selects up to a number of rows at a time, so that however many have piled up, no statement meets
 * its limit and none of the work is lost; what is too much for one run is for the next. Answers how many rows went.
 */
export async function deleteInPieces(
  db: Db,
  statement: (size: number) => RawBuilder<unknown>,
  { size, most } = usualPieces,
): Promise<number> {
  let deleted = 0;
  for (let piece = 0; piece < most; piece += 1) {
    const { numAffectedRows = 0n } = await statement(size).execute(db);
    deleted += Number(numAffectedRows);
    if (numAffectedRows < size) break;
  }
  return deleted;
}
