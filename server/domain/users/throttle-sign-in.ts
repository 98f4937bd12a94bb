import { createHash } from 'node:crypto';
import { type RateLimiterAbstract, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../../platform/db/database.ts';
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

/** Counts failed attempts of signing in. */
export interface SignInThrottle {
  /** Counts the attempt as failed until it succeeds; throws too_many_attempts when it comes too soon. */
  begin(attempt: Attempt): Promise<void>;
  /** Takes the attempt back: only failures count. */
  succeed(attempt: Attempt): Promise<void>;
}

interface Counted {
  readonly key: string;
  readonly budget: AttemptBudget;
}

/** Keys are hashes: what was typed into the username field may be a password. */
function keyOf(kind: string, ...parts: string[]): string {
  return `${kind}:${createHash('sha256').update(parts.join('\0')).digest('base64url')}`;
}

function countedOf({ username, address, known }: Attempt): Counted[] {
  const account = username.toLowerCase();
  const network = networkOf(address);
  const pair = { key: keyOf('pair', account, network), budget: attemptBudgets.pair };
  if (known) return [pair];
  return [
    pair,
    { key: keyOf('account', account), budget: attemptBudgets.account },
    { key: keyOf('address', network), budget: attemptBudgets.address },
  ];
}

/** Throttles by budgets kept in PostgreSQL, so that every process of the program sees the same. */
export function throttleSignIn(database: Pick<Database, 'pool'>): SignInThrottle {
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

  return {
    async begin(attempt) {
      const counted: string[] = [];
      for (const { key, budget } of countedOf(attempt)) {
        counted.push(key);
        const { consumedPoints } = await translated(failures.penalty(key));
        const wait = waitAfter(consumedPoints, budget);
        const seconds = wait === 0 ? 0 : await secondsUntilTurn(turns, key, wait);
        if (seconds === 0) continue;
        // What was refused was not an attempt.
        for (const each of counted) await translated(failures.reward(each));
        throw problem('too_many_attempts', { seconds });
      }
    },
    async succeed(attempt) {
      for (const { key, budget } of countedOf(attempt)) {
        if (budget === attemptBudgets.pair) await translated(failures.delete(key));
        else await translated(failures.reward(key));
        await translated(turns.delete(key));
      }
    },
  };
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
