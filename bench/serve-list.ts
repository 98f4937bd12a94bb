import { fastify } from 'fastify';
import { type KyselyPlugin, sql } from 'kysely';
import { pino } from 'pino';
import { listRecords } from '../contract/records.ts';
import { createApp } from '../server/app.ts';
import { findRecords } from '../server/domain/records/records.queries.ts';
import type { Actor } from '../server/platform/actor.ts';
import type { DatabaseAddress } from '../server/platform/db/connect.ts';
import { type Database, openDatabase } from '../server/platform/db/database.ts';

/** The lists to serve, given to this process as its one parameter. */
export interface ListsToServe {
  readonly address: DatabaseAddress;
  readonly lists: readonly { readonly viewer: Actor; readonly query: Readonly<Record<string, string>> }[];
}

export interface ListAddresses {
  readonly program: string;
  /** `/0`, `/1` … serve the lists in their order. */
  readonly bare: string;
}

/** A request's budget protects people from each other; here one caller is all there is. */
const unlimited = 1_000_000_000;

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The very statement by which the program reads a list. */
async function statementOf(database: Database, list: ListsToServe['lists'][number]): Promise<Statement> {
  let seen: Statement | undefined;
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      const { sql: text, parameters: values } = database.db.getExecutor().compileQuery(node, queryId);
      seen = { text, values };
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  await findRecords(database.db.withPlugin(plugin), list.viewer, listRecords.query.parse(list.query));
  if (seen === undefined) throw new Error('The list was read without a statement');
  return seen;
}

/** The same framework, the same pool, the same statement, its rows as JSON: no session, no checks, no shape. */
async function serveBare(database: Database, statements: readonly Statement[]): Promise<string> {
  const bare = fastify();
  for (const [index, { text, values }] of statements.entries()) {
    bare.get(`/${index}`, async () => ({ items: (await database.pool.query<object>(text, [...values])).rows }));
  }
  return bare.listen({ host: '127.0.0.1', port: 0 });
}

async function main({ address, lists }: ListsToServe): Promise<void> {
  const database = openDatabase(address);
  await sql`select 1`.execute(database.db);
  const app = await createApp({ database, logger: pino({ level: 'warn' }), jobs: false, requestBudget: unlimited });
  const statements = await Promise.all(lists.map((list) => statementOf(database, list)));
  const addresses: ListAddresses = {
    program: await app.listen({ host: '127.0.0.1', port: 0 }),
    bare: await serveBare(database, statements),
  };
  process.send?.(addresses);
  process.once('disconnect', () => process.exit());
}

await main(JSON.parse(process.argv[2] ?? '') as ListsToServe);
