import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import type { LiveEvent, Position, Told } from './live.rules.ts';

const here: RawBuilder<unknown> = sql`
  to_hex((select system_identifier from pg_control_system())) || to_hex((select oid::bigint from pg_database where datname = current_database())) as origin,
  extract(epoch from now())::bigint::integer as seconds, pg_current_snapshot()::text as snapshot
`;

/** The place in the stream as of now. */
export async function readPlace(db: Db): Promise<Position> {
  const { rows } = await sql<Position>`select ${here}`.execute(db);
  const [place] = rows;
  if (place === undefined) throw new Error('PostgreSQL did not tell its snapshot');
  return place;
}

/** Events that the snapshot did not show: of transactions that came after it, or that it saw running. */
const unseen = (snapshot: string): RawBuilder<unknown> => sql`
  (xid = any(array(select pg_snapshot_xip(${snapshot}::pg_snapshot))) or xid >= pg_snapshot_xmax(${snapshot}::pg_snapshot))
  and xid < pg_snapshot_xmax(pg_current_snapshot())
`;

interface News {
  readonly place: Position;
  readonly events: readonly LiveEvent[];
}

/** What came after a place, each kind once, and the place up to which this is all; both of one snapshot. */
export async function readNews(db: Db, snapshot: string): Promise<News> {
  const { rows } = await sql<Position & { readonly events: readonly LiveEvent[] }>`
    select ${here}, (
      select coalesce(jsonb_agg(news), '[]') from (
        select distinct topic, act, fields, user_id::text as "userId", for_everyone as "forEveryone", actor_id::text as "actorId", request_id as "requestId"
        from live_events where ${unseen(snapshot)}
      ) news
    ) as events
  `.execute(db);
  const [found] = rows;
  if (found === undefined) throw new Error('PostgreSQL did not tell its snapshot');
  const { events, ...place } = found;
  return { place, events };
}

/** What changed after a place for somebody, and the place up to which this is all; null where the place lies ahead. */
export async function readMissed(
  db: Db,
  snapshot: string,
  userId: string,
  isAdmin: boolean,
): Promise<{ place: Position; news: readonly Told[] } | null> {
  const { rows } = await sql<Position & { readonly news: readonly Told[]; readonly ahead: boolean }>`
    select ${here}, pg_snapshot_xmax(${snapshot}::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot()) as ahead, (
      select coalesce(jsonb_agg(told), '[]') from (
        select distinct topic, act, fields from live_events
        where ${unseen(snapshot)} and (user_id = ${userId} or (user_id is null and (for_everyone or ${isAdmin})))
      ) told
    ) as news
  `.execute(db);
  const [found] = rows;
  if (found === undefined) throw new Error('PostgreSQL did not tell its snapshot');
  const { news, ahead, ...place } = found;
  return ahead ? null : { place, news };
}

/** Which of these sessions may no longer be served: ended, or their user's role is another. */
export async function findEndedSessions(
  db: Db,
  sessions: readonly { readonly sessionId: string; readonly role: string }[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select followed.id::text as id
    from unnest(${sessions.map(({ sessionId }) => sessionId)}::bigint[], ${sessions.map(({ role }) => role)}::text[]) followed (id, role)
    where not exists (
      select from open_sessions session join users on users.id = session.user_id
      where session.id = followed.id and users.active and users.role = followed.role and not users.must_change_password
    )
  `.execute(db);
  return new Set(rows.map(({ id }) => id));
}
