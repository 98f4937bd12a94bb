import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { StartupProblem } from '../startup-problem.ts';
import { type DatabaseAddress, withConnection } from './connect.ts';
import { sqlState } from './database-errors.ts';
import { renewOrder } from './renew-order.ts';

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

interface Applied {
  readonly name: string;
  readonly checksum: string;
}

export interface MigrateOptions {
  /** Folder of the migrations, where it is not the program's own. */
  readonly folder?: string;
  /** Told of each migration as it is applied. */
  readonly onStep?: (name: string) => void;
}

const migrationsLock = 4_272_027;
const lockTimeout = 2_000;
const lockAttempts = 15;
const fileName = /^\d{4}_[a-z0-9_]+\.sql$/;

/** The migrations lie beside the bundle, or in server/ when the sources run. */
function ownFolder(): string {
  const beside = fileURLToPath(new URL('./migrations', import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL('../../migrations', import.meta.url));
}

function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder)
    .filter((name) => fileName.test(name))
    .toSorted();
  return names.map((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return { name: name.slice(0, -'.sql'.length), text, checksum: createHash('sha256').update(text).digest('hex') };
  });
}

/** Name of the last migration this program knows. */
export function newestMigration(): string {
  return readMigrations(ownFolder()).at(-1)?.name ?? '';
}

/** Refuses a database that this program's migrations cannot lead to where the program expects it. */
function checkHistory(migrations: readonly Migration[], applied: readonly Applied[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const newest = migrations.at(-1)?.name ?? '0000';
  for (const { name, checksum } of applied) {
    const migration = known.get(name);
    if (migration === undefined) {
      throw new StartupProblem(
        `The database is of a newer version than this program: it has the migration ${name}, and the program knows them up to ${newest}. Start the newer program.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new StartupProblem(
        `The migration ${name} was changed after it had been applied to this database. Put the old text back and write the change as a new migration.`,
      );
    }
  }
  const last = applied.at(-1)?.name ?? '';
  const done = new Set(applied.map(({ name }) => name));
  const skipped = migrations.find(({ name }) => name < last && !done.has(name));
  if (skipped !== undefined) {
    throw new StartupProblem(
      `The migration ${skipped.name} comes before ${last}, which this database already has. Give it a later number.`,
    );
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.text);
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [migration.name, migration.checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** A lock that is not free at once is asked for again later, so that users of the running version never queue behind us for long. */
async function patiently(what: string, work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (sqlState(error) !== '55P03') {
        const reason = error instanceof Error ? error.message : String(error);
        throw new StartupProblem(`${what} failed and was undone: ${reason}`, { cause: error });
      }
      if (attempt >= lockAttempts) {
        throw new StartupProblem(`${what} waits for a table that others keep locked. Try again later.`, {
          cause: error,
        });
      }
      await wait(Math.random() * 500 * attempt);
    }
  }
}

/**
 * Leads the database to the newest version, each migration in its own transaction; returns the names of those applied now. Indexes
 * whose order the server no longer has are made anew.
 */
export async function migrate(address: DatabaseAddress, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = readMigrations(options.folder ?? ownFolder());
  const limits = { statementTimeout: 0, idleInTransactionTimeout: 0, lockTimeout: 0, applicationName: 'cermat migrations' };
  return withConnection(address, limits, async (client) => {
    await client.query('select pg_advisory_lock($1)', [migrationsLock]);
    await client.query(`set lock_timeout = ${lockTimeout}`);
    await client.query(
      `create table if not exists schema_migrations (
        name text primary key,
        checksum text not null,
        applied_at timestamptz not null default clock_timestamp()
      )`,
    );
    const { rows } = await client.query<Applied>('select name, checksum from schema_migrations order by name');
    checkHistory(migrations, rows);
    const pending = migrations.slice(rows.length);
    for (const migration of pending) {
      await patiently(`The migration ${migration.name}`, () => apply(client, migration));
      options.onStep?.(migration.name);
    }
    await patiently('The order of texts', () => renewOrder(client));
    return pending.map(({ name }) => name);
  });
}
