import { Kysely, type PostgresCursor, PostgresDialect, type PostgresPoolClient, type PostgresQueryResult } from 'kysely';
import type pg from 'pg';
import { translateDriverError } from './database-errors.ts';
import { KeptPlans } from './keep-plans.ts';
import type { DB } from './schema.gen.ts';

/** What the driver says when a statement was planned for a table that has another shape by now. */
const planOutlived = '0A000';

/** The driver's connection as kysely sees it: errors translated, plans kept of the statements that ask for it (keep-plans.ts). */
export class Connection implements PostgresPoolClient {
  readonly client: pg.PoolClient;
  readonly #plans = new KeptPlans();
  /** Whether the session plans for all values alike, as statements with a kept plan need it. */
  #plansForAll = false;
  #inTransaction = false;
  #outlived = false;

  constructor(client: pg.PoolClient) {
    this.client = client;
  }

  query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  query<Row>(text: string | PostgresCursor<Row>, values: readonly unknown[] = []): Promise<PostgresQueryResult<Row>> | PostgresCursor<Row> {
    if (typeof text !== 'string') throw new Error('Cursors of the driver are not used: see Database.stream');
    return this.#translated(this.#run<Row>(text, values));
  }

  release(destroy?: boolean): void {
    this.client.release(destroy === true || this.#outlived || this.#plans.full);
  }

  async #translated<Result>(running: Promise<Result>): Promise<Result> {
    try {
      return await running;
    } catch (error) {
      throw translateDriverError(error);
    }
  }

  /** In a transaction nothing is kept: where it is rolled back, the setting would be, too. */
  async #run<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    const name = this.#inTransaction ? undefined : this.#plans.nameOf(text);
    const begins = /^(begin|start transaction)/.test(text);
    if (!this.#inTransaction && (values.length > 0 || begins)) await this.#planForAll(name !== undefined);
    if (begins) this.#inTransaction = true;
    const result = name === undefined ? await this.#send<Row>(text, values) : await this.#sendKept<Row>(name, text, values);
    if (text === 'commit' || text === 'rollback') this.#inTransaction = false;
    return result;
  }

  async #planForAll(wanted: boolean): Promise<void> {
    if (this.#plansForAll === wanted) return;
    await this.client.query(`set plan_cache_mode = ${wanted ? 'force_generic_plan' : 'auto'}`);
    this.#plansForAll = wanted;
  }

  async #sendKept<Row>(name: string, text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    try {
      return await this.#send<Row>(text, values, name);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === planOutlived)) throw error;
      this.#outlived = true;
      return this.#send<Row>(text, values);
    }
  }

  async #send<Row>(text: string, values: readonly unknown[], name?: string): Promise<PostgresQueryResult<Row>> {
    const statement = { text, values: [...values], ...(name === undefined ? {} : { name }) };
    // The driver types a command as any string, kysely as the few it knows; the value is the same.
    return (await this.client.query(statement)) as unknown as PostgresQueryResult<Row>;
  }
}

/** Kysely over whatever hands out connections: the whole pool, or one connection of it. */
export function kyselyOver(connect: () => Promise<PostgresPoolClient>): Kysely<DB> {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: { connect, end: () => Promise.resolve(), options: {} } }) });
}
