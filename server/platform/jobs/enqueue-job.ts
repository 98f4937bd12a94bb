import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { sendIn } from './queue.ts';

/** Queues a job in the transaction of the act that causes it and returns its id. `input` is kept as JSON. */
export async function enqueueJob(tx: Tx, kind: string, userId: string | null, input: object): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into jobs (kind, user_id, input) values (${kind}, ${userId}, ${JSON.stringify(input)}::jsonb) returning id`.execute(tx);
  const [job] = rows;
  if (job === undefined) throw new Error('A job was not stored');
  await sendIn(tx, kind, job.id);
  return job.id;
}
