import { randomBytes } from 'node:crypto';
import { type DatabaseAddress, withConnection } from '../platform/db/connect.ts';
import { type Database, type DatabaseOptions, openDatabase } from '../platform/db/database.ts';
import { addressVariable } from './run-address.ts';

type TestDatabaseOptions = Pick<DatabaseOptions, 'poolSize' | 'statementTimeout' | 'lockTimeout' | 'idleInTransactionTimeout'>;

interface Clone {
  readonly name: string;
  readonly database: Database;
}

const clones: Clone[] = [];
const names: string[] = [];

function newName(): string {
  return `test_${randomBytes(8).toString('hex')}`;
}

function templateAddress(): DatabaseAddress {
  const text = process.env[addressVariable];
  if (text === undefined) throw new Error('No PostgreSQL for tests: run them with vitest, whose global setup starts one');
  return JSON.parse(text) as DatabaseAddress;
}

/** Runs one statement on the server, outside any test's database. */
async function onServer(statement: string): Promise<void> {
  await withConnection({ ...templateAddress(), database: 'postgres' }, {}, (client) => client.query(statement));
}

/** Its files are copied as they are: where nothing is forced to disk, a fifth of the time that writing each of their pages to the log takes. */
async function cloneTemplate(name: string): Promise<void> {
  await onServer(`create database ${name} template ${templateAddress().database} strategy file_copy`);
}

/** A fresh, migrated, empty database for this test file, removed after it. */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<Database> {
  const name = newName();
  await cloneTemplate(name);
  const database = openDatabase({ ...templateAddress(), database: name, ...options });
  names.push(name);
  clones.push({ name, database });
  return database;
}

/** Does something on a fresh, migrated database that is removed again at once: for tests that need many. */
export async function withDatabase<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const name = newName();
  await cloneTemplate(name);
  const database = openDatabase({ ...templateAddress(), database: name });
  try {
    return await work(database);
  } finally {
    await database.close();
    await onServer(`drop database ${name} with (force)`);
  }
}

/** Address of a new database without any table. */
export async function emptyDatabase(): Promise<DatabaseAddress> {
  const name = newName();
  await onServer(`create database ${name} template template0`);
  names.push(name);
  return { ...templateAddress(), database: name };
}

/** Address of a test's database, for a second program that shall use it too. */
export function addressOf(database: Database): DatabaseAddress {
  const clone = clones.find((candidate) => candidate.database === database);
  if (clone === undefined) throw new Error('Not a database of testDatabase()');
  return { ...templateAddress(), database: clone.name };
}

/** Closes and removes what the test file that ends has asked for. */
export async function dropTestDatabases(): Promise<void> {
  for (const { database } of clones.splice(0)) await database.close();
  for (const name of names.splice(0)) await onServer(`drop database ${name} with (force)`);
}
