import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from './database.ts';
import { runHistories } from './history/run-histories.ts';
import { outermost } from './thoroughness.ts';

test('after every act of a random history each figure is what the rules say', async () => {
  expect(await runHistories(await testDatabase(), { histories: 2, acts: 35 })).toBeGreaterThan(9);
}, 300_000);

/** A rule broken where the program keeps it, and the seed of a history that comes to it soon. */
const broken = [
  {
    rule: 'whom nobody may contact is given to somebody',
    seed: 2,
    statement: sql`
      create or replace function passed_over_reason(reserved_by bigint, do_not_contact boolean, held boolean, archived boolean, staff bigint[])
      returns text language sql immutable parallel safe as $$
        select case when reserved_by <> all (staff) then 'reserved' when held then 'held' when archived then 'archived' end
      $$`,
  },
  {
    rule: 'folding the counts loses them',
    seed: 1,
    statement: sql`
      create or replace function fold_database_counts() returns void language sql as $$ delete from database_count_changes $$`,
  },
  {
    rule: 'a record that its own holder reserved is a conflict',
    seed: 1,
    statement: sql`
      create or replace view record_conflicts as
        select record.id as record_id, record.database_id, record.module, record.product_id, record.staff_id, record.batch_id,
          record.person_id, reservation.id as reservation_id, reservation.staff_id as reserved_by, reservation.active_since,
          false as kept, null::bigint as kept_by, null::timestamptz as kept_at, null::text as kept_note
        from active_reservations reservation
        join records record on record.person_id = reservation.person_id and record.state = 'assigned'`,
  },
  {
    rule: 'folding the counts of cards loses them',
    seed: 1,
    statement: sql`create or replace function fold_batch_counts() returns void language sql as $$ delete from batch_count_changes $$`,
  },
  {
    rule: 'the counts of cards are not kept',
    seed: 1,
    statement: sql`alter table records disable trigger records_counted_on_cards`,
  },
];

test.each(outermost(broken))(
  'where $rule, it is seen',
  async ({ seed, statement }) => {
    const database = await testDatabase();
    await statement.execute(database.db);
    await expect(runHistories(database, { histories: 8, acts: 80, seed })).rejects.toMatchObject({ cause: { name: 'AssertionError' } });
  },
  300_000,
);
