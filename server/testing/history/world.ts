import { sql } from 'kysely';
import type { Badges } from './figures.ts';
import { readBadgeCounts } from '../../domain/notifications/notifications.queries.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { Problem } from '../../platform/http/problem.ts';
import { addProduct, addUser, type Person, reasonId } from '../builders.ts';
import { MarksModel } from './marks.ts';
import { type CardModel, HistoryModel, type RecordModel } from './model.ts';

/** A product of a real database, with people of its own, and the model it is compared with. */
export interface World {
  readonly database: Database;
  readonly model: HistoryModel;
  readonly marks: MarksModel;
  readonly productId: string;
  /** Who acts. */
  readonly admin: Person;
  /** Another admin, who is told of this history alone. */
  readonly watcher: Person;
  readonly staff: readonly Person[];
  readonly reasons: { readonly aboutCustomer: string; readonly other: string };
  /** What waited for admins before, in other products. */
  readonly before: Badges;
}

/** A new product with people who have nothing yet. */
export async function newWorld(database: Database, holdAcrossModules: boolean): Promise<World> {
  const { db } = database;
  const productId = await addProduct(db, undefined, { holdAcrossModules });
  const staff: Person[] = [];
  for (const name of ['Rina', 'Dewi', 'Tono']) staff.push(await addUser(db, 'staff', name));
  const [admin, watcher] = [await addUser(db, 'admin', 'Budi'), await addUser(db, 'admin', 'Lia')];
  const reasons = { aboutCustomer: await reasonId(db, 'Nomor salah'), other: await reasonId(db, 'Data ganda') };
  const before = await readBadgeCounts(db, watcher);
  return {
    database,
    model: new HistoryModel(holdAcrossModules),
    marks: new MarksModel(),
    productId,
    admin,
    watcher,
    staff,
    reasons,
    before,
  };
}

/** What an act answered, or the code of its refusal. */
export async function attempt<Answer>(world: World, act: (tx: Tx) => Promise<Answer>): Promise<Answer | string> {
  try {
    return await world.database.transaction(act);
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

/** One of several by a number of any size. */
export const pick = <Item>(items: readonly Item[], number: number): Item | undefined => items[number % items.length];

/** Some of several, each once. */
export function pickSome<Item>(items: readonly Item[], numbers: readonly number[]): Item[] {
  return [...new Set(numbers.flatMap((number) => pick(items, number) ?? []))];
}

export const staffOf = (record: RecordModel): string => record.card?.staffId ?? '';

/** On which card each of these records is now, of those that are on one: ids are all that the model learns from the database. */
export async function cardsOf({ database, model }: World, records: readonly RecordModel[]): Promise<Map<RecordModel, CardModel>> {
  const { rows } = await sql<{ id: string; batchId: string; staffId: string; databaseId: string; shortfall: number }>`
    select record.id, batch.id as "batchId", batch.staff_id as "staffId", batch.database_id as "databaseId",
      coalesce(assignment.asked - assignment.given, 0) as shortfall
    from records record join batches batch on batch.id = record.batch_id left join assignments assignment on assignment.batch_id = batch.id
    where record.id = any(${records.map(({ id }) => id)}::bigint[])
  `.execute(database.db);
  for (const { batchId, staffId, databaseId, shortfall } of rows) {
    const list = model.lists.find(({ id }) => id === databaseId);
    if (list === undefined || model.cards.some(({ id }) => id === batchId)) continue;
    model.cards.push({ id: batchId, staffId, list, shortfall });
  }
  const places = rows.map(
    ({ id, batchId }) => [records.find((record) => record.id === id), model.cards.find((card) => card.id === batchId)] as const,
  );
  return new Map(places.flatMap(([record, card]) => (record === undefined || card === undefined ? [] : [[record, card]])));
}
