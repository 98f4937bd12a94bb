import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { invisibleCharacters } from '../../../contract/invisible-characters.ts';
import type { Database } from '../../platform/db/database.ts';
import { addProduct } from '../../testing/builders.ts';
import { testDatabase } from '../../testing/database.ts';
import { findCustomer, readTypedKey } from './find-customer.ts';
import { normalizeCustomerKey } from './members.rules.ts';

const migration = readFileSync(new URL('../../migrations/0019_visible_keys.sql', import.meta.url), 'utf8');

let database: Database;
let productId: string;

beforeAll(async () => {
  database = await testDatabase();
});

/** Customers whose keys are from before, known by name in the order given. */
async function addOld(keys: readonly string[]): Promise<void> {
  await sql`
    with old as materialized (
      select key, place, nextval(pg_get_serial_sequence('persons', 'id')) as person_id
      from unnest(${keys}::text[]) with ordinality as given (key, place)
    ), person as (
      insert into persons (id, product_id) select person_id, ${productId}::bigint from old
    )
    insert into customers (product_id, person_id, key, name) select ${productId}::bigint, person_id, key, place::text from old order by old.place
  `.execute(database.db);
}

const keysNow = async () =>
  (await sql<{ key: string }>`select key from customers where product_id = ${productId} order by id`.execute(database.db)).rows.map(
    ({ key }) => key,
  );

/** The place of the customer who is meant by what somebody types. */
async function meant(text: string): Promise<string | null | undefined> {
  const typed = readTypedKey(text);
  if (typed === null) return undefined;
  const found = await findCustomer(database.db, productId, typed);
  if (found === undefined) return undefined;
  return (await sql<{ name: string }>`select name from customers where id = ${found.customerId}`.execute(database.db)).rows[0]?.name;
}

test('a key of before with whatever character that nobody sees is the one that the same text has now', async () => {
  productId = await addProduct(database.db);
  const unseen = Array.from({ length: 0x110000 }, (_, code) => code)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code))
    .filter((character) => character.search(invisibleCharacters) === 0);
  expect(unseen.length).toBeGreaterThan(4_000);
  const old = [
    ...unseen.map((character, at) => `an${character}ggota ${at}`),
    'jose\u200d\u0301',
    'budi \u3164 santoso',
    '\u3164 siti',
    'dewi \u2069\u206a',
    '\u3164',
    'rina',
  ];
  await addOld(old);
  await sql.raw(migration).execute(database.db);
  expect(await keysNow()).toEqual(old.map((key) => normalizeCustomerKey(key) ?? key));
  const place = old.indexOf('jose\u200d\u0301') + 1;
  expect(await meant('Jos\u00e9')).toBe(String(place));
  expect(await meant('JOSE\u200d\u0301')).toBe(String(place));
  await sql.raw(migration).execute(database.db);
  expect(await keysNow()).toEqual(old.map((key) => normalizeCustomerKey(key) ?? key));
});

test('where two would have one key, the customer who has it, else the first, is meant by it, and the other stays as they are', async () => {
  productId = await addProduct(database.db);
  await addOld(['bu\u200cdi', 'budi', 'si\u200cti', 'siti\u3164', 'siti\ufe0f']);
  await sql.raw(migration).execute(database.db);
  expect(await keysNow()).toEqual(['bu\u200cdi', 'budi', 'siti', 'siti\u3164', 'siti\ufe0f']);
  expect([await meant('Bu\u200cdi'), await meant('SITI\u3164')]).toEqual(['2', '3']);
  const other = productId;
  productId = await addProduct(database.db);
  await addOld(['bu\u200cdi']);
  await sql.raw(migration).execute(database.db);
  expect(await meant('budi')).toBe('1');
  productId = other;
  expect(await meant('budi')).toBe('2');
});
