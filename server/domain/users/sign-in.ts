import { sql } from 'kysely';
import type { Role, SignedInUser } from '../../../contract/auth.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';
import { closeSessionOf } from './end-sessions.ts';
import { verifyPassword } from './hash-password.ts';
import { type Place, startSession } from './start-session.ts';
import type { SignInThrottle } from './throttle-sign-in.ts';
import { couldBeUsername, knownAddressDays, networkOf } from './users.rules.ts';

interface Account {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly active: boolean;
  readonly passwordHash: string | null;
  readonly mustChangePassword: boolean;
  readonly known: boolean;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/**
 * Checks a username and password; every failure looks and takes the same (docs/domain.md, Sign-in). Throws
 * wrong_credentials, too_many_attempts, busy.
 */
export async function checkCredentials(db: Db, throttle: SignInThrottle, typed: Credentials, address: string): Promise<Account> {
  const username = typed.username.trim().normalize('NFC');
  const account = couldBeUsername(username) ? await findAccount(db, username, address) : undefined;
  const attempt = await throttle.begin({ username, address, known: account?.known ?? false });
  const hash = account?.active === true && attempt.counts ? account.passwordHash : null;
  const fits = await attempt.look(() => verifyPassword(typed.password, hash, networkOf(address)));
  if (fits && account !== undefined) return account;
  throw attempt.seconds > 0 ? problem('too_many_attempts', { seconds: attempt.seconds }) : problem('wrong_credentials');
}

async function findAccount(db: Db, username: string, address: string): Promise<Account | undefined> {
  const { rows } = await sql<Account>`
    select id, username, name, role, active, password_hash as "passwordHash", must_change_password as "mustChangePassword",
      exists (
        select 1 from sign_in_addresses
        where user_id = users.id and address = ${networkOf(address)}
          and last_used_at > now() - make_interval(days => ${knownAddressDays})
      ) as known
    from users where id = account_named(${username})`.execute(db);
  return rows[0];
}

/** Signs in somebody whose password was checked, ending the session the browser had before. Throws wrong_credentials when the account changed meanwhile. */
export async function signIn(
  tx: Tx,
  account: Account,
  place: Place,
  { previousToken, ...request }: Pick<Actor, 'language' | 'requestId'> & { readonly previousToken: string | undefined },
): Promise<{ token: string; user: SignedInUser }> {
  const { id, username, name, role, mustChangePassword } = account;
  if (previousToken !== undefined) await closeSessionOf(tx, previousToken);
  const { rows } = await sql`
    select 1 from users where id = ${id} and active and role = ${role} and password_hash = ${account.passwordHash} for no key update`.execute(
    tx,
  );
  if (rows.length === 0) throw problem('wrong_credentials');
  const token = await startSession(tx, id, place);
  await appendEvent(tx, { userId: id, name, role, ...request }, { act: 'users.signIn', subjectType: 'user', subjectId: id });
  return { token, user: { id, username, name, role, mustChangePassword } };
}
