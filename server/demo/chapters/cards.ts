import { sql } from 'kysely';
import { assignRecords } from '../../domain/records/assign-records.ts';
import { renameBatch } from '../../domain/records/rename-batch.ts';
import type { Random } from '../random.ts';
import type { Chapter, Scene } from '../scene.ts';
import type { Stage } from '../stage.ts';
import { listsOfStory } from './lists.ts';

const usualHand = [24, 36, 40, 48, 60] as const;
/** Who has more than this to validate gets nothing new. */
const enough = 95;

interface Workload {
  readonly id: string;
  readonly unvalidated: number;
}

/** Active staff, who has least to do first. */
async function findWorkloads(stage: Stage): Promise<Workload[]> {
  const { rows } = await sql<Workload>`
    select users.id, count(records.id)::int as unvalidated
    from users left join records on records.staff_id = users.id and records.state = 'assigned' and records.verdict = 'unvalidated'
    where users.role = 'staff' and users.active and users.password_hash is not null
    group by users.id order by count(records.id), users.id
  `.execute(stage.database.db);
  return rows;
}

async function findAvailable(stage: Stage, databaseId: string): Promise<number> {
  const counts = stage.database.db.selectFrom('database_counts').select('available').where('database_id', '=', databaseId);
  return (await counts.executeTakeFirstOrThrow()).available ?? 0;
}

/** One of an admin's newer lists goes to those who have least to do. */
async function handOut(stage: Stage, random: Random, admin: string, daysAgo: number): Promise<void> {
  const { calendar, size } = stage.plan;
  const lists = listsOfStory(calendar).filter((list) => list.admin === admin && stage.hasList(list.name) && list.daysAgo > daysAgo - 1);
  const newest = lists.slice(-3);
  if (newest.length === 0) return;
  const { name } = random.pick(newest);
  const databaseId = stage.list(name);
  const workloads = await findWorkloads(stage);
  const free = workloads.filter(({ unvalidated }) => unvalidated < enough * Math.max(size, 0.2));
  const staffIds = free.slice(0, random.between(3, 5)).map(({ id }) => id);
  if (staffIds.length === 0) return;
  const quantity = Math.max(4, Math.round(random.pick(usualHand) * Math.max(size, 0.2)));
  if ((await findAvailable(stage, databaseId)) < quantity * staffIds.length) return;
  const order = random.chance(0.85) ? 'random' : 'file';
  const seed = random.between(0, 2 ** 31 - 1);
  await stage.act(admin, (tx, actor) => assignRecords(tx, actor, { databaseId, staffIds, quantity, order, seed }));
}

const cardNames = ['Prioritas minggu ini', 'Telepon sore', 'Member besar', 'Follow up Jumat', 'Kota luar Jawa'];

/** A holder gives one of their cards a name of their own. */
async function renameOne(stage: Stage, random: Random): Promise<void> {
  const { rows } = await sql<{ id: string; username: string }>`
    select batches.id, users.username from batches join users on users.id = batches.staff_id
    where users.active and batches.title = batches.original_title
      and exists (select from records where records.batch_id = batches.id) order by batches.id desc limit 12
  `.execute(stage.database.db);
  if (rows.length === 0) return;
  const { id, username } = random.pick(rows);
  await stage.act(username, (tx, actor) => renameBatch(tx, actor, id, random.pick(cardNames)));
}

/** Who comes first takes those who have least to do, so the admins take turns at it. */
const turns = [
  ['lina', 'bayu', 'mega'],
  ['bayu', 'mega', 'lina'],
  ['mega', 'lina', 'bayu'],
] as const;
const hours = ['10:31', '11:14', '13:55'] as const;

/** Cards, given out through the day by each admin from their lists. */
export const cardsChapter: Chapter = ({ calendar }) =>
  calendar.workdays.flatMap((daysAgo): Scene[] => {
    const turn = turns[daysAgo % turns.length] ?? turns[0];
    const scenes = turn.map(
      (admin, place): Scene => ({
        name: `${admin} hands out`,
        daysAgo,
        at: hours[place] ?? hours[0],
        play: (stage, random) => handOut(stage, random, admin, daysAgo),
      }),
    );
    const renames: Scene = { name: 'a card is renamed', daysAgo, at: '11:48', play: renameOne };
    return daysAgo % 6 === 3 ? [...scenes, renames] : scenes;
  });
