import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { addList, addProduct, addReservation, addUser, customerKey, type Person } from '../../testing/builders.ts';
import { testDatabase } from '../../testing/database.ts';
import { findFaults } from '../../testing/find-faults.ts';
import { findNotifications } from '../notifications/notifications.queries.ts';
import { setVerdict } from '../validation/set-verdict.ts';
import { assignRecords } from './assign-records.ts';
import { findBatches } from './batches.queries.ts';
import type { HeldChoice } from './choose-held-records.ts';
import { cardTitle } from './records.rules.ts';
import { renameBatch } from './rename-batch.ts';
import { transferRecords } from './transfer-records.ts';

let database: Database;
let admin: Person;
let rina: Person;
let dewi: Person;
let tono: Person;
let productId: string;

beforeAll(async () => {
  database = await testDatabase();
});

beforeEach(async () => {
  admin = await addUser(database.db, 'admin', 'Budi');
  rina = await addUser(database.db, 'staff', 'Rina');
  dewi = await addUser(database.db, 'staff', 'Dewi');
  tono = await addUser(database.db, 'staff', 'Tono');
  productId = await addProduct(database.db);
});

interface Card {
  readonly batchId: string;
  readonly recordIds: string[];
}

/** A list that is given to staff as cards of so many records each. */
async function deal(name: string, firstCustomer: number, receivers: readonly Person[], each: number): Promise<Card[]> {
  const { databaseId } = await addList(database.db, { productId, records: each * receivers.length, name, firstCustomer });
  const cards: Card[] = [];
  for (const { userId } of receivers) cards.push(await give({ databaseId, staffIds: [userId], quantity: each, order: 'file' }));
  return cards;
}

async function give(input: Parameters<typeof assignRecords>[2]): Promise<Card> {
  const { assignments } = await database.transaction((tx) => assignRecords(tx, admin, input));
  const batchId = assignments[0]?.batchId ?? '';
  const { rows } = await sql<{ id: string }>`select id from records where batch_id = ${batchId} order by row_number`.execute(database.db);
  return { batchId, recordIds: rows.map(({ id }) => id) };
}

const move = (choice: HeldChoice, to: Person = tono) =>
  database.transaction((tx) => transferRecords(tx, admin, { ...choice, toStaffId: to.userId }));

/** The cards somebody has, by title, with how many records are on each. */
async function cardsOf(viewer: Person): Promise<string[]> {
  const { items } = await findBatches(database.db, viewer, { page: 1, pageSize: 100, sort: 'title' });
  return items.map(
    ({ title, originalTitle, counts }) => `${title}${title === originalTitle ? '' : ` (${originalTitle})`}: ${counts.total}`,
  );
}

async function toldOf(viewer: Person, kind: string): Promise<string[]> {
  const { items } = await findNotifications(database.db, viewer, { page: 1, pageSize: 100 });
  return items.flatMap((one) => (one.kind === kind ? [one.title.replaceAll(/[\u2068\u2069]/g, '')] : [])).toSorted();
}

async function today(name: string): Promise<string> {
  const { rows } = await sql<{ day: string }>`select business_today() as day`.execute(database.db);
  return cardTitle(name, rows[0]?.day ?? '');
}

const rename = ({ batchId }: Card, title: string) => database.transaction((tx) => renameBatch(tx, admin, batchId, title));

describe('records that were named one by one', () => {
  test('come to one card for each database, however many cards they were on, and the receiver is told of each once', async () => {
    const october = await deal('WD Oktober', 1, [rina, dewi, rina], 4);
    const november = await deal('WD November', 101, [rina, rina], 4);
    const recordIds = [...october, ...november].flatMap((card) => card.recordIds.slice(0, 2));
    const moved = await move({ recordIds });
    expect(moved).toMatchObject({ transferred: 10, recalled: 0, archived: 0 });
    expect(moved.batchIds).toHaveLength(2);
    const [first, second] = [await today('WD November'), await today('WD Oktober')];
    expect(await cardsOf(tono)).toEqual([`${first}: 4`, `${second}: 6`]);
    expect(await toldOf(tono, 'records_received')).toEqual([
      `4 record dipindahkan kepada Anda di kartu ${first}`,
      `6 record dipindahkan kepada Anda di kartu ${second}`,
    ]);
    expect(await findFaults(database.db, productId)).toEqual([]);
  });

  test('keep the title of their card where those of a database are of one card alone, and only there', async () => {
    const [october, whole] = await deal('WD Oktober', 1, [rina, rina], 3);
    const [november] = await deal('WD November', 101, [rina], 3);
    if (october === undefined || whole === undefined || november === undefined) throw new Error('A card was not made');
    await rename(october, 'Sabar dulu');
    await rename(november, 'Besok lagi');
    // All of a card, named one by one, with one of another.
    await move({ recordIds: [...whole.recordIds, ...october.recordIds.slice(0, 1), ...november.recordIds.slice(0, 2)] });
    expect(await cardsOf(tono)).toEqual([`Besok lagi (${await today('WD November')}): 2`, `${await today('WD Oktober')}: 4`]);
  });

  test('of the card of several databases come to the card of the database it bears', async () => {
    const lists = [
      await addList(database.db, { productId, records: 2, name: 'Satu' }),
      await addList(database.db, { productId, records: 2, name: 'Dua', firstCustomer: 11 }),
    ];
    const { recordIds } = await give({ recordIds: lists.flatMap((list) => list.recordIds), staffIds: [rina.userId] });
    expect((await move({ recordIds })).batchIds).toHaveLength(1);
    expect(await cardsOf(tono)).toEqual([`${await today('Satu')}: 4`]);
  });

  test('that had no card come to one of their database with the others', async () => {
    const [first, second] = await deal('WD Oktober', 1, [rina, rina], 3);
    const recordIds = [...(first?.recordIds ?? []), ...(second?.recordIds ?? [])];
    await database.transaction(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      await sql`update records set batch_id = null, inherited = true where id = any(${first?.recordIds}::bigint[])`.execute(tx);
    });
    expect(await move({ recordIds })).toMatchObject({ transferred: 6, batchIds: [expect.any(String)] });
    expect((await cardsOf(tono)).map((card) => card.split(': ')[1])).toEqual(['6']);
  });

  test('and are reserved by a third are recalled, and counted to no card', async () => {
    const cards = await deal('WD Oktober', 1, [rina, rina], 2);
    await addReservation(database.db, productId, customerKey(1), dewi.userId);
    expect(await move({ recordIds: cards.flatMap(({ recordIds }) => recordIds) })).toMatchObject({ transferred: 3, recalled: 1 });
    expect(await cardsOf(tono)).toEqual([`${await today('WD Oktober')}: 3`]);
  });
});

describe('records that were chosen by a filter', () => {
  test('come to one card for each database, and whoever loses them is told of each once', async () => {
    const cards = await deal(
      'WD Oktober',
      1,
      Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? rina : dewi)),
      3,
    );
    const [lone] = await deal('WD November', 201, [rina], 3);
    for (const card of [...cards, ...(lone === undefined ? [] : [lone])]) {
      await database.transaction((tx) => setVerdict(tx, admin, { recordIds: card.recordIds.slice(0, 2), verdict: 'valid' }));
    }
    const moved = await move({ filter: { productId, state: 'assigned', verdict: 'unvalidated' }, expected: 41 });
    expect(moved.transferred).toBe(41);
    expect(moved.batchIds).toHaveLength(2);
    expect(await toldOf(tono, 'records_received')).toHaveLength(2);
    expect(await toldOf(rina, 'records_recalled')).toEqual([
      `1 record ditarik dari kartu ${await today('WD November')}`,
      '20 record ditarik dari beberapa kartu WD Oktober',
    ]);
    expect(await toldOf(dewi, 'records_recalled')).toEqual(['20 record ditarik dari beberapa kartu WD Oktober']);
    const search = (q: string) => findNotifications(database.db, dewi, { page: 1, pageSize: 10, q });
    expect((await search('beberapa')).total).toBe(0);
    expect((await search('wd oktober')).items.filter(({ kind }) => kind === 'records_recalled')).toMatchObject([
      { databaseName: 'WD Oktober', batchId: null, link: '/data-saya' },
    ]);
  });

  test('and what a staff member has not worked yet, which is one as well', async () => {
    const cards = await deal('WD Oktober', 1, [rina, rina], 3);
    await database.transaction((tx) =>
      setVerdict(tx, rina, { recordIds: cards.flatMap(({ recordIds }) => recordIds.slice(0, 1)), verdict: 'valid' }),
    );
    expect(await move({ staffId: rina.userId, unvalidatedOnly: true })).toMatchObject({ transferred: 4, batchIds: [expect.any(String)] });
    expect(await cardsOf(tono)).toEqual([`${await today('WD Oktober')}: 4`]);
    expect(await toldOf(rina, 'records_recalled')).toEqual(['4 record ditarik dari beberapa kartu WD Oktober']);
  });
});

describe('whole cards', () => {
  const choices: readonly (readonly [string, (cards: readonly Card[]) => HeldChoice])[] = [
    ['that were named', (cards) => ({ batchIds: cards.map(({ batchId }) => batchId) })],
    ['of whoever holds them', () => ({ staffId: rina.userId })],
  ];
  test.each(choices)('%s stay cards of their own, with their titles, and both are told of each', async (_, choiceOf) => {
    const cards = await deal('WD Oktober', 1, [rina, rina, rina], 2);
    const [first] = cards;
    if (first === undefined) throw new Error('A card was not made');
    await rename(first, 'Sabar dulu');
    expect((await move(choiceOf(cards))).batchIds).toHaveLength(3);
    const title = await today('WD Oktober');
    expect(await cardsOf(tono)).toEqual([`Sabar dulu (${title}): 2`, `${title}: 2`, `${title}: 2`]);
    expect(await toldOf(tono, 'records_received')).toHaveLength(3);
    expect(await toldOf(rina, 'records_recalled')).toEqual([
      '2 record ditarik dari kartu Sabar dulu',
      `2 record ditarik dari kartu ${title}`,
      `2 record ditarik dari kartu ${title}`,
    ]);
  });
});
