import { sql } from 'kysely';
import type { Undoing } from '../../../contract/databases.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';
import { prepareForFile } from './stage-rows.ts';
import { chooseEffects, countEffects, takeBackEffects } from './take-back-effects.ts';
import { waitForImports } from './wait-for-imports.ts';

/**
 * Removes a database with its records, its rejected rows, and the customers and persons nothing else speaks of, and takes
 * back what the import did to others where nothing has used it since. A person marked *do not contact* stays. Answers
 * what was done. Throws not_found, and import_worked where a record was ever assigned.
 */
export async function undoImport(tx: Tx, actor: Actor, databaseId: string): Promise<Undoing> {
  await prepareForFile(tx);
  await waitForImports(tx, await findProduct(tx, databaseId));
  // Another undoing of it may have been waited for.
  await findProduct(tx, databaseId);
  await lockPersonsOf(tx, databaseId);
  await requireUnworked(tx, databaseId);
  await chooseEffects(tx, databaseId);
  // With the persons locked, so that what is said is what is done.
  const undoing = await findUndoing(tx, databaseId);
  await appendEvent(tx, actor, { act: 'databases.undo_import', subjectType: 'database', subjectId: databaseId });
  await sql`create temporary table undone_customers (customer_id bigint, person_id bigint) on commit drop`.execute(tx);
  await sql`
    insert into undone_customers select distinct customer_id, person_id from records where database_id = ${databaseId}
  `.execute(tx);
  await sql`analyze undone_customers`.execute(tx);
  await sql`delete from records where database_id = ${databaseId}`.execute(tx);
  await removeCustomers(tx);
  await takeBackEffects(tx);
  await sql`delete from databases where id = ${databaseId}`.execute(tx);
  await sql`delete from database_count_changes where database_id = ${databaseId}`.execute(tx);
  return undoing;
}

/** What undoing an import would do now. Throws not_found, and import_worked where a record was ever assigned. */
export async function readUndoing(db: Db, databaseId: string): Promise<Undoing> {
  await findProduct(db, databaseId);
  await requireUnworked(db, databaseId);
  return findUndoing(db, databaseId);
}

async function findUndoing(db: Db, databaseId: string): Promise<Undoing> {
  const { rows } = await sql<{ records: number }>`select count(*)::int as records from records where database_id = ${databaseId}`.execute(
    db,
  );
  return { records: rows[0]?.records ?? 0, ...(await countEffects(db, databaseId)) };
}

/** The database's row is not locked before the persons are: who gives its records refers to it with persons locked. */
async function findProduct(db: Db, databaseId: string): Promise<string> {
  const { rows } = await sql<{ productId: string }>`select product_id as "productId" from databases where id = ${databaseId}`.execute(db);
  const [database] = rows;
  if (database === undefined) throw problem('not_found');
  return database.productId;
}

async function lockPersonsOf(tx: Tx, databaseId: string): Promise<void> {
  await sql`
    select from persons where id in (select person_id from records where database_id = ${databaseId}) order by id for update
  `.execute(tx);
}

async function requireUnworked(db: Db, databaseId: string): Promise<void> {
  const { rows } = await sql`
    select 1 where exists (select from records where database_id = ${databaseId} and state <> 'available')
      or exists (select from batches where database_id = ${databaseId})
      or exists (
        select from records record join record_changes change on change.record_id = record.id where record.database_id = ${databaseId}
      )
  `.execute(db);
  if (rows.length > 0) throw problem('import_worked');
}

async function removeCustomers(tx: Tx): Promise<void> {
  await sql`
    delete from customers using undone_customers undone, persons person
    where customers.id = undone.customer_id and person.id = customers.person_id and not person.do_not_contact
      and not exists (select from records where records.person_id = undone.person_id and records.customer_id = undone.customer_id)
      and not exists (select from reservations where reservations.customer_id = undone.customer_id)
  `.execute(tx);
  await sql`
    delete from persons using (select distinct person_id from undone_customers) undone
    where persons.id = undone.person_id and not persons.do_not_contact
      and not exists (select from customers where customers.person_id = undone.person_id)
      and not exists (select from reservations where reservations.person_id = undone.person_id)
  `.execute(tx);
}
