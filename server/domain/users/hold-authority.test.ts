import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { makeUser, program } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import { changeUser } from './change-user.ts';
import { endSessions } from './end-sessions.ts';
import { confirmCaller } from './hold-authority.ts';
import { startSession } from './start-session.ts';

let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  await makeUser(database, 'owner');
});

async function signedIn() {
  const { id } = await makeUser(database, 'admin');
  await database.transaction((tx) => startSession(tx, id, { address: '127.0.0.1', userAgent: null }));
  const { rows } = await sql<{ id: string }>`select id from sessions where user_id = ${id}`.execute(database.db);
  return { sessionId: rows[0]?.id ?? '', userId: id, name: 'Somebody', role: 'admin', mustChangePassword: false } as const;
}

/** Resolves once so many wait for the authority of somebody. */
async function waiting(count: number): Promise<void> {
  for (let found = -1; found !== count; ) {
    const { rows } = await sql<{ found: number }>`
      select count(*)::int as found from pg_locks
      where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())
    `.execute(database.db);
    found = rows[0]?.found ?? 0;
  }
}

describe('an act and what ends its caller’s session', () => {
  it('wait for each other: the end comes after the act', async () => {
    const caller = await signedIn();
    const done: string[] = [];
    const mayEnd = Promise.withResolvers<void>();
    const confirmed = Promise.withResolvers<void>();
    const act = database.transaction(async (tx) => {
      expect(await confirmCaller(tx, caller, false)).toMatchObject({ role: 'admin' });
      confirmed.resolve();
      await mayEnd.promise;
      done.push('act');
    });
    await confirmed.promise;
    const end = database.transaction((tx) => endSessions(tx, program, caller.userId)).then(() => done.push('end'));
    await waiting(1);
    mayEnd.resolve();
    await Promise.all([act, end]);
    expect(done).toEqual(['act', 'end']);
  });

  it('wait for each other: an act that comes while it is ended is refused', async () => {
    const caller = await signedIn();
    const mayCommit = Promise.withResolvers<void>();
    const changed = Promise.withResolvers<void>();
    const end = database.transaction(async (tx) => {
      await changeUser(tx, program, caller.userId, { role: 'owner' });
      changed.resolve();
      await mayCommit.promise;
    });
    await changed.promise;
    const act = database.transaction((tx) => confirmCaller(tx, caller, false));
    await waiting(1);
    mayCommit.resolve();
    await end;
    expect(await act).toBeNull();
  });

  it('do not starve each other: acts that come one over the other let the end through', async () => {
    const caller = await signedIn();
    const first = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const act = database.transaction(async (tx) => {
      await confirmCaller(tx, caller, false);
      first.resolve();
      await mayEnd.promise;
    });
    await first.promise;
    const end = database.transaction((tx) => endSessions(tx, program, caller.userId));
    await waiting(1);
    // It came after the end was asked for, so it waits, though it would go together with the act under way.
    const later = database.transaction((tx) => confirmCaller(tx, caller, false));
    await waiting(2);
    mayEnd.resolve();
    await Promise.all([act, end]);
    expect(await later).toBeNull();
  });

  it('take turns where both end sessions of their own caller', async () => {
    const caller = await signedIn();
    const ends = await Promise.all(
      Array.from({ length: 4 }, () => database.transaction((tx) => confirmCaller(tx, caller, true), { repeats: 0 })),
    );
    expect(ends.filter((confirmed) => confirmed !== null)).toHaveLength(4);
  });
});
