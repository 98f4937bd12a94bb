import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/actor.ts';
import type { Database } from '../../platform/db/database.ts';
import { Problem } from '../../platform/http/problem.ts';
import { makeUser, program } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import { type Order, type SteppedAct, stepThroughOrders } from '../../testing/step-connections.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { type BelievedAccount, changePassword } from './change-password.ts';
import { changeUser } from './change-user.ts';
import { deactivateAccount } from './deactivate-account.ts';
import { inviteAgain } from './invite-user.ts';
import { signIn } from './sign-in.ts';
import { startSession } from './start-session.ts';

/** Statements on what these acts share. */
const shared = /\b(users|invitations|pg_advisory_xact_lock)\b/;
const place = { address: '203.0.113.1', userAgent: null };

let database: Database;

beforeAll(async () => {
  database = await testDatabase();
});

/** A staff member with a password, a session and an open invitation. */
interface World {
  readonly actor: Actor & { readonly userId: string };
  readonly username: string;
  readonly sessionId: string;
  readonly invitationToken: string;
  readonly believed: BelievedAccount & { readonly passwordHash: string };
}

async function build(): Promise<World> {
  const { id, username } = await makeUser(database, 'staff');
  return database.transaction(async (tx) => {
    await startSession(tx, id, place);
    const { token: invitationToken } = await inviteAgain(tx, program, id);
    const { rows } = await sql<{ passwordHash: string; invitationId: string; sessionId: string }>`
      select password_hash as "passwordHash", (select max(id) from invitations where user_id = users.id) as "invitationId",
        (select max(id) from sessions where user_id = users.id) as "sessionId"
      from users where id = ${id}`.execute(tx);
    const [row] = rows;
    if (row === undefined) throw new Error('The user to test with was not made');
    const { sessionId, ...believed } = row;
    return { actor: { ...program, userId: id, role: 'staff' }, username, sessionId, invitationToken, believed };
  });
}

const change =
  ({ actor, sessionId, believed }: World): SteppedAct =>
  (tx) =>
    changePassword(tx, actor, { passwordHash: 'changed', sessionId, believed });
const accept =
  ({ invitationToken }: World): SteppedAct =>
  (tx) =>
    acceptInvitation(tx, { invitationToken, passwordHash: 'accepted', place }, { language: 'en', requestId: 'test' });
const enter =
  ({ actor, username, believed: { passwordHash } }: World): SteppedAct =>
  (tx) => {
    const account = { id: actor.userId, username, name: username, role: 'staff', active: true, known: false } as const;
    const request = { language: 'en', requestId: 'test', previousToken: undefined } as const;
    return signIn(tx, { ...account, passwordHash, mustChangePassword: false }, place, request);
  };
const reset =
  ({ actor }: World): SteppedAct =>
  (tx) =>
    changeUser(tx, program, actor.userId, { passwordHash: 'reset' });
const invite =
  ({ actor }: World): SteppedAct =>
  (tx) =>
    inviteAgain(tx, program, actor.userId);
const deactivate =
  ({ actor }: World): SteppedAct =>
  (tx) =>
    deactivateAccount(tx, program, actor.userId, {});
/** Sets a password as if nothing could have happened since the one before was checked. */
const changeBlindly =
  ({ actor }: World): SteppedAct =>
  (tx) =>
    sql`update users set password_hash = 'changed' where id = ${actor.userId}`.execute(tx);

interface Standing {
  readonly passwordHash: string;
  readonly active: boolean;
  readonly sessions: number;
  readonly links: number;
}

async function standingOf({ actor }: World): Promise<Standing> {
  const { rows } = await sql<Standing>`
    select password_hash as "passwordHash", active,
      (select count(*)::int from sessions where user_id = users.id) as sessions,
      (select count(*)::int from invitations where user_id = users.id and used_at is null) as links
    from users where id = ${actor.userId}`.execute(database.db);
  const [standing] = rows;
  if (standing === undefined) throw new Error('The user is gone');
  return standing;
}

/** What an act was refused with; undefined where it was done. */
function refusalOf(end: PromiseSettledResult<unknown> | undefined): string | undefined {
  if (end?.status !== 'rejected') return undefined;
  if (end.reason instanceof Problem) return end.reason.code;
  throw end.reason;
}

type Act = (world: World) => SteppedAct;

/** Walks all orders of a person's act and one that must stand; `check` sees how the account stands and how the person's act ended. */
async function walk(acts: readonly [Act, Act], check: (standing: Standing, order: Order) => void): Promise<number> {
  return stepThroughOrders<World>({
    database,
    build,
    acts: (world) => acts.map((act) => act(world)),
    pauseAt: shared,
    check: async (world, order) => check(await standingOf(world), order),
  });
}

describe('in whatever order they overlap', () => {
  it.each<[string, Act, string]>([
    ['a change of the password', change, 'password_changed'],
    ['an accepted invitation', accept, 'invitation_ended'],
    ['a sign-in', enter, 'wrong_credentials'],
  ])('%s never outlives a password the owner sets', async (_, act, refusal) => {
    const refusals = new Set<string | undefined>();
    await walk([act, reset], (standing, { name, ends }) => {
      expect({ name, ...standing }).toEqual({ name, passwordHash: 'reset', active: true, sessions: 0, links: 0 });
      expect({ name, refused: refusalOf(ends[1]) }).toEqual({ name, refused: undefined });
      refusals.add(refusalOf(ends[0]));
    });
    expect(refusals).toEqual(new Set([undefined, refusal]));
  });

  it.each<[string, Act, string]>([
    ['a change of the password', change, 'password_changed'],
    ['an accepted invitation', accept, 'invitation_ended'],
    ['a sign-in', enter, 'wrong_credentials'],
  ])('%s leaves nobody signed in who is deactivated', async (_, act, refusal) => {
    const refusals = new Set<string | undefined>();
    await walk([act, deactivate], (standing, { name, ends }) => {
      expect({ name, ...standing }).toMatchObject({ name, active: false, sessions: 0, links: 0 });
      expect({ name, refused: refusalOf(ends[1]) }).toEqual({ name, refused: undefined });
      refusals.add(refusalOf(ends[0]));
    });
    expect(refusals).toEqual(new Set([undefined, refusal]));
  });

  it.each<[string, Act, string]>([
    ['a change of the password', change, 'password_changed'],
    ['an accepted invitation', accept, 'invitation_ended'],
  ])('%s leaves the link that an owner makes, and is refused after it', async (_, act, refusal) => {
    const refusals = new Set<string | undefined>();
    await walk([act, invite], (standing, { name, ends }) => {
      expect({ name, ...standing }).toMatchObject({ name, links: 1 });
      expect({ name, refused: refusalOf(ends[1]) }).toEqual({ name, refused: undefined });
      refusals.add(refusalOf(ends[0]));
    });
    expect(refusals).toEqual(new Set([undefined, refusal]));
  });

  it('an accepted invitation stands over a change of the password', async () => {
    await walk([change, accept], (standing, { name, ends }) => {
      expect({ name, ...standing }).toMatchObject({ name, passwordHash: 'accepted', sessions: 1 });
      expect({ name, refused: refusalOf(ends[1]) }).toEqual({ name, refused: undefined });
    });
  });

  it('and one that names nothing of what it believes is found out', async () => {
    let lost = 0;
    const orders = await walk([changeBlindly, reset], ({ passwordHash }) => {
      if (passwordHash !== 'reset') lost += 1;
    });
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(orders);
  });
});
