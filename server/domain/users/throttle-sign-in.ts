import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type RateLimiterAbstract, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database, Db } from '../../platform/db/database.ts';
import { translateDriverError } from '../../platform/db/database-errors.ts';
import { problem } from '../../platform/http/problem.ts';
import { type AttemptBudget, attemptBudgets, attemptWindowMinutes, networkOf, waitAfter } from './users.rules.ts';

/** Who tries to prove who they are, and from where. */
interface Attempt {
  /** As typed: an account that does not exist is throttled like one that does. */
  readonly username: string;
  readonly address: string;
  /** The account has signed in from this address before. */
  readonly known: boolean;
}

/** An attempt that was let through to have its password looked at. */
interface LetThrough {
  /** What is answered to a wrong password: seconds to wait, or 0 where it may be said to be wrong. */
  readonly seconds: number;
  /** Whether a right password counts. Where it does not, one is looked at for the time it takes. */
  readonly counts: boolean;
  /** Looks at the password: the attempt is a failed one unless it fits or could not be looked at. */
  look(fits: () => Promise<boolean>): Promise<boolean>;
}

/** Counts failed attempts (docs/domain.md, Sign-in). */
export interface SignInThrottle {
  /** Counts an attempt to sign in; throws too_many_attempts when it comes too soon. */
  begin(attempt: Attempt): Promise<LetThrough>;
  /** Counts an attempt of somebody signed in to name their own password; throws too_many_attempts when it comes too soon. */
  beginOwn(userId: string): Promise<LetThrough>;
}

interface Counted {
  readonly key: string;
  readonly budget: AttemptBudget;
}

/** Attempts that were counted, or the seconds to wait before they can be. */
interface Passage {
  readonly seconds: number;
  /** Leaves everything as if the attempt had not been made. */
  readonly takeBack: () => Promise<void>;
}

/** Keys are hashes: what was typed into the username field may be a password. */
function keyOf(kind: string, ...parts: string[]): string {
  return `${kind}:${createHash('sha256').update(parts.join('\0')).digest('base64url')}`;
}

/** Counts failures in PostgreSQL, so that every process of the program sees the same; each of the counted has its own budget. */
function countFailures(database: Pick<Database, 'pool' | 'db'>): (counted: readonly Counted[]) => Promise<Passage> {
  const store = {
    storeClient: database.pool,
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
  };
  const failures = new RateLimiterPostgres({ ...store, keyPrefix: 'failures', points: 1, duration: attemptWindowMinutes * 60 });
  // While a key is here, the next attempt has to wait; the first to put it here is the one that may go on.
  const turns = new RateLimiterPostgres({ ...store, keyPrefix: 'turn', points: 1, duration: 1 });

  const takeBack = (keys: readonly string[], takenTurns: readonly string[]) =>
    uncount(
      database.db,
      keys.map((key) => failures.getKey(key)),
      takenTurns.map((key) => turns.getKey(key)),
    );

  // Counts for each key in turn until one has to wait; then none is counted, since what was refused was no attempt.
  return async (counted) => {
    const keys: string[] = [];
    const takenTurns: string[] = [];
    for (const { key, budget } of counted) {
      keys.push(key);
      const { consumedPoints } = await translated(failures.penalty(key));
      const wait = waitAfter(consumedPoints, budget);
      if (wait === 0) continue;
      const seconds = await secondsUntilTurn(turns, key, wait);
      if (seconds === 0) {
        takenTurns.push(key);
        continue;
      }
      await takeBack(keys, takenTurns);
      return { seconds, takeBack: () => Promise.resolve() };
    }
    return { seconds: 0, takeBack: () => takeBack(keys, takenTurns) };
  };
}

/** Throttles by budgets of failures (docs/domain.md, Sign-in). */
export function throttleSignIn(database: Pick<Database, 'pool' | 'db'>): SignInThrottle {
  const pass = countFailures(database);
  return {
    async begin({ username, address, known }) {
      await forgetExpired(database.db);
      const [account, network] = [username.normalize('NFKC').toLowerCase(), networkOf(address)];
      const crowd = await pass([
        { key: keyOf('address', network), budget: attemptBudgets.address },
        { key: keyOf('account', account), budget: attemptBudgets.account },
      ]);
      if (crowd.seconds === 0) {
        const pair = await pass([{ key: keyOf('pair', account, network), budget: attemptBudgets.pair }]);
        if (pair.seconds === 0) return letThrough(0, true, () => Promise.all([crowd.takeBack(), pair.takeBack()]));
        await crowd.takeBack();
        throw problem('too_many_attempts', { seconds: pair.seconds });
      }
      // Others' failures stand in the way. Whoever is known here gets in by the right password all the same, within a
      // budget that no answer shows; for all others the same is done with nothing to gain.
      const key = known ? keyOf('kept', account, network) : keyOf('kept', network);
      const kept = await pass([{ key, budget: attemptBudgets.pair }]);
      return letThrough(crowd.seconds, known && kept.seconds === 0, kept.takeBack);
    },
    async beginOwn(userId) {
      const own = await pass([{ key: keyOf('own', userId), budget: attemptBudgets.pair }]);
      if (own.seconds > 0) throw problem('too_many_attempts', { seconds: own.seconds });
      return letThrough(0, true, own.takeBack);
    },
  };
}

function letThrough(seconds: number, counts: boolean, takeBack: () => Promise<unknown>): LetThrough {
  return {
    seconds,
    counts,
    async look(fits) {
      let failed = false;
      try {
        failed = !(await fits());
      } finally {
        if (!failed) await takeBack();
      }
      return !failed;
    },
  };
}

/** Takes failures and turns back, and leaves no row that counts nothing. Rows are locked in the order of their keys, so nobody waits in a circle. */
async function uncount(db: Db, failed: readonly string[], taken: readonly string[]): Promise<void> {
  await sql`
    update rate_limits set points = points - 1
    where key in (select key from rate_limits where key = any(${failed}::text[]) order by key for update)`.execute(db);
  await sql`
    delete from rate_limits where key in (
      select key from rate_limits where (key = any(${failed}::text[]) and points <= 0) or key = any(${taken}::text[]) order by key for update
    )`.execute(db);
}

/** A few rows whose time is over go with each attempt, more than an attempt makes, so that they never pile up. */
async function forgetExpired(db: Db): Promise<void> {
  await sql`
    delete from rate_limits where key in (
      select key from rate_limits where expire < ${Date.now()} order by expire limit 20 for update skip locked
    )`.execute(db);
}

/** Takes the turn of a key for so many seconds; returns 0, or the seconds left when another has it. */
async function secondsUntilTurn(turns: RateLimiterAbstract, key: string, wait: number): Promise<number> {
  try {
    await turns.consume(key, 1, { customDuration: wait });
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw translateDriverError(refusal);
  }
}

async function translated<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    throw translateDriverError(error);
  }
}
