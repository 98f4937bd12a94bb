import { sql } from 'kysely';
import type { ConflictAction, Resolution } from '../../../contract/conflicts.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { appendEvent } from '../audit/append-event.ts';
import { lockRecords } from '../records/lock-records.ts';
import { recallHeld } from '../records/recall-records.ts';
import { renewReservations } from '../reservations/renew-reservations.ts';
import { requireStaff } from '../users/require-staff.ts';
import { groupByCard, type HeldRecord, linkReplacements, type Pair, putReplacements } from './put-replacements.ts';

export interface ConflictDecision {
  readonly recordIds: readonly string[];
  readonly action: ConflictAction;
  readonly note?: string | undefined;
}

/** A locked record and the reservation that it is in conflict with. */
interface LockedConflict {
  readonly record: HeldRecord;
  readonly reservationId: string;
  readonly reservedById: string;
}

/** Whatever has not been done. */
const nothingDone: Omit<Resolution, 'resolved'> = { recalled: 0, archived: 0, replaced: 0, shortfall: 0, pairs: [], conflicts: [] };

/**
 * Resolves conflicts, all the same way and all or none (docs/domain.md, Conflicts). Throws not_found, conflict_ended where
 * one is no longer a conflict, not_staff, several_holders, and conflict where the holder has changed meanwhile.
 */
export async function resolveConflicts(tx: Tx, actor: Actor, { recordIds, action, note = '' }: ConflictDecision): Promise<Resolution> {
  // Users before persons, as a deactivation locks them: who is given something here stays active meanwhile.
  const receivers = action === 'replace' || action === 'moveReservation' ? await requireHolders(tx, recordIds) : null;
  const conflicts = await lockConflicts(tx, recordIds);
  if (receivers !== null && conflicts.some(({ record }) => !receivers.has(record.staffId))) throw problem('conflict');
  const movedTo = action === 'moveReservation' ? await moveToHolders(tx, actor, conflicts) : [];
  const act = `conflicts.${actNames[action]}`;
  const [only] = conflicts.length === 1 ? conflicts : [];
  const eventId = await appendEvent(tx, actor, {
    act,
    subjectType: only === undefined ? 'records' : 'record',
    subjectId: only?.record.id ?? null,
    data: { conflicts: conflicts.map(describe), movedTo },
  });
  const done = await carryOut(tx, actor, { conflicts, action, note, movedTo });
  await announceEvent(tx, { id: eventId, act, actor });
  return { resolved: conflicts.length - done.shortfall, ...done };
}

const actNames = { recall: 'recall', replace: 'replace', keep: 'keep', moveReservation: 'move_reservation' } as const satisfies {
  readonly [Action in ConflictAction]: string;
};

/** What those who are told of it need to know: ids alone. */
const describe = ({ record, reservationId, reservedById }: LockedConflict) => ({
  recordId: record.id,
  staffId: record.staffId,
  batchId: record.batchId,
  databaseId: record.databaseId,
  reservationId,
  reservedById,
});

async function requireHolders(tx: Tx, recordIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ staffId: string }>`
    select distinct staff_id as "staffId" from records where id = any(${recordIds}::bigint[]) and state = 'assigned'
  `.execute(tx);
  const holders = rows.map(({ staffId }) => staffId);
  await requireStaff(tx, holders);
  return new Set(holders);
}

/** With their persons and records locked, what is in conflict stays so: reserving, releasing and giving all lock the person. */
async function lockConflicts(tx: Tx, recordIds: readonly string[]): Promise<LockedConflict[]> {
  const records = await lockRecords(tx, recordIds);
  const { rows } = await sql<{ recordId: string; staffId: string; reservationId: string; reservedById: string }>`
    select record_id as "recordId", staff_id as "staffId", reservation_id as "reservationId", reserved_by as "reservedById"
    from record_conflicts where record_id = any(${recordIds}::bigint[])
  `.execute(tx);
  const found = new Map(rows.map((row) => [row.recordId, row]));
  const conflicts = records.flatMap((record) => {
    const conflict = found.get(record.id);
    return conflict === undefined ? [] : [{ ...conflict, record: { ...record, staffId: conflict.staffId } }];
  });
  const ended = records.length - conflicts.length;
  if (ended > 0) throw problem('conflict_ended', { count: ended, asked: records.length });
  return conflicts;
}

/** Each reservation moves to whoever holds the record; returns the ids of the new ones. */
async function moveToHolders(tx: Tx, actor: Actor, conflicts: readonly LockedConflict[]): Promise<string[]> {
  const holders = new Map<string, string>();
  for (const { record, reservationId } of conflicts) {
    if ((holders.get(reservationId) ?? record.staffId) !== record.staffId) throw problem('several_holders');
    holders.set(reservationId, record.staffId);
  }
  const movedTo: string[] = [];
  for (const holder of new Set(holders.values())) {
    const reservations = [...holders].filter(([, staffId]) => staffId === holder).map(([id]) => id);
    movedTo.push(...(await renewReservations(tx, actor, reservations, holder)));
  }
  return movedTo;
}

interface Choice {
  readonly conflicts: readonly LockedConflict[];
  readonly action: ConflictAction;
  readonly note: string;
  readonly movedTo: readonly string[];
}

async function carryOut(tx: Tx, actor: Actor, { conflicts, action, note, movedTo }: Choice): Promise<Omit<Resolution, 'resolved'>> {
  const records = conflicts.map(({ record }) => record);
  if (action === 'recall') return { ...nothingDone, ...(await recallHeld(tx, actor, records)) };
  if (action === 'replace') return replaceHeld(tx, actor, records);
  if (action === 'keep') {
    await keepConflicts(tx, actor, conflicts, note);
    return nothingDone;
  }
  const { rows } = await sql<{ recordId: string }>`
    select record_id as "recordId" from record_conflicts where reservation_id = any(${movedTo}::bigint[]) order by record_id
  `.execute(tx);
  return { ...nothingDone, conflicts: rows.map(({ recordId }) => recordId) };
}

/** Only what finds a replacement is taken back: a card never shrinks by this act. */
async function replaceHeld(tx: Tx, actor: Actor, records: readonly HeldRecord[]): Promise<Omit<Resolution, 'resolved'>> {
  const pairs: Pair[] = [];
  const went = { recalled: 0, archived: 0 };
  for (const group of groupByCard(records)) {
    const put = await putReplacements(tx, group, group.databaseId, async (leaving) => {
      const { recalled, archived } = await recallHeld(tx, actor, leaving);
      went.recalled += recalled;
      went.archived += archived;
    });
    pairs.push(...put);
  }
  const invalid = new Set(records.filter(({ verdict }) => verdict === 'invalid').map(({ id }) => id));
  await linkReplacements(
    tx,
    pairs.filter(({ recordId }) => invalid.has(recordId)),
  );
  return { ...nothingDone, ...went, replaced: pairs.length, shortfall: records.length - pairs.length, pairs };
}

async function keepConflicts(tx: Tx, actor: Actor, conflicts: readonly LockedConflict[], note: string): Promise<void> {
  await sql`
    insert into kept_conflicts (record_id, reservation_id, kept_by, note)
    select record_id, reservation_id, ${actor.userId}::bigint, nullif(${note}, '')
    from unnest(${conflicts.map(({ record }) => record.id)}::bigint[], ${conflicts.map(({ reservationId }) => reservationId)}::bigint[])
      as conflict (record_id, reservation_id)
    on conflict (record_id, reservation_id) do update set kept_by = excluded.kept_by, at = excluded.at, note = excluded.note
  `.execute(tx);
}
