import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from } from 'pg-copy-streams';
import { translateDriverError } from './database-errors.ts';

/** Pieces of COPY input, cut anywhere. */
export type CopyChunks = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

/** Runs `copy … from stdin` on the connection with the given bytes and returns the number of rows. `onSent`: all were handed over. */
export async function copyOnto(client: pg.PoolClient, statement: string, chunks: CopyChunks, onSent: () => void): Promise<number> {
  const target = client.query(from(statement));
  try {
    await pipeline(Readable.from(chunks, { objectMode: true, highWaterMark: 1 }).once('close', onSent), target);
  } catch (error) {
    throw translateDriverError(error);
  }
  return target.rowCount;
}
