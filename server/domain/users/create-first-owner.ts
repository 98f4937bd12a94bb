import { sql } from 'kysely';
import { newPassword, username as usernameSchema } from '../../../contract/auth.ts';
import { inputErrors } from '../../../contract/input-errors.ts';
import type { Tx } from '../../platform/db/database.ts';
import { StartupProblem } from '../../platform/startup-problem.ts';
import { appendEvent } from '../audit/append-event.ts';
import { hashPassword, ownWork } from './hash-password.ts';
import { makePassword } from './make-token.ts';
import { spelledUsername } from './users.rules.ts';

const usualUsername = 'owner';

export interface FirstOwner {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/**
 * Creates the owner of an empty installation; null when there is one already. A password that is made here is returned
 * to be shown once and must be changed at the first sign-in; one that is given need not. Throws a StartupProblem for a
 * username or password the contract refuses.
 */
export async function createFirstOwner(tx: Tx, given: FirstOwner): Promise<{ username: string; password: string | null } | null> {
  // Two programs starting on one new database wait for each other here.
  await sql`lock table users in share row exclusive mode`.execute(tx);
  const { rows } = await sql`select 1 from users where role = 'owner' limit 1`.execute(tx);
  if (rows.length > 0) return null;
  const username = spelledUsername(given.username ?? usualUsername);
  const password = given.password ?? makePassword();
  const issues = [usernameSchema.safeParse(username), newPassword.safeParse(password)].flatMap((checked) => checked.error?.issues ?? []);
  if (issues.length > 0) {
    const faults = inputErrors(issues).map(({ message }) => message.en);
    throw new StartupProblem(`The owner's username or password cannot be used: ${faults.join(' ')}`);
  }
  const made = given.password === undefined;
  const { rows: created } = await sql<{ id: string }>`
    insert into users (username, name, role, password_hash, must_change_password)
    values (${username}, ${username}, 'owner', ${await hashPassword(password, ownWork)}, ${made}) returning id`.execute(tx);
  const program = { userId: null, name: 'cermat', role: 'owner', language: 'id', requestId: 'first-start' } as const;
  await appendEvent(tx, program, { act: 'users.create', subjectType: 'user', subjectId: created[0]?.id ?? null, data: { role: 'owner' } });
  return { username, password: made ? password : null };
}
