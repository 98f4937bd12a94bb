import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import { scratchFolder } from '../../platform/files/scratch.ts';

/** Writes an upload's parts to a temporary file, which is gone when the work is done. */
export async function withUploadFile<Result>(db: Db, uploadId: string, work: (path: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(scratchFolder(), 'upload-'));
  try {
    const path = join(folder, 'upload');
    await writeParts(db, uploadId, path);
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeParts(db: Db, uploadId: string, path: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for (let part = 0; ; part += 1) {
      const { rows } = await sql<{ content: Buffer }>`
        select content from upload_parts where upload_id = ${uploadId} and part = ${part}
      `.execute(db);
      const [found] = rows;
      if (found === undefined) return;
      await file.writeFile(found.content);
    }
  } finally {
    await file.close();
  }
}
