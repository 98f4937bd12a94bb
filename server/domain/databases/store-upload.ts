import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { limits } from '../../platform/files/limits.ts';
import { inspectTable } from '../../platform/files/read-table.ts';
import { problem } from '../../platform/http/problem.ts';
import type { Transact } from '../../platform/http/handlers.ts';
import { withUploadFile } from './fetch-upload.ts';

export interface FileToStore {
  readonly fileName: string;
  readonly content: AsyncIterable<Buffer>;
}

/** Where an act of several transactions works: each of them stands for itself. */
export interface Workplace {
  readonly db: Db;
  readonly transact: Transact;
  /** For cleaning up after somebody whose session is over. */
  readonly settle: Transact;
}

const partBytes = 1024 * 1024;
const longestFileName = 255;

/**
 * Stores a file part by part as it streams in, looks at what it holds, and returns the upload's id. Nothing is left of
 * a file that breaks off, cannot be read, or that nobody waits for any more. Throws too_large, UnreadableFile.
 */
export async function storeUpload(
  { db, transact, settle }: Workplace,
  actor: Actor,
  file: FileToStore,
  gone?: AbortSignal,
): Promise<string> {
  const uploadId = await transact((tx) => begin(tx, actor, file.fileName));
  try {
    const stored = await storeParts(transact, uploadId, file.content);
    const inspection = await withUploadFile(db, uploadId, (path) => inspectTable(path, {}, { signal: gone }));
    await transact((tx) =>
      sql`
        update uploads set state = 'ready', bytes = ${stored.bytes}, content_hash = ${stored.hash}, inspection = ${JSON.stringify(inspection)}::jsonb
        where id = ${uploadId}
      `.execute(tx),
    );
    return uploadId;
  } catch (error) {
    // What cannot be deleted now, because the database is away, is cleaned up later (clean-uploads.ts).
    await settle((tx) => sql`delete from uploads where id = ${uploadId}`.execute(tx)).catch(() => undefined);
    throw error;
  }
}

async function begin(tx: Tx, actor: Actor, fileName: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into uploads (user_id, file_name) values (${actor.userId}, ${tidyFileName(fileName)}) returning id
  `.execute(tx);
  const [upload] = rows;
  if (upload === undefined) throw new Error('An upload was not begun');
  return upload.id;
}

/** The name only, whatever folders a browser sends before it, in characters that can be stored. */
function tidyFileName(fileName: string): string {
  const name = (fileName.split(/[/\\]/).at(-1) ?? '')
    .toWellFormed()
    .replace(/\p{Cc}/gu, '')
    .trim();
  return name === '' ? 'file' : name.slice(-longestFileName).toWellFormed();
}

async function storeParts(transact: Transact, uploadId: string, content: AsyncIterable<Buffer>): Promise<{ bytes: number; hash: Buffer }> {
  const hash = createHash('sha256');
  let bytes = 0;
  let part = 0;
  for await (const piece of inParts(content)) {
    bytes += piece.length;
    if (bytes > limits.fileBytes) throw problem('too_large', { limit: `${limits.fileBytes / partBytes} MB` });
    hash.update(piece);
    await transact((tx) => sql`insert into upload_parts (upload_id, part, content) values (${uploadId}, ${part}, ${piece})`.execute(tx));
    part += 1;
  }
  return { bytes, hash: hash.digest() };
}

/** The same bytes in pieces of one size, the last one shorter. */
async function* inParts(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of content) {
    let rest = chunk;
    while (length + rest.length >= partBytes) {
      const cut = partBytes - length;
      yield Buffer.concat([...waiting, rest.subarray(0, cut)]);
      rest = rest.subarray(cut);
      waiting = [];
      length = 0;
    }
    if (rest.length > 0) waiting.push(rest);
    length += rest.length;
  }
  if (length > 0) yield Buffer.concat(waiting);
}
