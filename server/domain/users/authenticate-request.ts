import { sql } from 'kysely';
import type { Role } from '../../../contract/auth.ts';
import type { Db } from '../../platform/db/database.ts';
import { keptPlan } from '../../platform/db/keep-plans.ts';
import type { Authenticate, SignedIn } from '../../platform/http/authentication.ts';
import { tokenHash } from './make-token.ts';
import { sessionCookie } from './users.rules.ts';

interface FoundSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
  readonly mustChangePassword: boolean;
  readonly stale: boolean;
}

/** Finds the session of a request's cookie. One that is over, or whose user is inactive, is `ended`. */
export function authenticateBy(db: Db, onTouchFailed: (error: unknown) => void): Authenticate {
  return async (request) => {
    const token = request.cookies[sessionCookie];
    if (token === undefined || token === '') return 'none';
    const found = await findSession(db, token);
    if (found === undefined) return 'ended';
    const { stale, ...signedIn } = found;
    // Not waited for: whether the touch succeeds does not matter to the request.
    if (stale) touch(db, signedIn).catch(onTouchFailed);
    return signedIn;
  };
}

async function findSession(db: Db, token: string): Promise<FoundSession | undefined> {
  const { rows } = await sql<FoundSession>`${keptPlan}
    select session.id as "sessionId", users.id as "userId", name, role, must_change_password as "mustChangePassword",
      session.last_seen_at < now() - interval '1 minute' as stale
    from open_sessions session join users on users.id = user_id
    where token_hash = ${tokenHash(token)} and active`.execute(db);
  return rows[0];
}

/** Notes that the session is in use, at most once a minute. */
async function touch(db: Db, { sessionId }: SignedIn): Promise<void> {
  await sql`
    with touched as (
      update sessions set last_seen_at = now()
      where id = ${sessionId} and last_seen_at < now() - interval '1 minute' returning user_id
    )
    update users set last_seen_at = now() from touched where users.id = touched.user_id`.execute(db);
}
