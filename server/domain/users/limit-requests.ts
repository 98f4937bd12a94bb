import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../../platform/db/database.ts';
import { translateDriverError } from '../../platform/db/database-errors.ts';
import type { LimitRequests } from '../../platform/http/authentication.ts';
import { problem } from '../../platform/http/problem.ts';
import { requestBudget } from './users.rules.ts';

/** Requests a process takes from the shared budget at once, so that not every request writes to the database. */
const portion = 200;
/** Users a process keeps a portion for. */
const mostPortions = 10_000;

interface Portion {
  left: number;
  /** When the window of the budget ends, in milliseconds of this process's clock. */
  readonly until: number;
  readonly refused: boolean;
}

/** Limits the requests of each user over all processes; what one process took and did not use is lost to the window. */
export function limitRequestsBy(database: Pick<Database, 'pool'>, requests: number = requestBudget.requests): LimitRequests {
  const limiter = new RateLimiterPostgres({
    storeClient: database.pool,
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: 'requests',
    points: requests,
    duration: requestBudget.seconds,
  });
  // Requests that come while a portion is being taken wait for that one instead of taking each their own.
  const portions = new Map<string, Promise<Portion>>();

  async function take(userId: string): Promise<Portion> {
    const size = Math.min(portion, requests);
    try {
      const { msBeforeNext } = await limiter.consume(userId, size);
      return { left: size, until: Date.now() + msBeforeNext, refused: false };
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return { left: 0, until: Date.now() + refusal.msBeforeNext, refused: true };
      portions.delete(userId);
      throw translateDriverError(refusal);
    }
  }

  function begin(userId: string): Promise<Portion> {
    if (portions.size >= mostPortions) portions.clear();
    const taken = take(userId);
    portions.set(userId, taken);
    return taken;
  }

  return async (userId) => {
    for (;;) {
      const kept = portions.get(userId) ?? begin(userId);
      const current = await kept;
      const lasts = current.until > Date.now();
      if (lasts && current.refused) {
        throw problem('too_many_requests', { seconds: Math.max(1, Math.ceil((current.until - Date.now()) / 1000)) });
      }
      if (lasts && current.left > 0) {
        current.left -= 1;
        return;
      }
      if (portions.get(userId) === kept) portions.delete(userId);
    }
  };
}
