import type { Role } from '../../../contract/auth.ts';
import { startSession } from '../../domain/users/start-session.ts';
import type { Database } from '../../platform/db/database.ts';
import { makeUser } from '../client.ts';

/** A new user with a session; returns the cookie of it. */
export async function signInPerson(database: Database, role: Role): Promise<string> {
  const { id } = await makeUser(database, role);
  return signInAs(database, id);
}

/** A session of somebody who is there already. */
export async function signInAs(database: Database, userId: string): Promise<string> {
  const token = await database.transaction((tx) => startSession(tx, userId, { address: '127.0.0.1', userAgent: null }));
  return `cermat_session=${token}`;
}
