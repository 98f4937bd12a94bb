import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/**
 * Says whose row each row of `import_rows` is, for check and import alike (docs/domain.md §Import). Fills, until the
 * transaction ends:
 *
 * - `import_customers`: one row for each customer the file speaks of, with the first row that does;
 * - `import_known_phones`: the phones of the file whose person is known already;
 * - `import_claims`: usernames that go to a customer so far known by phone only;
 * - `import_existing`: customers who have a record in the product, in whatever module.
 *
 * A username's phone in the file is that of its first row with one. The answer does not depend on the order of rows
 * but for which of several usernames comes first.
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
 * the Customer ID that is no username (far too long, the header again) is unreadable.
 */
export const rowOutcomes = sql`
  select staged.row_number, staged.phone_unreadable, customer.customer_id, customer.key,
    case
      when staged.customer_text is null and staged.phone is null then 'emptyKey'
      when staged.customer_text is not null and staged.customer_key is null then 'unreadable'
      when customer.key is null then 'duplicateInFile'
      when existing.customer_id is not null then 'existing'
      else 'new'
    end as outcome
  from import_rows staged
  left join import_customers customer on customer.first_row = staged.row_number
  left join import_existing existing on existing.customer_id = customer.customer_id
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
    select count(*)::int as rows,
      count(*) filter (where outcome = 'new')::int as new,
      count(*) filter (where outcome = 'duplicateInFile')::int as "duplicateInFile",
      count(*) filter (where outcome = 'existing')::int as existing,
      count(*) filter (where outcome = 'emptyKey')::int as "emptyKey",
      count(*) filter (where outcome = 'unreadable')::int as unreadable,
      count(*) filter (where outcome = 'new' and phone_unreadable)::int as "phonesUnreadable",
      count(*) filter (where outcome = 'existing' and phone_unreadable)::int as "existingPhonesUnreadable"
    from (${rowOutcomes}) classified
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
      customer_id bigint, person_id bigint
    ) on commit drop`.execute(tx);
  await sql`create temporary table import_existing (customer_id bigint) on commit drop`.execute(tx);
}

/** A person's customer for rows without a username: the one known by phone only, else the earliest. */
async function findKnownPhones(tx: Tx, productId: string): Promise<void> {
  await sql`
    insert into import_known_phones
    select known.phone, known.person_id, known.customer_id, customer.key, known.only_by_phone
    from (
      select person.phone, person.id as person_id,
        coalesce(min(customer.id) filter (where customer.keyed_by_phone), min(customer.id)) as customer_id,
        bool_and(customer.keyed_by_phone) as only_by_phone
      from (select phone from import_rows where phone is not null group by phone) file
      join persons person on person.product_id = ${productId} and person.phone = file.phone
      left join customers customer on customer.person_id = person.id
      group by person.id
    ) known
    left join customers customer on customer.id = known.customer_id
  `.execute(tx);
  await sql`analyze import_known_phones`.execute(tx);
}

async function gatherUsernames(tx: Tx, matchPhones: boolean): Promise<void> {
  await sql`
    insert into import_usernames
    select named.key, named.first_row, named.phone_row, carrier.phone, named.deposited_before
    from (
      select customer_key as key, min(row_number) as first_row, bool_or(deposited_before) as deposited_before,
        min(row_number) filter (where phone is not null and ${matchPhones}::boolean) as phone_row
      from import_rows where customer_key is not null group by customer_key
    ) named
    left join import_rows carrier on carrier.row_number = named.phone_row
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
    where known.only_by_phone
      and not exists (select from customers taken where taken.product_id = ${productId} and taken.key = username.key)
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
    select spoken.*, coalesce(claim.customer_id, known.id), coalesce(claimed.person_id, known.person_id)
    from (
      select coalesce(username.key, alone.key) as key, least(username.first_row, alone.first_row) as first_row,
        coalesce(username.phone, alone.phone) as phone, username.key is null as by_phone,
        coalesce(username.deposited_before, false) or coalesce(alone.deposited_before, false) as deposited_before
      from import_usernames username full join import_phones_alone alone on alone.key = username.key
    ) spoken
    left join import_claims claim on claim.key = spoken.key
    left join customers claimed on claimed.id = claim.customer_id
    left join customers known on known.product_id = ${productId} and known.key = spoken.key
  `.execute(tx);
  await sql`analyze import_customers`.execute(tx);
  await sql`
    insert into import_existing
    select customer.customer_id from import_customers customer
    where customer.customer_id is not null and exists (
      select from records record
      where record.person_id = customer.person_id and record.customer_id = customer.customer_id and record.state <> 'deleted'
    )
  `.execute(tx);
  await sql`analyze import_existing`.execute(tx);
}
