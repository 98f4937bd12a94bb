import { sql } from 'kysely';
import { deactivateStaff } from '../../domain/offboarding/deactivate-staff.ts';
import { recallRecords } from '../../domain/records/recall-records.ts';
import { transferRecords } from '../../domain/records/transfer-records.ts';
import { changeUser } from '../../domain/users/change-user.ts';
import type { Random } from '../random.ts';
import type { Chapter } from '../scene.ts';
import type { Stage } from '../stage.ts';
import { leavers, owner } from './team.ts';

/** A card somebody has work on. */
async function pickCard(stage: Stage, random: Random, staffId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select batches.id from batches where staff_id = ${staffId}
      and (select count(*) from records where batch_id = batches.id and verdict = 'unvalidated') > 3
    order by id
  `.execute(stage.database.db);
  return random.some(rows, 1)[0]?.id;
}

/** A card moves to a colleague who has time. */
async function transferCard(stage: Stage, random: Random): Promise<void> {
  const batchId = await pickCard(stage, random, stage.person('yoga').userId);
  const toStaffId = stage.person('hana').userId;
  if (batchId !== undefined) await stage.act('lina', (tx, actor) => transferRecords(tx, actor, { batchId, toStaffId }));
}

/** What somebody will not get to goes back to the pool. */
async function recallOpen(stage: Stage): Promise<void> {
  const staffId = stage.person('fitria').userId;
  await stage.act('bayu', (tx, actor) => recallRecords(tx, actor, { staffId, unvalidatedOnly: true }));
}

async function recallCard(stage: Stage, random: Random): Promise<void> {
  const batchId = await pickCard(stage, random, stage.person('bagas').userId);
  if (batchId !== undefined) await stage.act('lina', (tx, actor) => recallRecords(tx, actor, { batchId }));
}

async function leaveToColleague(stage: Stage): Promise<void> {
  const handTo = stage.person('kirana').userId;
  const leaver = stage.person(leavers.handsOver).userId;
  const settle = { holdings: { handTo }, reservations: { moveTo: handTo } };
  await stage.act(owner.username, (tx, actor) => deactivateStaff(tx, actor, leaver, settle));
}

async function leaveToPool(stage: Stage): Promise<void> {
  const leaver = stage.person(leavers.isRecalled).userId;
  await stage.act(owner.username, (tx, actor) => deactivateStaff(tx, actor, leaver, { holdings: 'recall', reservations: 'release' }));
}

async function addAddress(stage: Stage): Promise<void> {
  const { userId } = stage.person('lina');
  await stage.act(owner.username, (tx, actor) => changeUser(tx, actor, userId, { email: 'lina@example.com' }));
}

/** Work that changes hands, and people who leave. */
export const changesChapter: Chapter = ({ calendar }) => [
  { name: 'a card is transferred', daysAgo: calendar.workday(27), at: '16:12', play: transferCard },
  { name: 'an address is added', daysAgo: calendar.workday(26), at: '09:50', play: addAddress },
  { name: 'open records are recalled', daysAgo: calendar.workday(22), at: '16:31', play: recallOpen },
  { name: 'somebody leaves to a colleague', daysAgo: calendar.workday(18), at: '17:40', play: leaveToColleague },
  { name: 'a card is recalled', daysAgo: calendar.workday(13), at: '16:47', play: recallCard },
  { name: 'somebody leaves to the pool', daysAgo: calendar.workday(6), at: '17:45', play: leaveToPool },
  { name: 'a card is transferred again', daysAgo: calendar.workday(3), at: '16:18', play: transferCard },
];
