import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import Papa from 'papaparse';
import { beforeAll, describe, expect, test } from 'vitest';
import { compareAlphabetically } from '../../contract/alphabetical.ts';
import type { Database } from '../platform/db/database.ts';
import { addList, addProduct, addUser, reasonId } from './builders.ts';
import { signedInAs, type TestClient, testApp } from './client.ts';
import { testDatabase } from './database.ts';
import { contentOf, readTexts } from './fixtures/read-texts.ts';
import { importList } from './import-lists.ts';
import { type ShownList, shownLists } from './shown-texts.ts';
import { thorough } from './thoroughness.ts';

const files = [
  'Signal-iOS-708_mixed-case-names.csv',
  'pelias-600_text-as-shown.csv',
  'pulse-sms-web-93_names-as-spreadsheets-have-them.csv',
  'Symbiota-1039_wildcards.csv',
];
const mapping = { customerKey: 'Customer ID', name: 'Nama', phone: 'No HP' };
const names = files.flatMap((file) => readTexts(file).map(({ name }) => name.trim()));

type Item = Readonly<Record<string, unknown>> & { readonly id?: string; readonly recordId?: string };

let database: Database;
let app: FastifyInstance;
let owner: TestClient & { readonly userId: string };
let productId: string;

const done = async (answer: Promise<{ status: number; text: string }>) => {
  const { status, text } = await answer;
  if (status >= 300) throw new Error(`${status} ${text}`);
};

/** Things that people name, called by every text of the files. */
async function nameThings(): Promise<void> {
  for (const [index, name] of names.entries()) {
    await addUser(database.db, 'admin', name);
    await addProduct(database.db, `${name} ${index}`);
    await addList(database.db, { productId, name, records: 0 });
    await done(owner.post('/invalid-reasons', { label: `${name} ${index}`, aboutCustomer: true }));
    await done(owner.post('/message-templates', { label: `${name} ${index}`, text: `Halo ${name}` }));
  }
  await sql`update users set username = case when id = ${owner.userId} then username else 'orang-' || id end`.execute(database.db);
}

/** Members of every text: on cards, in conflict, in the archive, reserved. */
async function workMembers(): Promise<void> {
  const reason = await reasonId(database.db);
  const staff = await Promise.all(names.map((name) => addUser(database.db, 'staff', name)));
  for (const file of files) {
    const { databaseId } = await importList(database, { productId, content: contentOf(file), mapping });
    await sql`update databases set name = 'Lembar ' || ${file} where id = ${databaseId}`.execute(database.db);
  }
  const { rows } = await sql<{ id: string; key: string }>`
    select record.id, customer.key from records record join customers customer on customer.id = record.customer_id order by record.id
  `.execute(database.db);
  for (const [index, { id, key }] of rows.entries()) {
    const [holder, other] = [staff[index % staff.length]?.userId, staff[(index * 5 + 1) % staff.length]?.userId];
    await done(owner.post('/assignments', { recordIds: [id], staffIds: [holder] }));
    if (index % 3 === 0) {
      await done(owner.post('/records/verdict', { recordIds: [id], verdict: 'invalid', reasonId: reason }));
      await done(owner.post('/archive', { recordIds: [id] }));
    } else if (holder !== other) {
      await done(owner.post('/reservations', { productId, customerKey: key, staffId: other }));
    }
  }
  const { rows: cards } = await sql<{ id: string }>`select id from batches order by id`.execute(database.db);
  for (const [index, { id }] of cards.entries()) {
    await sql`update batches set title = ${names[index % names.length] ?? ''} where id = ${id}`.execute(database.db);
  }
}

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database);
  owner = await signedInAs(app, database, 'owner');
  productId = await addProduct(database.db, 'Sagaraya');
  await nameThings();
  await workMembers();
});

async function itemsOf({ path }: ShownList, ask: Readonly<Record<string, string>>): Promise<Item[]> {
  const query = new URLSearchParams({ pageSize: '500', ...ask });
  if (path === '/message-templates') query.delete('pageSize');
  const { status, body } = await owner.get(`${path}?${query.toString()}`);
  expect([path, ask, status]).toEqual([path, ask, 200]);
  return (body as { items: Item[] }).items;
}

const idOf = (item: Item): string => item.id ?? item.recordId ?? '';

/** The same text as others show, copy or type it. */
const ways: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is shown', (text) => text],
  ['with composed accents', (text) => text.normalize('NFC')],
  ['with accents apart', (text) => text.normalize('NFD')],
  ['in small letters', (text) => text.toLowerCase()],
  ['in full-width letters', (text) => text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))],
  ['with other blanks', (text) => ` ${text.replace(/\s+/g, '\u00A0\u2003')}\n`],
  ['with invisible characters', (text) => Array.from(text).join('\u200B')],
];

/** Texts of a list that are looked for every day: of some hundreds, enough that each way of writing meets several. */
const mostTexts = 60;

const searched = shownLists.filter((list) => list.searched);

describe('every list that is searched', () => {
  test('is looked at', () => {
    expect(searched.map(({ path }) => path).toSorted()).toEqual([
      '/archive',
      '/audit',
      '/batches',
      '/conflicts',
      '/databases',
      '/invalid-reasons',
      '/message-templates',
      '/notifications',
      '/products',
      '/records',
      '/reservations',
      '/users',
    ]);
  });

  // A notification is searched by the names in its sentence: below.
  test.each(searched.filter(({ path }) => path !== '/notifications').map((list) => ({ ...list, name: list.path })))(
    '$name finds what it shows, however it is copied or typed',
    async (list) => {
      const items = await itemsOf(list, {});
      expect(items.length).toBeGreaterThan(10);
      const shown = new Map(
        items.flatMap((item) =>
          list.fieldsOf('q').flatMap((field): [string, string][] => {
            const text = item[field];
            return typeof text === 'string' && text.length < 60 ? [[text, idOf(item)]] : [];
          }),
        ),
      );
      const missed: string[] = [];
      // Every day some of each way, spread over all texts; the long suite tries each text in every way.
      const tried = thorough ? [...shown] : [...shown].filter((_, index) => index % Math.ceil(shown.size / mostTexts) === 0);
      for (const [index, [text, id]] of tried.entries()) {
        for (const [way, write] of thorough ? ways : ways.filter((_, place) => place === index % ways.length)) {
          const found = await itemsOf(list, { q: write(text) });
          if (!found.some((item) => idOf(item) === id)) missed.push(`${text} ${way}`);
        }
      }
      expect(missed).toEqual([]);
    },
  );

  test.each(searched.map((list) => ({ ...list, name: list.path })))(
    '$name takes wildcards for what they are, words in any order, and finds nothing by a text that is too long',
    async (list) => {
      expect(await itemsOf(list, { q: 'tidak ada '.repeat(30) })).toEqual([]);
      expect(await itemsOf(list, { q: 'x'.repeat(201) })).toEqual([]);
      expect(await itemsOf(list, { q: 'x'.repeat(5_000) })).toEqual([]);
      for (const wildcard of ['%', '_', '\\', '*']) {
        for (const item of await itemsOf(list, { q: wildcard }))
          expect(JSON.stringify(item)).toContain(JSON.stringify(wildcard).slice(1, -1));
      }
      expect((await itemsOf(list, { q: '\u200B \u00A0' })).length).toBe((await itemsOf(list, {})).length);
    },
  );

  test('/notifications finds by the names in its sentences', async () => {
    const list = { ...(searched[0] as ShownList), path: '/notifications' };
    const staff = await signedInAs(app, database, 'staff');
    await sql`update users set name = 'José  Wijaya' where id = ${staff.userId}`.execute(database.db);
    const added = await addList(database.db, { productId, name: 'Lembar ＷＤ', records: 2, firstCustomer: 501 });
    await done(owner.post('/assignments', { recordIds: added.recordIds, staffIds: [staff.userId] }));
    const marked = { recordIds: added.recordIds, verdict: 'invalid', reasonId: await reasonId(database.db) };
    await done(staff.post('/records/verdict', marked));
    for (const q of ['jose\u0301 wijaya', 'WIJAYA\u00A0josé', 'lembar wd', 'José WD']) {
      expect([q, (await itemsOf(list, { q })).length]).toEqual([q, 1]);
    }
    expect(await itemsOf(list, { q: 'José lain' })).toEqual([]);
  });
});

const sorted = shownLists.flatMap((list) => list.sorts.map((sort) => ({ list, sort, name: `${list.path}?sort=${sort}` })));
const isPeoples = (texts: readonly unknown[]): texts is string[] =>
  texts.every((text) => typeof text === 'string') && !texts.every((text) => /^(\d+|\d{4}-\d\d-\d\d.*)$/.test(text));

describe('every order by a text that people wrote', () => {
  const looked: string[] = [];

  test.each(sorted)('$name', async ({ list, sort, name }) => {
    const items = await itemsOf(list, { sort });
    const [field = ''] = list.fieldsOf(sort.replace('-', ''));
    const texts = items.map((item) => item[field]);
    const written = texts.filter((text) => text !== null);
    if (!isPeoples(written)) return;
    looked.push(name);
    expect(written.length).toBeGreaterThan(10);
    expect(new Set(written).size).toBeGreaterThan(5);
    const order = written.toSorted(compareAlphabetically);
    expect(texts).toEqual([...(sort.startsWith('-') ? order.toReversed() : order), ...texts.filter((text) => text === null)]);
    // Page by page it is the same, so that nothing stands on two pages or on none.
    const pages: string[] = [];
    for (let page = 1; pages.length < items.length; page += 1) {
      const some = await itemsOf(list, { sort, page: String(page), pageSize: '7' });
      expect(some.length).toBeGreaterThan(0);
      pages.push(...some.map(idOf));
    }
    expect(pages).toEqual(items.map(idOf));
  });

  test('is looked at', () => {
    expect(looked.filter((name) => !name.includes('=-')).toSorted()).toEqual([
      '/archive?sort=customerKey',
      '/batches?sort=title',
      '/conflicts?sort=customerKey',
      '/conflicts?sort=reservedByName',
      '/conflicts?sort=staffName',
      '/databases?sort=name',
      '/products?sort=name',
      '/records?sort=customerKey',
      '/records?sort=name',
      '/reservations?sort=customerKey',
      '/users?sort=name',
      '/users?sort=username',
    ]);
    expect(looked).toHaveLength(24);
  });
});

describe('lists that have one order', () => {
  test('of saved filters, and of whose invalid records wait, are alphabetical too', async () => {
    const shown = ['Zaki', 'andi', 'BUDI', 'Édi', 'bella', 'Adi'];
    for (const name of shown) await done(owner.post('/saved-filters', { page: 'users', name, search: 'q=a' }));
    const filters = (await owner.get('/saved-filters?page=users')).body as { items: { name: string }[] };
    expect(filters.items.map(({ name }) => name)).toEqual(['Adi', 'andi', 'bella', 'BUDI', 'Édi', 'Zaki']);

    const { recordIds } = await addList(database.db, { productId, records: 6, firstCustomer: 601 });
    const reason = await reasonId(database.db);
    for (const [index, name] of shown.entries()) {
      const { userId } = await addUser(database.db, 'staff', `Giliran ${name}`);
      await done(owner.post('/assignments', { recordIds: [recordIds[index]], staffIds: [userId] }));
    }
    await done(owner.post('/records/verdict', { recordIds, verdict: 'invalid', reasonId: reason }));
    const { groups } = (await owner.get('/invalid-records')).body as { groups: { staffName: string }[] };
    const waiting = groups.map(({ staffName }) => staffName);
    expect(waiting).toEqual(waiting.toSorted(compareAlphabetically));
    expect(waiting.length).toBeGreaterThanOrEqual(6);
  });

  test('of a file are those of the page', async () => {
    const { text } = await owner.get('/records/export?format=csv&language=id&sort=-name');
    const rows = Papa.parse<Record<string, string>>(text.replace('\uFEFF', ''), { header: true, skipEmptyLines: true }).data;
    const { body } = await owner.get('/records?sort=-name&pageSize=500');
    expect(rows.map((row) => row['ID record'])).toEqual((body as { items: Item[] }).items.map(idOf));
    expect(rows.length).toBeGreaterThan(40);
  });
});
