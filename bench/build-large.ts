import { sql } from 'kysely';
import type { Module } from '../contract/values.ts';
import type { Database, Tx } from '../server/platform/db/database.ts';
import { appendEvent } from '../server/domain/audit/append-event.ts';
import { addHistory } from './add-history.ts';
import { benchActor, buildUsers } from './build-members.ts';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { foldCounts } from '../server/domain/records/fold-counts.ts';
import { writeRecordTexts } from '../server/domain/records/write-record-texts.ts';

/** Records a database has, whatever the size of the whole. */
export const databaseSize = 50_000;

const firstNames = [
  'Adi',
  'Agus',
  'Andi',
  'Ayu',
  'Bambang',
  'Budi',
  'Citra',
  'Dewi',
  'Dian',
  'Eka',
  'Fitri',
  'Hendra',
  'Indah',
  'Joko',
  'Kartika',
  'Lestari',
  'Made',
  'Nina',
  'Putri',
  'Rina',
  'Sari',
  'Tono',
  'Wati',
  'Yanti',
  'Yusuf',
  'Żofia',
  'René',
  'Zulkifli',
] as const;
const lastNames = [
  'Santoso',
  'Wijaya',
  'Pratama',
  'Saputra',
  'Hidayat',
  'Kusuma',
  'Nugroho',
  'Rahayu',
  'Setiawan',
  'Siregar',
  'Susanto',
  'Utami',
  'Wibowo',
  'Yulianto',
  'Simanjuntak',
  'Ginting',
  'Halim',
  'Gunawan',
  'Maulana',
] as const;

/** A list of members as an import leaves it: some without a name, some with a phone that cannot be read, most with both. */
async function addList(tx: Tx, productId: string, number: number, module: Module): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into databases (name, module, product_id, columns, file_name, content_hash, mapping, duplicates, imported_at,
      rows_duplicate, rows_existing, rows_without_key, rows_unreadable, phones_unreadable)
    values (${`Daftar ${number}`}, ${module}, ${productId}, array['Username', 'Nama', 'Telepon', 'Kota'], 'daftar.csv', sha256(${`${number}`}::bytea),
      '{"customerKey": "Username", "name": "Nama", "phone": "Telepon"}', 'keep', now() - ${number} * interval '1 day', 0, 0, 0, 0, 0)
    returning id
  `.execute(tx);
  const databaseId = rows[0]?.id ?? '';
  const from = number * databaseSize;
  const pick = (names: readonly string[], step: string) =>
    sql`(${names}::text[])[1 + (number * ${sql.raw(step)} % ${sql.lit(names.length)})]`;
  await sql`
    insert into persons (product_id, phone)
    select ${productId}::bigint, '+628' || lpad((number * 7919 % 10000000000)::text, 10, '0') from generate_series(${from}::bigint, ${from + databaseSize - 1}::bigint) number
  `.execute(tx);
  await sql`
    insert into customers (product_id, person_id, key, name)
    select product_id, persons.id, lower(${pick(firstNames, '31')}) || number, ${pick(firstNames, '31')} || ' ' || ${pick(lastNames, '17')}
    from (select *, row_number() over (order by id) - 1 + ${from}::bigint as number from persons where product_id = ${productId} order by id desc limit ${databaseSize}) persons
  `.execute(tx);
  await sql`
    insert into records (database_id, product_id, module, person_id, customer_id, row_number, customer_text, name, phone, phone_text, cells)
    select ${databaseId}::bigint, product_id, ${module}, person_id, id, place + 1, key, case when place % 20 > 0 then name end,
      case when place % 25 > 0 then phone end, case when place % 25 > 0 then phone else 'belum ada ' || place end, array[key, name, phone, 'Bandung']
    from (
      select customer.*, person.phone, row_number() over (order by customer.id) as place
      from (select * from customers where product_id = ${productId} order by id desc limit ${databaseSize}) customer join persons person on person.id = customer.person_id
    ) member
  `.execute(tx);
  return databaseId;
}

/** A tenth of a list on cards of 250, each staff member one card of it; most of them worked, some sent back, replaced or called again. */
async function work(database: Database, databaseId: string, staffIds: readonly string[]): Promise<void> {
  const quantity = Math.floor(databaseSize / 10 / staffIds.length);
  await database.transaction((tx) => assignRecords(tx, benchActor, { databaseId, staffIds: [...staffIds], quantity, order: 'random' }), {
    statementTimeout: 0,
  });
  await database.transaction(
    async (tx) => {
      // Records change only as part of an event; what it is of is nobody's business here.
      await appendEvent(tx, benchActor, { act: 'validation.set_verdict', subjectType: 'records', subjectId: null, data: {} });
      const mine = sql`database_id = ${databaseId} and state = 'assigned'`;
      await sql`update records set verdict = 'valid' where ${mine} and id % 10 < 7`.execute(tx);
      await sql`update records set verdict = 'invalid', reason_id = (select min(id) from invalid_reasons where not note_required) where ${mine} and id % 100 = 8`.execute(
        tx,
      );
      await sql`update records set contact_result = 'responded', contact_attempts = 1, contact_at = now() where ${mine} and id % 5 = 0`.execute(
        tx,
      );
      await sql`update records set follow_up_on = business_today() + (id % 21)::int - 10, note = 'Telepon lagi sore' where ${mine} and id % 20 = 3`.execute(
        tx,
      );
      await sql`update persons set do_not_contact = true where id in (select person_id from records where database_id = ${databaseId} and id % 500 = 9)`.execute(
        tx,
      );
      await sql`
        insert into reservations (product_id, customer_id, person_id, staff_id, state, active_since)
        select product_id, customer_id, person_id, ${staffIds[0]}::bigint, 'active', now() - (id % 100) * interval '1 day'
        from records where database_id = ${databaseId} and state = 'available' and id % 500 = 4
      `.execute(tx);
      await sql`
        update records set state = 'archived', archived_at = now() - (id % 1000) * interval '1 hour', staff_id = null, batch_id = null, assigned_at = null,
          last_staff_id = staff_id, last_batch_id = batch_id
        where ${mine} and verdict = 'invalid' and id % 200 = 8
      `.execute(tx);
    },
    { statementTimeout: 0 },
  );
}

/**
 * So many databases of the same size, with as many staff to a database, cards of the same size, and as much done of each.
 * Those that are there `already`, built by this, are added to.
 */
export async function buildLarge(database: Database, databases: number, say: (line: string) => void, already = 0): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    insert into products (name) values ('Produk besar') on conflict (lower(name)) do update set name = excluded.name returning id
  `.execute(database.db);
  const productId = rows[0]?.id ?? '';
  const modules: readonly Module[] = ['normal', 'bonanza', 'memberwd'];
  for (let number = already + 1; number <= databases; number += 1) {
    const databaseId = await database.transaction((tx) => addList(tx, productId, number, modules[number % 3] ?? 'normal'), {
      statementTimeout: 0,
    });
    await sql`analyze records, persons, customers`.execute(database.db);
    const staffIds = await buildUsers(database, 'staff', 20);
    await work(database, databaseId, staffIds);
    await addHistory(database, { databaseId, staffIds });
    if (number % 5 === 0) say(`${number * databaseSize} records`);
  }
  await database.transaction(foldCounts);
  await writeRecordTexts(database.db);
  await sql`vacuum analyze`.execute(database.db);
}
