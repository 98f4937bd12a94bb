import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';

/** Refuses those who cannot receive anything; they cannot be deactivated until this transaction ends. Throws not_found, not_staff. */
export async function requireStaff(tx: Tx, staffIds: readonly string[]): Promise<void> {
  await refuseOthers(tx, staffIds, sql`for share`);
}

/** The same for a look ahead, which holds nobody. Throws not_found, not_staff. */
export async function requireStaffNow(db: Db, staffIds: readonly string[]): Promise<void> {
  await refuseOthers(db, staffIds, sql``);
}

async function refuseOthers(db: Db, staffIds: readonly string[], lock: RawBuilder<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string; name: string; receives: boolean }>`
    select id, name, active and role = 'staff' as receives from users
    where id = any(${staffIds}::bigint[]) order by id ${lock}
  `.execute(db);
  if (rows.length < staffIds.length) throw problem('not_found');
  const other = rows.find(({ receives }) => !receives);
  if (other !== undefined) throw problem('not_staff', { name: other.name });
}
