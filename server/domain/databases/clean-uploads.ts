import { readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { uploadFolderPrefix } from './fetch-upload.ts';

const keptHours = 24;

/** Removes uploads that nobody imported within a day, or that were imported, and what a killed program left of their reading. */
export async function cleanUploads(tx: Tx): Promise<void> {
  await sql`
    delete from uploads where created_at < now() - make_interval(hours => ${keptHours})
      and not exists (
        select from jobs where state in ('queued', 'running') and input -> 'order' ->> 'uploadId' = uploads.id::text
      )
  `.execute(tx);
  await removeLeftFolders();
}

async function removeLeftFolders(): Promise<void> {
  const oldest = Date.now() - keptHours * 60 * 60 * 1000;
  const folders = (await readdir(tmpdir())).filter((name) => name.startsWith(uploadFolderPrefix)).map((name) => join(tmpdir(), name));
  for (const folder of folders) {
    // Another process may remove it at the same moment.
    const found = await stat(folder).catch(() => undefined);
    if (found !== undefined && found.mtimeMs < oldest) await rm(folder, { recursive: true, force: true });
  }
}
