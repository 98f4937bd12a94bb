import { sql } from 'kysely';
import type { z } from 'zod';
import type { readNotifications as endpoint } from '../../../contract/notifications.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { countUnread } from './notifications.queries.ts';

/**
 * Marks one's own notifications read; one that is gone or another's is passed over. It is no event, since nobody else sees it; the
 * live stream is told whose request it was, so that the tab that sent it does not read again.
 */
export async function readNotifications(
  tx: Tx,
  actor: Actor,
  choice: z.output<typeof endpoint.body>,
): Promise<z.input<typeof endpoint.output>> {
  const chosen = 'ids' in choice ? sql`notification_id = any(${choice.ids}::bigint[])` : sql`true`;
  await sql`select set_config('cermat.reader', ${actor.userId}, true), set_config('cermat.request', ${actor.requestId}, true)`.execute(tx);
  await sql`
    with chosen as (
      select notification_id from notification_recipients
      where user_id = ${actor.userId} and read_at is null and ${chosen}
      order by notification_id for no key update
    )
    update notification_recipients known set read_at = clock_timestamp() from chosen
    where known.user_id = ${actor.userId} and known.notification_id = chosen.notification_id
  `.execute(tx);
  return { unread: await countUnread(tx, actor) };
}
