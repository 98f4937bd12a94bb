import { sql } from 'kysely';
import type { Database } from '../server/platform/db/database.ts';

/** What the lists of the interface are asked for, out of what is there. */
export interface ListValues {
  /** Of each caller. */
  readonly users: { readonly owner: string; readonly admin: string; readonly staff: string };
  /** Of filters that are no words of a fixed list, by their names. */
  readonly filters: { readonly [name: string]: string };
  /** Of the id in an address, by its first word: `/records/:id`. */
  readonly ids: { readonly [word: string]: string };
  readonly searches: readonly Search[];
}

interface Search {
  readonly shown: string;
  readonly text: string;
}

interface Sample {
  readonly owner: string;
  readonly admin: string;
  readonly product: string;
  readonly database: string;
  readonly card: string;
  readonly holder: string;
  readonly other: string;
  readonly record: string;
  readonly assignment: string;
  readonly reason: string;
  readonly key: string;
  readonly name: string;
  readonly phone: string;
  readonly today: string;
  readonly lastWeek: string;
  readonly lastMonth: string;
}

/** A record with a name and a phone on a card of the first database of a module, and who and what is around it. */
async function readSample(database: Database): Promise<Sample> {
  const { rows } = await sql<Sample>`
    select (select min(id) from users where role = 'owner')::text as owner, (select min(id) from users where role = 'admin')::text as admin,
      record.product_id::text as product, record.database_id::text as database, record.batch_id::text as card, record.staff_id::text as holder,
      (select staff_id from batches where database_id = record.database_id and staff_id > record.staff_id order by staff_id limit 1)::text as other,
      record.id::text as record, (select id from assignments where batch_id = record.batch_id)::text as assignment,
      (select min(id) from invalid_reasons where not note_required)::text as reason,
      customer.key, record.name, record.phone, business_today()::text as today, (business_today() - 7)::text as "lastWeek",
      (business_today() - 28)::text as "lastMonth"
    from records record join customers customer on customer.id = record.customer_id
    where record.state = 'assigned' and record.name is not null and record.phone is not null and record.batch_id = (
      select id from batches where module = 'normal' order by database_id, staff_id limit 1
    )
    order by record.row_number limit 1
  `.execute(database.db);
  const [sample] = rows;
  if (sample === undefined) throw new Error('No card of module normal holds a record with a name and a phone');
  return sample;
}

/** Finds values that something is found by, for every filter and address that needs one. */
export async function findListValues(database: Database): Promise<ListValues> {
  const sample = await readSample(database);
  const { owner, admin, product, holder, card, reason, other, today, lastWeek, lastMonth } = sample;
  return {
    users: { owner, admin, staff: holder },
    filters: {
      productId: product,
      databaseId: sample.database,
      staffId: holder,
      batchId: card,
      reasonId: reason,
      reservedById: other,
      actor: holder,
      act: 'validation.set_verdict',
      subject: 'record:17',
      customerKey: sample.key,
      followUpDue: today,
      followUpFrom: today,
      followUpTo: today,
      assignedFrom: today,
      assignedTo: today,
      archivedFrom: lastWeek,
      archivedTo: lastWeek,
      importedFrom: lastMonth,
      importedTo: today,
      from: lastWeek,
      to: lastWeek,
    },
    ids: { records: sample.record, batches: card, databases: sample.database, assignments: sample.assignment, users: holder },
    searches: searchesFor(sample),
  };
}

/** What people search by, and what would find too much or nothing. */
const searchesFor = ({ key, name, phone }: Sample): Search[] => [
  { shown: 'a Customer ID', text: key },
  { shown: 'a phone as it is written, 0812…', text: `0${phone.slice('+62'.length)}` },
  { shown: 'the last 5 digits of a phone', text: phone.slice(-5) },
  { shown: 'a common first name', text: name.split(' ')[0] ?? '' },
  { shown: 'two words', text: name },
  { shown: 'one letter', text: 'a' },
  { shown: 'two letters', text: 'an' },
  { shown: '%', text: '%' },
  { shown: 'a word that nothing has', text: 'qzxjvk' },
  { shown: '200 wildcards', text: '%_'.repeat(100) },
];
