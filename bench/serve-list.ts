import { fastify } from 'fastify';
import { sql } from 'kysely';
import { pino } from 'pino';
import { createApp } from '../server/app.ts';
import { type DatabaseAddress, openPool, sessionConfig } from '../server/platform/db/connect.ts';
import { openDatabase } from '../server/platform/db/database.ts';
import type { Floor } from './floors.ts';

/** Where the data is and what is answered by hand, given to this process as its one parameter. */
export interface ListsToServe {
  readonly address: DatabaseAddress;
  readonly floors: readonly Floor[];
}

export interface ListAddresses {
  readonly program: string;
  /** `/0`, `/1` … answer by hand, in the order of the floors. */
  readonly bare: string;
}

/** A request's budget protects people from each other; here one caller is all there is. */
const unlimited = 1_000_000_000;

/** The same framework and as many connections, each statement prepared once on each: no session, no checks. */
async function serveBare(address: DatabaseAddress, floors: readonly Floor[]): Promise<string> {
  const config = sessionConfig(address);
  const options = `${config.options ?? ''} -c plan_cache_mode=force_generic_plan`;
  const pool = openPool({ ...config, options, max: 8 }, () => undefined);
  const bare = fastify();
  for (const [index, { text, values }] of floors.entries()) {
    bare.get(`/${index}`, async (_request, reply) => {
      const { rows } = await pool.query<{ answer: string }>({ name: `floor${index}`, text, values: [...values] });
      return reply.type('application/json; charset=utf-8').send(rows[0]?.answer);
    });
  }
  return bare.listen({ host: '127.0.0.1', port: 0 });
}

async function main({ address, floors }: ListsToServe): Promise<void> {
  const database = openDatabase(address);
  await sql`select 1`.execute(database.db);
  const app = await createApp({ database, logger: pino({ level: 'warn' }), jobs: false, requestBudget: unlimited });
  const addresses: ListAddresses = {
    program: await app.listen({ host: '127.0.0.1', port: 0 }),
    bare: await serveBare(address, floors),
  };
  process.send?.(addresses);
  process.once('disconnect', () => process.exit());
}

await main(JSON.parse(process.argv[2] ?? '') as ListsToServe);
