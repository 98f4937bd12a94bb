import { sql } from 'kysely';
import { readNotifications } from '../../domain/notifications/read-notifications.ts';
import { noteWork } from '../../domain/records/note-work.ts';
import { setVerdict } from '../../domain/validation/set-verdict.ts';
import type { Random } from '../random.ts';
import type { Chapter, Scene } from '../scene.ts';
import type { Stage } from '../stage.ts';
import { staff } from './team.ts';

const notes = {
  responded: [
    'Minta dikirim info promo lewat WA',
    'Ramah, mau coba akhir pekan',
    'Sudah paham cara deposit',
    'Mau main lagi setelah gajian',
    'Minta dihubungi lewat WA saja',
  ],
  callBack: [
    'Sedang kerja, minta ditelepon sore',
    'Lagi di jalan, hubungi besok pagi',
    'Minta dihubungi setelah tanggal 25',
    'Diangkat istrinya, coba lagi nanti',
  ],
  refused: ['Tidak mau ditelepon lagi', 'Sudah pindah ke tempat lain'],
} as const;

/** How likely each reason is, by its label. */
const reasons = [
  'Nomor tidak aktif',
  'Nomor tidak aktif',
  'Nomor tidak aktif',
  'Tidak terdaftar di WhatsApp',
  'Tidak terdaftar di WhatsApp',
  'Nomor salah',
  'Nomor salah',
  'Data ganda',
  'Lainnya',
];

/** A holder's unvalidated records, of the oldest card first or of the newest. */
async function findOpen(stage: Stage, staffId: string, count: number, newestFirst: boolean): Promise<string[]> {
  const direction = sql.raw(newestFirst ? 'desc' : 'asc');
  const { rows } = await sql<{ id: string }>`
    select records.id from records
    where staff_id = ${staffId} and state = 'assigned' and verdict = 'unvalidated' and follow_up_on is null
    order by batch_id ${direction}, row_number, records.id limit ${count}
  `.execute(stage.database.db);
  return rows.map(({ id }) => id);
}

async function findReasons(stage: Stage): Promise<Map<string, string>> {
  const rows = await stage.database.db.selectFrom('invalid_reasons').select(['id', 'label']).where('active', '=', true).execute();
  return new Map(rows.map(({ id, label }) => [label, id]));
}

/** A holder marks records invalid, each with a reason. */
export async function markInvalid(stage: Stage, random: Random, username: string, recordIds: readonly string[]): Promise<void> {
  const known = await findReasons(stage);
  for (const recordId of recordIds) {
    const label = random.pick(reasons);
    const note = label === 'Lainnya' ? 'Yang mengangkat bukan orangnya, nomor sudah dijual' : undefined;
    const work = { contactResult: 'noAnswer' } as const;
    if (random.chance(0.4)) await stage.act(username, (tx, actor) => noteWork(tx, actor, recordId, work));
    await stage.act(username, (tx, actor) =>
      setVerdict(tx, actor, {
        recordIds: [recordId],
        verdict: 'invalid',
        reasonId: known.get(label),
        ...(note === undefined ? {} : { note }),
      }),
    );
    await stage.pass(2);
  }
}

/** Of what was reached, a share is noted with a result, some of it with words. */
async function noteReached(stage: Stage, random: Random, username: string, recordIds: readonly string[], share: number): Promise<void> {
  for (const recordId of recordIds.filter(() => random.chance(share))) {
    const refused = random.chance(0.04);
    const note = random.chance(0.3) ? random.pick(refused ? notes.refused : notes.responded) : undefined;
    const work = refused
      ? { contactResult: 'refused' as const, doNotContact: random.chance(0.5), note }
      : { contactResult: 'responded' as const, note };
    await stage.act(username, (tx, actor) => noteWork(tx, actor, recordId, work));
  }
}

/** Days after today for which the last days' promises are. */
const soon = [-1, 0, 0, 0, 1, 1, 2, 4];

/** Some ask to be called again on another day; of the last days' promises some are overdue, some due today, some to come. */
async function promiseLater(stage: Stage, random: Random, username: string, recordIds: readonly string[], daysAgo: number): Promise<void> {
  for (const recordId of recordIds) {
    const day = daysAgo < 6 ? random.pick(soon.filter((after) => after >= -daysAgo)) : random.between(1, 5) - daysAgo;
    const followUpOn = stage.plan.calendar.businessDay(day);
    const work = { contactResult: 'callBack', note: random.pick(notes.callBack), followUpOn } as const;
    await stage.act(username, (tx, actor) => noteWork(tx, actor, recordId, work));
    await stage.pass(1);
  }
}

/** Promises that have come due are kept: called, and marked. */
async function keepPromises(stage: Stage, random: Random, username: string, daysAgo: number): Promise<void> {
  const { userId } = stage.person(username);
  const { rows } = await sql<{ id: string }>`
    select id from records where staff_id = ${userId} and state = 'assigned' and verdict = 'unvalidated'
      and follow_up_on <= ${stage.plan.calendar.businessDay(-daysAgo - (daysAgo < 3 ? 2 : 0))}::date order by id
  `.execute(stage.database.db);
  for (const { id } of rows.filter(() => random.chance(0.8))) {
    await stage.act(username, (tx, actor) => noteWork(tx, actor, id, { contactResult: 'responded', followUpOn: null }));
    await stage.act(username, (tx, actor) => setVerdict(tx, actor, { recordIds: [id], verdict: 'valid' }));
    await stage.pass(1);
  }
}

/** How much of a day's work each does: the team is not even. */
const diligence = [1.1, 1, 0.9, 1.2, 0.8, 1, 0.7, 1.1, 0.9, 1, 1.2, 0.8, 0.9, 1];

async function workOnCards(stage: Stage, random: Random, username: string, daysAgo: number): Promise<void> {
  const { userId } = stage.person(username);
  const active = await stage.database.db.selectFrom('users').select('active').where('id', '=', userId).executeTakeFirst();
  if (active?.active !== true || random.chance(0.06)) return;
  const share = diligence[staff.findIndex((person) => person.username === username)] ?? 1;
  const count = Math.round(random.between(18, 40) * share * Math.max(0.25, stage.plan.size) * (daysAgo === 0 ? 0.6 : 1));
  const open = await findOpen(stage, userId, count, random.chance(0.3));
  const invalid = open.filter(() => random.chance(0.09));
  const later = open.filter((id) => !invalid.includes(id) && random.chance(daysAgo < 6 ? 0.12 : 0.04));
  const valid = open.filter((id) => !invalid.includes(id) && !later.includes(id));
  await keepPromises(stage, random, username, daysAgo);
  await noteReached(stage, random, username, valid, daysAgo < 7 ? 0.6 : 0.12);
  await stage.pass(4);
  if (valid.length > 0) await stage.act(username, (tx, actor) => setVerdict(tx, actor, { recordIds: valid, verdict: 'valid' }));
  await stage.pass(3);
  await markInvalid(stage, random, username, invalid);
  await promiseLater(stage, random, username, later, daysAgo);
}

async function readBell(stage: Stage, username: string): Promise<void> {
  await stage.act(username, (tx, actor) => readNotifications(tx, actor, { all: true }));
}

/** The holders at work, and everybody's look at the bell; what came today is unread. */
export const workChapter: Chapter = ({ calendar }) =>
  calendar.workdays.slice(1).flatMap((daysAgo): Scene[] => {
    const work = staff.map(
      ({ username }, index): Scene => ({
        name: `${username} works`,
        daysAgo,
        at: `${12 + Math.floor(index / 4)}:${String((index % 4) * 13 + 8).padStart(2, '0')}`,
        play: (stage, random) => workOnCards(stage, random, username, daysAgo),
      }),
    );
    const readers = ['ratna', 'lina', 'bayu', 'mega', ...staff.map(({ username }) => username)];
    const bells = readers.map(
      (username): Scene => ({
        name: `${username} reads`,
        daysAgo,
        at: '09:02',
        play: (stage, random) => (random.chance(0.7) ? readBell(stage, username) : Promise.resolve()),
      }),
    );
    return daysAgo === 0 ? work : [...bells, ...work];
  });
