import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** Removes an upload that will not be imported; one that was imported stays, as proof of what came when. */
export async function discardUpload(tx: Tx, uploadId: string): Promise<void> {
  await sql`delete from uploads where id = ${uploadId} and state <> 'used'`.execute(tx);
}
