import { sql } from 'kysely';
import { noteWork, type Work } from '../../domain/records/note-work.ts';
import { rejectVerdict } from '../../domain/validation/reject-verdict.ts';
import type { Random } from '../random.ts';
import type { Chapter } from '../scene.ts';
import type { Stage } from '../stage.ts';
import { markInvalid } from './work.ts';

interface Held {
  readonly id: string;
  readonly username: string;
}

/** Records in somebody's hands that nothing is promised of, what is still open first. */
async function findHeld(stage: Stage, count: number): Promise<readonly Held[]> {
  const { rows } = await sql<Held>`
    select records.id, users.username from records join users on users.id = records.staff_id and users.active
    where records.state = 'assigned' and records.verdict <> 'invalid' and records.follow_up_on is null
    order by records.verdict = 'unvalidated' desc, records.id desc limit ${count}
  `.execute(stage.database.db);
  return rows;
}

async function note(stage: Stage, { id, username }: Held, work: Work): Promise<void> {
  await stage.act(username, (tx, actor) => noteWork(tx, actor, id, work));
  await stage.pass(2);
}

/** Of these promises nobody keeps any: one is overdue today, one due, one to come. */
async function makePromises(stage: Stage): Promise<void> {
  const promised = [-1, 0, 2].map((day) => stage.plan.calendar.businessDay(day));
  const held = await findHeld(stage, promised.length);
  for (const [index, record] of held.entries()) {
    await note(stage, record, { contactResult: 'callBack', note: 'Minta dihubungi lagi', followUpOn: promised[index] });
  }
}

async function refuseCalls(stage: Stage): Promise<void> {
  for (const record of await findHeld(stage, 1)) {
    await note(stage, record, { contactResult: 'refused', note: 'Minta tidak dihubungi lagi', doNotContact: true });
  }
}

async function findWrongNumber(stage: Stage, random: Random): Promise<readonly Held[]> {
  const held = await findHeld(stage, 1);
  for (const { id, username } of held) await markInvalid(stage, random, username, [id]);
  return held;
}

async function sendBack(stage: Stage, random: Random): Promise<void> {
  for (const { id } of await findWrongNumber(stage, random)) {
    await stage.act('lina', (tx, actor) => rejectVerdict(tx, actor, [id], 'Coba hubungi lagi sore hari'));
  }
}

/** What must be there to be seen, however the rest of the story falls out on the day it is told. */
export const looseEndsChapter: Chapter = ({ calendar }) => [
  { name: 'a mark is sent back', daysAgo: calendar.workday(9), at: '16:50', play: sendBack },
  { name: 'a member wants no calls', daysAgo: calendar.workday(7), at: '16:50', play: refuseCalls },
  { name: 'promises are made', daysAgo: calendar.workday(2), at: '16:30', play: makePromises },
  {
    name: 'a wrong number is found',
    daysAgo: 0,
    at: '15:40',
    play: async (stage, random) => {
      await findWrongNumber(stage, random);
    },
  },
];
