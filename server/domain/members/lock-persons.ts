import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/**
 * Locks the persons' rows until the transaction ends, each after the one with the smaller id, so that acts which lock
 * persons wait for each other instead of dying of each other (docs/architecture.md, lock order). Ids that name nobody
 * are passed over. A statement after this one sees what other acts have done to these persons.
 */
export async function lockPersons(tx: Tx, personIds: readonly string[]): Promise<void> {
  await sql`select from persons where id = any(${personIds}::bigint[]) order by id for no key update`.execute(tx);
}

/**
 * Locks the persons of these records, as lockPersons does. A record whose person was merged with another meanwhile is
 * asked again, until the locked persons are the records' persons.
 */
export async function lockPersonsOfRecords(tx: Tx, recordIds: readonly string[]): Promise<void> {
  let locked = new Set<string>();
  for (;;) {
    const { rows } = await sql<{ person_id: string }>`
      select distinct person_id from records where id = any(${recordIds}::bigint[])
    `.execute(tx);
    const persons = rows.map((row) => row.person_id);
    if (persons.every((person) => locked.has(person))) return;
    await lockPersons(tx, persons);
    locked = new Set(persons);
  }
}
