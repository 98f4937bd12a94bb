import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { addressOf, testDatabase } from '../../testing/database.ts';
import { type Database, openDatabase, type Tx } from './database.ts';
import { DatabaseBusy, DatabaseUnavailable, sqlState } from './database-errors.ts';

const database = await testDatabase();
await sql`create table things (id bigint primary key, word text)`.execute(database.db);

const one = async (statement: ReturnType<typeof sql<{ value: unknown }>>): Promise<unknown> =>
  (await statement.execute(database.db)).rows[0]?.value;

async function addThing(tx: Tx, id: number, word = ''): Promise<void> {
  await sql`insert into things values (${id}, ${word})`.execute(tx);
}

function* lines(count: number): Generator<Buffer> {
  for (let id = 100; id < 100 + count; id += 1) yield Buffer.from(`${id}\tword\n`);
}

async function* broken(): AsyncGenerator<Buffer> {
  yield Buffer.from('900\tword\n');
  await wait(1);
  throw new Error('the file ended early');
}

const killOthers = async (other: Database): Promise<void> => {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(other.db);
};

describe('values', () => {
  it('keeps exact and dated values as strings', async () => {
    expect(await one(sql`select 9007199254740993::bigint as value`)).toBe('9007199254740993');
    expect(await one(sql`select 0.1::numeric(30, 20) as value`)).toBe('0.10000000000000000000');
    expect(await one(sql`select date '2026-02-28' as value`)).toBe('2026-02-28');
    expect(await one(sql`select timestamptz '2026-02-28 01:02:03.000004+07' as value`)).toBe('2026-02-27T18:02:03.000004Z');
    expect(await one(sql`select array[null, timestamptz '2026-02-28 00:00Z'] as value`)).toEqual([null, '2026-02-28T00:00:00Z']);
    expect(await one(sql`select array[1, 9007199254740993]::bigint[] as value`)).toEqual(['1', '9007199254740993']);
    expect(await one(sql`select array[date '2026-02-28'] as value`)).toEqual(['2026-02-28']);
  });

  it('folds case and orders as C.UTF-8 does', async () => {
    expect(await one(sql`select 'ÉCLAIR' ilike 'éclair' as value`)).toBe(true);
    expect(await one(sql`select collation for (lower('É')) as value`)).toBe('"default"');
  });
});

describe('transaction', () => {
  it('commits what the work did and undoes what a failed work did', async () => {
    await database.transaction((tx) => addThing(tx, 1));
    await expect(
      database.transaction(async (tx) => {
        await addThing(tx, 2);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await one(sql`select array_agg(id) as value from things where id in (1, 2)`)).toEqual(['1']);
  });

  it('never reports as done what PostgreSQL rolled back', async () => {
    const swallowing = database.transaction(async (tx) => {
      await addThing(tx, 3);
      await addThing(tx, 3).catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow();
    expect(await one(sql`select count(*)::int as value from things where id = 3`)).toBe(0);
  });

  it('repeats after a deadlock until both works are done', async () => {
    await database.transaction(async (tx) => {
      await addThing(tx, 10, '');
      await addThing(tx, 11, '');
    });
    const attempts: string[] = [];
    const lengthen = async (letter: string, first: number, second: number): Promise<void> =>
      database.transaction(async (tx) => {
        attempts.push(letter);
        await sql`update things set word = word || ${letter} where id = ${first}`.execute(tx);
        await sql`select pg_sleep(0.3)`.execute(tx);
        await sql`update things set word = word || ${letter} where id = ${second}`.execute(tx);
      });
    await Promise.all([lengthen('a', 10, 11), lengthen('b', 11, 10)]);
    expect(await one(sql`select array_agg(length(word)) as value from things where id in (10, 11)`)).toEqual([2, 2]);
    expect(attempts.length).toBeGreaterThan(2);
  });

  it('gives up at once when it must not be repeated', async () => {
    let attempts = 0;
    const work = database.transaction(
      async (tx) => {
        attempts += 1;
        await sql`do $$ begin raise serialization_failure; end $$`.execute(tx);
      },
      { repeats: 0 },
    );
    await expect(work).rejects.toSatisfy((error) => error instanceof DatabaseBusy && sqlState(error) === '40001');
    expect(attempts).toBe(1);
  });

  it('ends a statement that takes too long', async () => {
    const slow = database.transaction((tx) => sql`select pg_sleep(5)`.execute(tx), { statementTimeout: 50 });
    await expect(slow).rejects.toBeInstanceOf(DatabaseBusy);
  });

  it('refuses writes when it is for reading', async () => {
    await expect(database.transaction((tx) => addThing(tx, 4), { readOnly: true })).rejects.toSatisfy(
      (error) => sqlState(error) === '25006',
    );
  });
});

describe('copyInto', () => {
  it('belongs to the transaction', async () => {
    const failed = database.transaction(async (tx) => {
      expect(await database.copyInto(tx, 'copy things from stdin', lines(50))).toBe(50);
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    expect(await one(sql`select count(*)::int as value from things where id >= 100`)).toBe(0);
    await database.transaction((tx) => database.copyInto(tx, 'copy things from stdin', lines(50)));
    expect(await one(sql`select count(*)::int as value from things where id >= 100`)).toBe(50);
  });

  it('leaves nothing behind when its source fails', async () => {
    const failed = database.transaction((tx) => database.copyInto(tx, 'copy things from stdin', broken()));
    await expect(failed).rejects.toThrow('the file ended early');
    expect(await one(sql`select count(*)::int as value from things where id = 900`)).toBe(0);
  });
});

describe('stream', () => {
  const numbers = sql<{ number: number }>`select number from generate_series(1, ${5000}::int) as number`;

  it('gives every row once, in pieces', async () => {
    const seen: number[] = [];
    for await (const rows of database.stream(numbers.compile(database.db), { pieceSize: 700 })) {
      expect(rows.length).toBeLessThanOrEqual(700);
      seen.push(...rows.map((row) => row.number));
    }
    expect(seen).toEqual(Array.from({ length: 5000 }, (_, index) => index + 1));
  });

  it('leaves no transaction open when its reader stops early', async () => {
    for await (const rows of database.stream(numbers.compile(database.db))) {
      expect(rows.length).toBeGreaterThan(0);
      break;
    }
    const open = sql<{ value: unknown }>`select count(*)::int as value from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`;
    await expect.poll(() => one(open)).toBe(0);
  });
});

describe('listen', () => {
  it('hears what is notified, tells of a gap, and hears again', async () => {
    const heard: string[] = [];
    let gaps = 0;
    const stop = await database.listen(
      'news',
      (payload) => heard.push(payload),
      () => (gaps += 1),
    );
    await sql`select pg_notify('news', 'one')`.execute(database.db);
    await expect.poll(() => heard).toEqual(['one']);
    const other = openDatabase(addressOf(database));
    await killOthers(other);
    await expect.poll(() => gaps, { timeout: 5000 }).toBe(1);
    await sql`select pg_notify('news', 'two')`.execute(other.db);
    await expect.poll(() => heard).toEqual(['one', 'two']);
    await stop();
    await other.close();
  });

  it('turns a broken connection into DatabaseUnavailable, and the next use works', async () => {
    const other = openDatabase(addressOf(database));
    const cut = database.transaction(async (tx) => {
      await sql`select 1`.execute(tx);
      await killOthers(other);
      await sql`select 1`.execute(tx);
    });
    await expect(cut).rejects.toBeInstanceOf(DatabaseUnavailable);
    expect(await one(sql`select 1 as value`)).toBe(1);
    await other.close();
  });

  it('says that an unreachable server is unavailable', async () => {
    const nowhere = openDatabase({ host: '/nonexistent', database: 'x', user: 'x' });
    await expect(sql`select 1`.execute(nowhere.db)).rejects.toBeInstanceOf(DatabaseUnavailable);
    await expect(nowhere.transaction((tx) => addThing(tx, 1))).rejects.toBeInstanceOf(DatabaseUnavailable);
    await nowhere.close();
  });
});
