import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyDatabase } from '../../testing/database.ts';
import { type DatabaseAddress, withConnection } from './connect.ts';
import { openDatabase } from './database.ts';
import { migrate } from './migrate.ts';

const folder = mkdtempSync(join(tmpdir(), 'cermat-migrations-'));
afterAll(() => rmSync(folder, { recursive: true }));

let address: DatabaseAddress;

function write(name: string, text: string): void {
  writeFileSync(join(folder, `${name}.sql`), text);
}

beforeEach(async () => {
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  write('0001_first', 'create table first (id bigint primary key);');
  write('0002_second', 'create table second (id bigint primary key);');
  address = await emptyDatabase();
});

describe('migrate', () => {
  it('applies each migration once, in order', async () => {
    expect(await migrate(address, { folder })).toEqual(['0001_first', '0002_second']);
    expect(await migrate(address, { folder })).toEqual([]);
    write('0003_third', 'alter table first add column word text;');
    expect(await migrate(address, { folder })).toEqual(['0003_third']);
  });

  it('lets several programs start at once', async () => {
    const done = await Promise.all(Array.from({ length: 5 }, () => migrate(address, { folder })));
    expect(done.flat().toSorted()).toEqual(['0001_first', '0002_second']);
  });

  it('undoes a migration that fails half-way, and keeps those before it', async () => {
    write('0003_third', 'create table third (id bigint); select 1 / 0;');
    await expect(migrate(address, { folder })).rejects.toThrow(/^The migration 0003_third failed and was undone: division by zero/);
    const tables = await withConnection(address, {}, (client) =>
      client.query<{ tablename: string }>(`select tablename from pg_tables where schemaname = 'public' order by 1`),
    );
    expect(tables.rows.map((row) => row.tablename)).toEqual(['first', 'schema_migrations', 'second']);
  });

  it('makes the order of texts anew where the server has another version of it', async () => {
    write(
      '0003_order',
      `create collation alphabetical (provider = icu, locale = 'und');
      create table named (name text);
      create index named_by_name on named (name collate alphabetical);`,
    );
    await migrate(address, { folder });
    const look = (statement: string) =>
      withConnection(address, {}, async (client) => (await client.query<{ at: string; version: string | null }>(statement)).rows[0]);
    const index = `select pg_relation_filenode('named_by_name')::text as at, collversion as version from pg_collation where collname = 'alphabetical'`;
    const made = await look(index);
    await migrate(address, { folder });
    expect(await look(index)).toEqual(made);
    await look(`update pg_collation set collversion = '1.0' where collname = 'alphabetical'`);
    await migrate(address, { folder });
    const anew = await look(index);
    expect(anew?.version).toBe(made?.version);
    expect(anew?.at).not.toBe(made?.at);
  });

  it('refuses a database of a newer program', async () => {
    await migrate(address, { folder });
    rmSync(join(folder, '0002_second.sql'));
    await expect(migrate(address, { folder })).rejects.toThrow(/newer version than this program: it has the migration 0002_second/);
  });

  it('refuses a migration that was changed after it had been applied', async () => {
    await migrate(address, { folder });
    write('0001_first', 'create table first (id bigint primary key, word text);');
    await expect(migrate(address, { folder })).rejects.toThrow(/^The migration 0001_first was changed/);
  });

  it('refuses a migration that slipped in before applied ones', async () => {
    await migrate(address, { folder });
    write('0001_later', 'select 1;');
    await expect(migrate(address, { folder })).rejects.toThrow(/^The migration 0001_later comes before 0002_second/);
  });

  it('waits for a table that is in use, without blocking its users for long', async () => {
    await migrate(address, { folder });
    write('0003_third', 'alter table first add column word text;');
    const database = openDatabase(address);
    const holding = database.transaction(async (tx) => {
      await sql`lock table first in access exclusive mode`.execute(tx);
      await sql`select pg_sleep(3)`.execute(tx);
    });
    expect(await migrate(address, { folder })).toEqual(['0003_third']);
    await holding;
    await database.close();
  });
});
