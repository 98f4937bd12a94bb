import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import type { Db } from '../db/database.ts';
import { problem } from './problem.ts';

/** Liveness at /healthz; readiness at /readyz, once the database answers and has the tables this program knows. */
export function serveProbes(fastify: FastifyInstance, db: Db, newestMigration: string): void {
  fastify.get('/healthz', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));
  fastify.get('/readyz', async (_request, reply) => {
    const { rows } = await sql<{ name: string }>`select name from schema_migrations where name = ${newestMigration}`.execute(db);
    if (rows.length === 0) throw problem('unavailable');
    return reply.header('cache-control', 'no-store').send({ status: 'ready' });
  });
}
