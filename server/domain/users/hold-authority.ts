import { sql } from 'kysely';
import type { Role } from '../../../contract/auth.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { SignedIn } from '../../platform/http/authentication.ts';

/** What PostgreSQL's own limit on a statement leaves for waiting: acts end before it does. */
const longestWait = '25s';

/**
 * Makes whatever ends somebody's sessions wait until this transaction has ended, and waits for what is ending them now
 * (docs/architecture.md, Authority). Advisory, since they are granted in the order they were asked for: acts that follow
 * each other without a pause could keep a lock on the row itself from everybody else for ever.
 */
async function holdAuthority(tx: Tx, userId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${nameOf(userId)}, 0))`.execute(tx);
}

/**
 * Waits until the acts of somebody that are under way have ended, and makes new ones wait for this transaction. It comes
 * before anything else that ends sessions or changes what their user may do.
 */
export async function waitForActsOf(tx: Tx, userId: string): Promise<void> {
  await sql`select set_config('lock_timeout', ${longestWait}, true)`.execute(tx);
  await sql`select pg_advisory_xact_lock(hashtextextended(${nameOf(userId)}, 0))`.execute(tx);
  await sql`set local lock_timeout to default`.execute(tx);
}

const nameOf = (userId: string) => `acts of user ${userId}`;

interface FoundCaller {
  readonly name: string;
  readonly role: Role;
  readonly mustChangePassword: boolean;
}

/**
 * Who the caller of a request is by now, in the transaction that acts for them; until it ends they stay who they are.
 * `endsSessions` is for acts that end sessions of their own caller, which would wait for each other otherwise. Null where
 * the session is over or its user inactive.
 */
export async function confirmCaller(tx: Tx, caller: SignedIn, endsSessions: boolean): Promise<SignedIn | null> {
  const { sessionId, userId } = caller;
  await (endsSessions ? waitForActsOf(tx, userId) : holdAuthority(tx, userId));
  // A statement of its own: it has to see what was committed while the lock was waited for.
  const { rows } = await sql<FoundCaller>`
    select users.name, role, must_change_password as "mustChangePassword"
    from open_sessions session join users on users.id = user_id
    where session.id = ${sessionId} and users.id = ${userId} and active`.execute(tx);
  const [found] = rows;
  return found === undefined ? null : { sessionId, userId, ...found };
}
