import { sql } from 'kysely';
import { moveReservation } from '../../domain/reservations/move-reservation.ts';
import { releaseReservation } from '../../domain/reservations/release-reservation.ts';
import { reserveCustomer } from '../../domain/reservations/reserve-customer.ts';
import type { Random } from '../random.ts';
import type { Chapter, Scene } from '../scene.ts';
import type { Stage } from '../stage.ts';
import { staff } from './team.ts';

interface Held {
  readonly productId: string;
  readonly customerKey: string;
  readonly staffId: string;
}

/** Members in somebody's hands whom nobody has reserved, those worked last first. */
async function findHeld(stage: Stage, verdict: 'valid' | 'unvalidated'): Promise<Held[]> {
  const { rows } = await sql<Held>`
    select records.product_id as "productId", customers.key as "customerKey", records.staff_id as "staffId"
    from records join customers on customers.id = records.customer_id join persons on persons.id = records.person_id
    join users on users.id = records.staff_id and users.active
    where records.state = 'assigned' and records.verdict = ${verdict} and persons.reserved_by is null and not customers.keyed_by_phone
    order by records.assigned_at desc, records.id limit 60
  `.execute(stage.database.db);
  return rows;
}

/** A member who responds well is kept for the one who found them. */
async function reserveOwn(stage: Stage, random: Random): Promise<void> {
  for (const member of random.some(await findHeld(stage, 'valid'), random.between(1, 3))) {
    await stage.act('mega', (tx, actor) => reserveCustomer(tx, actor, { ...member, permanent: random.chance(0.2) }));
    await stage.pass(2);
  }
}

/** A member is reserved for somebody while another holds their record: a conflict. */
async function reserveOver(stage: Stage, random: Random): Promise<void> {
  const [member] = random.some(await findHeld(stage, 'unvalidated'), 1);
  if (member === undefined) return;
  const others = staff
    .slice(0, 6)
    .map(({ username }) => stage.person(username).userId)
    .filter((id) => id !== member.staffId);
  await stage.act('lina', (tx, actor) => reserveCustomer(tx, actor, { ...member, permanent: false, staffId: random.pick(others) }));
}

/** Somebody whom no list has named yet is reserved by name and phone. */
async function reserveNewcomer(stage: Stage): Promise<void> {
  const { userId } = stage.person('sekar');
  const productId = stage.product('Arkanusa');
  const newcomer = { customerKey: 'halim_semarang', name: 'Halim Santoso', phone: '0878-0000-9871' };
  await stage.act('bayu', (tx, actor) => reserveCustomer(tx, actor, { ...newcomer, productId, permanent: true, staffId: userId }));
}

async function pickActive(stage: Stage, random: Random): Promise<{ id: string; staffId: string } | undefined> {
  const { rows } = await sql<{ id: string; staffId: string }>`
    select active.id, active.staff_id as "staffId" from active_reservations active join users on users.id = active.staff_id and users.active
    where not exists (select from record_conflicts where reservation_id = active.id) order by active.id limit 40
  `.execute(stage.database.db);
  return random.some(rows, 1)[0];
}

async function releaseOne(stage: Stage, random: Random): Promise<void> {
  const reservation = await pickActive(stage, random);
  if (reservation !== undefined) await stage.act('lina', (tx, actor) => releaseReservation(tx, actor, reservation.id));
}

async function moveOne(stage: Stage, random: Random): Promise<void> {
  const reservation = await pickActive(stage, random);
  if (reservation === undefined) return;
  const staffId = random.pick(
    staff
      .slice(0, 6)
      .map(({ username }) => stage.person(username).userId)
      .filter((id) => id !== reservation.staffId),
  );
  await stage.act('lina', (tx, actor) => moveReservation(tx, actor, { id: reservation.id, staffId }));
}

/** Reserved members: most of them quietly, some over somebody's head. */
export const reservationsChapter: Chapter = ({ calendar }) => {
  const scene = (name: string, at: string, play: Scene['play'], days: (daysAgo: number) => boolean): Scene[] =>
    calendar.workdays
      .slice(2)
      .filter(days)
      .map((daysAgo) => ({ name, daysAgo, at, play }));
  return [
    ...scene('members are reserved', '15:30', reserveOwn, (daysAgo) => daysAgo % 2 === 0),
    ...scene('a reservation is released', '15:50', releaseOne, (daysAgo) => daysAgo % 9 === 4),
    ...scene('a reservation is moved', '15:58', moveOne, (daysAgo) => daysAgo % 11 === 5),
    ...scene('a member is reserved over another', '14:40', reserveOver, (daysAgo) => daysAgo < 8),
    { name: 'a newcomer is reserved', daysAgo: calendar.workday(21), at: '10:50', play: reserveNewcomer },
  ];
};
