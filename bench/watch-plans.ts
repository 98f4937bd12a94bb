import { sql } from 'kysely';
import type { Database, Db } from '../server/platform/db/database.ts';

/** A step of a plan that goes through all of a large table, row by row or along an index. */
export interface Walk {
  readonly table: string;
  readonly step: string;
}

/** Tables and indexes with many entries, each with the table they are of. */
export type Large = ReadonlyMap<string, string>;

/** Finds what of a database has more rows than these, as they were last analyzed. */
export async function findLarge(db: Db, rows: number): Promise<Large> {
  const found = await sql<{ name: string; table: string }>`
    select named.relname as name, coalesce(owner.relname, named.relname) as table
    from pg_class named left join pg_index on indexrelid = named.oid left join pg_class owner on owner.oid = indrelid
    where named.relkind in ('r', 'i', 'm') and named.reltuples > ${rows} and named.relnamespace = 'public'::regnamespace
  `.execute(db);
  return new Map(found.rows.map(({ name, table }) => [name, table]));
}

/** A part of what EXPLAIN tells as JSON. */
interface Step {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Parent Relationship'?: string;
  readonly Plans?: readonly Step[];
}

interface Explained {
  readonly rows: readonly { readonly 'QUERY PLAN': readonly { readonly Plan: Step }[] }[];
}

interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[];
  /** Of one whose plan is kept for all values alike. */
  readonly name?: string;
}

/** A connection of the driver, whose many ways to be called are passed on as they are. */
interface Client {
  query: (...given: readonly unknown[]) => unknown;
}

/** What can be explained; a cursor's plan is made for its first rows. */
const planned = /^\s*(?:\/\*.*?\*\/\s*)?(?:select|with|declare)\b/i;

/** Has every statement of a pool's connections explained just before it runs: on the same connection, with the same values. */
export class PlanWatch {
  readonly #explained: Promise<Explained>[] = [];

  constructor(pool: Database['pool']) {
    pool.on('connect', (connected) => {
      // Its typing has a form for each way to call it.
      const client = connected as unknown as Client;
      const query = client.query.bind(connected);
      client.query = (...given) => {
        const statement = statementOf(given);
        if (statement === undefined || !planned.test(statement.text)) return query(...given);
        const explained = query(explaining(statement)) as Promise<Explained>;
        this.#explained.push(explained);
        const run = (): unknown => query(...given);
        return explained.then(run, run);
      };
    });
  }

  /** The plans of what has run since this was last asked for. Throws where one could not be explained. */
  async take(): Promise<Step[]> {
    const explained = await Promise.all(this.#explained.splice(0));
    return explained.flatMap(({ rows }) => rows.flatMap((row) => row['QUERY PLAN'].map(({ Plan }) => Plan)));
  }
}

/** Of a call that answers with a promise: a text with values, or an object of both. */
function statementOf([first, values]: readonly unknown[]): Statement | undefined {
  if (typeof first === 'string') return { text: first, ...(Array.isArray(values) ? { values: values as unknown[] } : {}) };
  return typeof first === 'object' && first !== null && 'text' in first ? (first as Statement) : undefined;
}

function explaining({ text, values, name }: Statement): Statement {
  if (name !== undefined) return { text: `explain (generic_plan, format json) ${text}` };
  return { text: `explain (format json) ${text}`, ...(values === undefined ? {} : { values }) };
}

/** Steps that take in all of what is below them before they give anything. */
const gathering = ['Sort', 'Aggregate', 'Hash'];

/** Where a plan goes through all of something large. Along an index it may stop early where a limit is above it. */
export function findWalks(plan: Step, large: Large): Walk[] {
  const walk = (step: Step, stopsEarly: boolean): Walk[] => {
    const [type, own] = [step['Node Type'], walkOf(step, large, stopsEarly)];
    const below = (step.Plans ?? []).flatMap((next) => {
      const apart = ['InitPlan', 'SubPlan'].includes(next['Parent Relationship'] ?? '');
      return walk(next, !apart && (type === 'Limit' || (stopsEarly && !gathering.includes(type))));
    });
    return own === undefined ? below : [own, ...below];
  };
  return walk(plan, false);
}

function walkOf(step: Step, large: Large, stopsEarly: boolean): Walk | undefined {
  const [type, relation, index] = [step['Node Type'], step['Relation Name'], step['Index Name']];
  if (type === 'Seq Scan' && relation !== undefined && large.has(relation)) return { table: relation, step: `all of ${relation}` };
  const table = index === undefined ? undefined : large.get(index);
  if (table === undefined || step['Index Cond'] !== undefined || stopsEarly) return undefined;
  return { table, step: `all of ${table} by ${index}` };
}
