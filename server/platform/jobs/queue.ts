import { type RawBuilder, sql } from 'kysely';
import { type ConstructorOptions, type Db as QueueDatabase, fromKysely, PgBoss } from 'pg-boss';
import type { Database, Tx } from '../db/database.ts';
import { plainSql } from '../db/plain-sql.ts';

const schema = 'pgboss';

/** Seconds without a sign of life after which a run counts as dead and the job is run again. */
const deadAfter = 10;

const queueOptions = {
  notify: true,
  heartbeatSeconds: deadAfter,
  // A run that lives may take as long as it needs.
  expireInSeconds: 24 * 60 * 60 - 1,
  retryLimit: 10,
  retryDelay: 1,
  deleteAfterSeconds: 24 * 60 * 60,
} as const;

function adapter(database: Database): QueueDatabase {
  return {
    executeSql: plainSql(database),
    async listen(channel, onNotification, onReconnect) {
      const close = await database.listen(channel, onNotification, onReconnect);
      return { close };
    },
  };
}

/** The queue on our database. A process that only sends does not supervise. */
export function openQueue(database: Database, works: boolean): PgBoss {
  const options: ConstructorOptions = {
    db: adapter(database),
    schema,
    useListenNotify: true,
    supervise: works,
    schedule: works,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    cronMonitorIntervalSeconds: 20,
    persistWarnings: false,
  };
  return new PgBoss(options);
}

/** Makes the queues that are not there yet. */
export async function makeQueues(boss: PgBoss, names: readonly string[]): Promise<void> {
  for (const name of names) {
    if ((await boss.getQueue(name)) === null) await boss.createQueue(name, { ...queueOptions });
    else await boss.updateQueue(name, { ...queueOptions });
  }
}

/** The queue's own rows of a job that is yet to be run, is to be run again, or is being run. */
export function queued(queue: RawBuilder<unknown>, jobId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select from ${sql.table(`${schema}.job`)} waiting
    where waiting.name = ${queue} and waiting.data ->> 'jobId' = ${jobId}::text and waiting.state in ('created', 'retry', 'active')`;
}

/** Sends a job within a transaction: it is there when the transaction commits and never was when it does not. */
export async function sendIn(tx: Tx, queue: string, jobId: string): Promise<void> {
  const db = fromKysely(tx);
  const sent = await new PgBoss({ db, schema, useListenNotify: true }).send(queue, { jobId }, { db });
  if (sent === null) throw new Error(`The job ${jobId} was not put into the queue ${queue}`);
}
