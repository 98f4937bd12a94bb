import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/**
 * Says whose row each row of `import_rows` is, for check and import alike (docs/domain.md §Import). Fills, until the
 * transaction ends:
 *
 * - `import_customers`: one row for each customer the file speaks of, with the first row that does, and whether they have
 *   a record in the product, in whatever module;
 * - `import_known_phones`: the phones of the file whose person is known already;
 * - `import_claims`: usernames that go to a customer so far known by phone only.
 *
 * A username's phone in the file is that of its first row with one. The answer does not depend on the order of rows
 * but for which of several usernames comes first.
 *
 * Whom the product knows is looked up by index for each key and phone of the file, in lateral joins with a limit, which
 * the planner cannot turn into walking through the product.
 */
export async function classifyRows(tx: Tx, product: { readonly id: string; readonly matchPhones: boolean }): Promise<void> {
  await makeTables(tx);
  if (product.matchPhones) await findKnownPhones(tx, product.id);
  await gatherUsernames(tx, product.matchPhones);
  if (product.matchPhones) await claimPhoneCustomers(tx, product.id);
  await gatherPhonesWithoutUsername(tx, product.matchPhones);
  await nameCustomers(tx, product.id);
}

/**
 * What becomes of each row: exactly one of emptyKey, unreadable, duplicateInFile, existing, new. A row with a text for
 * the Customer ID that is no username (far too long, the header again) is unreadable. The first row that speaks of a
 * customer is always one of the last two.
 */
export const rowOutcomes = sql`
  select staged.row_number,
    case
      when staged.customer_text is null and staged.phone is null then 'emptyKey'
      when staged.customer_text is not null and staged.customer_key is null then 'unreadable'
      when customer.key is null then 'duplicateInFile'
      when customer.existing then 'existing'
      else 'new'
    end as outcome
  from import_rows staged
  left join import_customers customer on customer.first_row = staged.row_number
`;

/** Rows by what becomes of them, for both check and import. */
export interface RowCounts {
  readonly rows: number;
  readonly new: number;
  readonly duplicateInFile: number;
  readonly existing: number;
  readonly emptyKey: number;
  readonly unreadable: number;
  /** Of the new ones, and of those that are imported only where known members are. */
  readonly phonesUnreadable: number;
  readonly existingPhonesUnreadable: number;
}

/** Counts the outcomes after classifyRows. */
export async function countOutcomes(tx: Tx): Promise<RowCounts> {
  const { rows } = await sql<RowCounts>`
    select staged.rows, customer.new, customer.existing, staged."emptyKey", staged.unreadable, phone.*,
      staged.rows - customer.new - customer.existing - staged."emptyKey" - staged.unreadable as "duplicateInFile"
    from (
      select count(*)::int as rows,
        count(*) filter (where customer_text is null and phone is null)::int as "emptyKey",
        count(*) filter (where customer_text is not null and customer_key is null)::int as unreadable
      from import_rows
    ) staged, (
      select count(*) filter (where not existing)::int as new, count(*) filter (where existing)::int as existing from import_customers
    ) customer, (
      select count(*) filter (where not customer.existing)::int as "phonesUnreadable",
        count(*) filter (where customer.existing)::int as "existingPhonesUnreadable"
      from import_rows staged join import_customers customer on customer.first_row = staged.row_number
      where staged.phone_unreadable
    ) phone
  `.execute(tx);
  const [counts] = rows;
  if (counts === undefined) throw new Error('Outcomes were not counted');
  return counts;
}

async function makeTables(tx: Tx): Promise<void> {
  await sql`
    create temporary table import_known_phones (
      phone text, person_id bigint, customer_id bigint, customer_key text, only_by_phone boolean
    ) on commit drop`.execute(tx);
  await sql`
    create temporary table import_usernames (
      key text, first_row integer, phone_row integer, phone text, deposited_before boolean
    ) on commit drop`.execute(tx);
  await sql`create temporary table import_claims (key text, phone text, customer_id bigint) on commit drop`.execute(tx);
  await sql`
    create temporary table import_phones_alone (
      key text, first_row integer, phone text, deposited_before boolean
    ) on commit drop`.execute(tx);
  await sql`
    create temporary table import_customers (
      key text not null, first_row integer not null, phone text, by_phone boolean not null, deposited_before boolean not null,
      customer_id bigint, person_id bigint, existing boolean not null
    ) on commit drop`.execute(tx);
}

/** A person's customer for rows without a username: the one known by phone only, else the earliest. */
async function findKnownPhones(tx: Tx, productId: string): Promise<void> {
  await sql`
    insert into import_known_phones
    select file.phone, person.id, theirs.customer_id, customer.key, theirs.only_by_phone
    from (select phone from import_rows where phone is not null group by phone) file
    cross join lateral (
      select id from persons where persons.product_id = ${productId} and persons.phone = file.phone limit 1
    ) person
    cross join lateral (
      select coalesce(min(id) filter (where keyed_by_phone), min(id)) as customer_id, bool_and(keyed_by_phone) as only_by_phone
      from customers where customers.person_id = person.id
    ) theirs
    left join lateral (select key from customers where customers.id = theirs.customer_id limit 1) customer on true
  `.execute(tx);
  await sql`analyze import_known_phones`.execute(tx);
}

/** Digits of a row's place in the file: written so, the least of texts is that of the first row. */
const placeDigits = 10;

async function gatherUsernames(tx: Tx, matchPhones: boolean): Promise<void> {
  await sql`
    insert into import_usernames
    select key, first_row, left(carrier, ${placeDigits})::integer, substr(carrier, ${placeDigits + 1}), deposited_before
    from (
      select customer_key as key, min(row_number) as first_row, bool_or(deposited_before) as deposited_before,
        min(lpad(row_number::text, ${placeDigits}, '0') || phone) filter (where ${matchPhones}::boolean) as carrier
      from import_rows where customer_key is not null group by customer_key
    ) named
  `.execute(tx);
  await sql`analyze import_usernames`.execute(tx);
}

/** The first new username with the phone claims it. */
async function claimPhoneCustomers(tx: Tx, productId: string): Promise<void> {
  await sql`
    insert into import_claims
    select distinct on (known.phone) username.key, known.phone, known.customer_id
    from import_known_phones known
    join import_usernames username on username.phone = known.phone
    left join lateral (
      select true as there from customers where customers.product_id = ${productId} and customers.key = username.key limit 1
    ) taken on true
    where known.only_by_phone and taken.there is null
    order by known.phone, username.phone_row
  `.execute(tx);
}

/** A row without username belongs to the person with its phone, else to the first username with it in the file, else to a customer of its own. */
async function gatherPhonesWithoutUsername(tx: Tx, matchPhones: boolean): Promise<void> {
  await sql`
    insert into import_phones_alone
    with alone as materialized (
      select phone, min(row_number) as first_row, bool_or(deposited_before) as deposited_before
      from import_rows where customer_text is null and phone is not null group by phone
    ), named as (
      select distinct on (staged.phone) staged.phone, staged.customer_key as key
      from import_rows staged join alone on alone.phone = staged.phone
      where staged.customer_key is not null and ${matchPhones}::boolean
      order by staged.phone, staged.row_number
    ), belonging as (
      select coalesce(claim.key, known.customer_key, named.key, alone.phone) as key, alone.*
      from alone
      left join import_claims claim on claim.phone = alone.phone
      left join import_known_phones known on known.phone = alone.phone
      left join named on named.phone = alone.phone
    )
    select key, min(first_row), case when ${matchPhones}::boolean then min(phone) end, bool_or(deposited_before)
    from belonging group by key
  `.execute(tx);
}

async function nameCustomers(tx: Tx, productId: string): Promise<void> {
  await sql`
    insert into import_customers
    select named.*, has_record.there is not null
    from (
      select spoken.*, coalesce(claim.customer_id, known.id) as customer_id, coalesce(claimed.person_id, known.person_id) as person_id
      from (
        select coalesce(username.key, alone.key) as key, least(username.first_row, alone.first_row) as first_row,
          coalesce(username.phone, alone.phone) as phone, username.key is null as by_phone,
          coalesce(username.deposited_before, false) or coalesce(alone.deposited_before, false) as deposited_before
        from import_usernames username full join import_phones_alone alone on alone.key = username.key
      ) spoken
      left join import_claims claim on claim.key = spoken.key
      left join lateral (select person_id from customers where customers.id = claim.customer_id limit 1) claimed on true
      left join lateral (
        select id, person_id from customers where customers.product_id = ${productId} and customers.key = spoken.key limit 1
      ) known on true
    ) named
    left join lateral (
      select true as there from records
      where records.person_id = named.person_id and records.customer_id = named.customer_id and records.state <> 'deleted' limit 1
    ) has_record on true
  `.execute(tx);
  await sql`analyze import_customers`.execute(tx);
}
