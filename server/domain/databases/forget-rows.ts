import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { isSpellingOf, normalizeCustomerKey, type Spellings } from '../members/members.rules.ts';

interface Member extends Spellings {
  readonly productId: string;
  /** The list whose record was deleted. */
  readonly databaseId: string;
}

interface RejectedRow {
  readonly databaseId: string;
  readonly rowNumber: number;
  readonly key: string | null;
  readonly phone: string | null;
}

const rowsAtOnce = 20_000;

/**
 * Part of an act that has its event: rejected rows that speak of a member keep their number and reason alone, so that the
 * receipt stays right, and the files they stood in go, where they were uploaded once more and nobody has imported them yet.
 */
export async function forgetRows(tx: Tx, member: Member): Promise<void> {
  const databases = new Set([member.databaseId]);
  for await (const rows of rejectedRows(tx, member.productId)) {
    const theirs = rows.filter((row) => speaksOf(member, row));
    if (theirs.length === 0) continue;
    for (const { databaseId } of theirs) databases.add(databaseId);
    await sql`
      update rejected_rows set cells = '{}'
      from unnest(${theirs.map(({ databaseId }) => databaseId)}::bigint[], ${theirs.map(({ rowNumber }) => rowNumber)}::integer[]) as gone (database_id, row_number)
      where rejected_rows.database_id = gone.database_id and rejected_rows.row_number = gone.row_number
    `.execute(tx);
  }
  await sql`
    delete from uploads where state = 'ready' and content_hash in (select content_hash from databases where id = any(${[...databases]}::bigint[]))
      and not exists (select from jobs where jobs.state in ('queued', 'running') and input -> 'order' ->> 'uploadId' = uploads.id::text)
  `.execute(tx);
}

/** A row is of whom its Customer ID names; where it has none that can be read, of whom its phone is. */
function speaksOf(member: Member, { key, phone }: RejectedRow): boolean {
  if (key !== null && isSpellingOf({ ...member, names: [] }, key)) return true;
  return phone !== null && (key === null || normalizeCustomerKey(key) === null) && isSpellingOf({ ...member, names: [] }, phone);
}

async function* rejectedRows(tx: Tx, productId: string): AsyncGenerator<RejectedRow[]> {
  for (let last = { databaseId: '0', rowNumber: 0 }; ; ) {
    const { rows } = await sql<RejectedRow>`
      select rejected.database_id as "databaseId", rejected.row_number as "rowNumber",
        rejected.cells[array_position(database.columns, database.mapping ->> 'customerKey')] as key,
        rejected.cells[array_position(database.columns, database.mapping ->> 'phone')] as phone
      from rejected_rows rejected join databases database on database.id = rejected.database_id and database.product_id = ${productId}
      where (rejected.database_id, rejected.row_number) > (${last.databaseId}::bigint, ${last.rowNumber}::integer)
      order by rejected.database_id, rejected.row_number limit ${rowsAtOnce}
    `.execute(tx);
    if (rows.length > 0) yield rows;
    const end = rows.at(-1);
    if (end === undefined || rows.length < rowsAtOnce) return;
    last = end;
  }
}
