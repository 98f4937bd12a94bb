import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { removeLeftScratch } from '../../platform/files/scratch.ts';

const keptHours = 24;

/** Removes uploads that nobody imported within a day, or that were imported, and what a killed program left of their reading. */
export async function cleanUploads(tx: Tx): Promise<void> {
  await sql`
    delete from uploads where created_at < now() - make_interval(hours => ${keptHours})
      and not exists (
        select from jobs where state in ('queued', 'running') and input -> 'order' ->> 'uploadId' = uploads.id::text
      )
  `.execute(tx);
  removeLeftScratch();
}
