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
  readonly until: number;
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
  const portions = new Map<string, Portion>();

  return async (userId) => {
    const kept = portions.get(userId);
    if (kept !== undefined && kept.until > Date.now() && kept.left > 0) {
      kept.left -= 1;
      return;
    }
    const size = Math.min(portion, requests);
    try {
      const { msBeforeNext } = await limiter.consume(userId, size);
      if (portions.size >= mostPortions) portions.clear();
      portions.set(userId, { left: size - 1, until: Date.now() + msBeforeNext });
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw translateDriverError(refusal);
      throw problem('too_many_requests', { seconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) });
    }
  };
}
