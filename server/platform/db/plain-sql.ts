import pg from 'pg';
import type { Database } from './database.ts';
import { translateDriverError } from './database-errors.ts';

/** Runs SQL text with the driver's usual value types, for libraries that bring their own statements and expect those. */
export type RunPlain = (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;

/** Plain SQL on the pool; a text without values may hold several statements. */
export function plainSql({ pool }: Pick<Database, 'pool'>): RunPlain {
  return async (text, values) => {
    try {
      // pg-boss's own pool reads times as Date and the like; ours reads them as text.
      const result: pg.QueryResult | pg.QueryResult[] = await pool.query({
        text,
        types: pg.types,
        ...(values === undefined ? {} : { values }),
      });
      return Array.isArray(result) ? { rows: result.flatMap(({ rows }) => rows as unknown[]) } : result;
    } catch (error) {
      throw translateDriverError(error);
    }
  };
}
