import { sql } from 'kysely';
import type { Module } from '../../../contract/values.ts';
import { archiveRecords } from '../../domain/validation/archive-records.ts';
import { purgeRecord } from '../../domain/validation/purge-record.ts';
import { rejectVerdict } from '../../domain/validation/reject-verdict.ts';
import { replaceRecords } from '../../domain/validation/replace-records.ts';
import { restoreRecord } from '../../domain/validation/restore-record.ts';
import type { Random } from '../random.ts';
import type { Chapter, Scene } from '../scene.ts';
import type { Stage } from '../stage.ts';
import { owner } from './team.ts';

async function findInvalid(stage: Stage, module: Module): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from records where state = 'assigned' and verdict = 'invalid' and module = ${module} order by id
  `.execute(stage.database.db);
  return rows.map(({ id }) => id);
}

/** An admin goes through what was marked invalid: most is replaced, a little only archived or sent back to be checked. */
async function process(stage: Stage, random: Random, admin: string, module: Module): Promise<void> {
  const invalid = await findInvalid(stage, module);
  const sentBack = invalid.filter(() => random.chance(0.05));
  const archived = invalid.filter((id) => !sentBack.includes(id) && random.chance(0.08));
  const replaced = invalid.filter((id) => !sentBack.includes(id) && !archived.includes(id));
  const seed = random.between(0, 2 ** 31 - 1);
  if (replaced.length > 0) await stage.act(admin, (tx, actor) => replaceRecords(tx, actor, { recordIds: replaced }, () => seed));
  await stage.pass(3);
  if (archived.length > 0) await stage.act(admin, (tx, actor) => archiveRecords(tx, actor, archived));
  await stage.pass(2);
  const note = random.pick(['Coba hubungi lagi sore hari', 'Nomornya aktif di WhatsApp, tolong cek ulang', 'Coba telepon biasa dahulu']);
  if (sentBack.length > 0) await stage.act(admin, (tx, actor) => rejectVerdict(tx, actor, sentBack, note));
}

async function findArchived(stage: Stage, free: boolean): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select records.id from records
    join users on users.id = records.last_staff_id and users.active
    join persons on persons.id = records.person_id and persons.reserved_by is null
    where records.state = 'archived' and (not ${free} or not exists (
      select from records other where other.person_id = records.person_id and other.state = 'assigned'
    )) order by records.archived_at, records.id limit 30
  `.execute(stage.database.db);
  return rows.map(({ id }) => id);
}

async function bringBack(stage: Stage, random: Random): Promise<void> {
  const [toPool] = random.some(await findArchived(stage, false), 1);
  if (toPool !== undefined) await stage.act('lina', (tx, actor) => restoreRecord(tx, actor, toPool, 'pool'));
  await stage.pass(5);
  const [toCard] = random.some(await findArchived(stage, true), 1);
  if (toCard !== undefined) await stage.act('lina', (tx, actor) => restoreRecord(tx, actor, toCard, 'batch'));
}

async function deleteForGood(stage: Stage, random: Random): Promise<void> {
  const [recordId] = random.some(await findArchived(stage, false), 1);
  if (recordId !== undefined) await stage.act(owner.username, (tx, actor) => purgeRecord(tx, actor, recordId));
}

/** Invalid records processed every other day until yesterday; what was marked since waits. */
export const processingChapter: Chapter = ({ calendar }) => {
  const days = calendar.workdays.slice(2).filter((daysAgo) => daysAgo > 1);
  const rounds = days.flatMap((daysAgo): Scene[] => {
    const round = (admin: string, module: Module, at: string): Scene => ({
      name: `${module} is processed`,
      daysAgo,
      at,
      play: (stage, random) => process(stage, random, admin, module),
    });
    const member = round('lina', 'memberwd', '17:10');
    return daysAgo % 2 === 0 ? [member, round('bayu', 'normal', '17:25')] : [member, round('mega', 'bonanza', '17:18')];
  });
  return [
    ...rounds,
    { name: 'records come back', daysAgo: calendar.workday(16), at: '16:20', play: bringBack },
    { name: 'records come back again', daysAgo: calendar.workday(5), at: '16:24', play: bringBack },
    { name: 'a record is deleted for good', daysAgo: calendar.workday(10), at: '16:02', play: deleteForGood },
  ];
};
