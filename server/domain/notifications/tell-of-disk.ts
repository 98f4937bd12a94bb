import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { isScarce, type Space } from './notifications.rules.ts';

/** Tells the owners that the disk is about to fill, once until there is room again. Nobody's act, so it has no event. */
export async function tellOfDisk(tx: Tx, space: Space): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from notifications where kind = 'disk_filling' and not data ? 'over' order by id for no key update
  `.execute(tx);
  const [told] = rows;
  const scarce = isScarce(space, told !== undefined);
  if (told === undefined && scarce) await tellOwners(tx, space);
  if (told !== undefined && !scarce) {
    await sql`update notifications set data = data || '{"over": true}' where id = ${told.id}`.execute(tx);
  }
}

async function tellOwners(tx: Tx, { free }: Space): Promise<void> {
  await sql`
    with added as (
      insert into notifications (kind, data) values ('disk_filling', jsonb_build_object('freeBytes', ${Math.floor(free)}::bigint)) returning id
    )
    insert into notification_recipients (notification_id, user_id)
    select added.id, owner.id from added, users owner where owner.role = 'owner' and owner.active
  `.execute(tx);
}
