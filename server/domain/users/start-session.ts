import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { makeToken } from './make-token.ts';
import { networkOf } from './users.rules.ts';

/** Where a session is used from. */
export interface Place {
  readonly address: string;
  readonly userAgent: string | null;
}

/** Begins a session and remembers the address as one the person signs in from; returns the cookie's token. */
export async function startSession(tx: Tx, userId: string, { address, userAgent }: Place): Promise<string> {
  const { token, hash } = makeToken();
  await sql`
    insert into sessions (token_hash, user_id, expires_at, address, user_agent)
    select ${hash}, ${userId}, now() + make_interval(days => session_days), ${address}, ${userAgent?.slice(0, 500) ?? null}
    from settings`.execute(tx);
  await sql`
    insert into sign_in_addresses (user_id, address) values (${userId}, ${networkOf(address)})
    on conflict (user_id, address) do update set last_used_at = now()`.execute(tx);
  await sql`update users set last_seen_at = now() where id = ${userId}`.execute(tx);
  return token;
}
