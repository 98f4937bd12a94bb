import { sql } from 'kysely';
import type { ContactResult } from '../../../contract/records.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';
import { lockRecords } from './lock-records.ts';

export interface Work {
  readonly note?: string | null | undefined;
  /** The note that the new one was written upon. */
  readonly noteBefore?: string | null | undefined;
  readonly contactResult?: ContactResult | undefined;
  readonly followUpOn?: string | null | undefined;
  readonly doNotContact?: boolean | undefined;
}

/**
 * Keeps what the holder notes of an assigned record: note, contact result (each one but `none` is an attempt), follow-up,
 * and do-not-contact, which is the person's. A note written upon another one than stands there now overwrites nothing. Throws note_changed, not_found where the record is not the caller's, wrong_state where an
 * admin names one that nobody holds.
 */
export async function noteWork(tx: Tx, actor: Actor, recordId: string, work: Work): Promise<void> {
  const [record] = await lockRecords(tx, [recordId]);
  if (record === undefined || (actor.role === 'staff' && record.staffId !== actor.userId)) throw problem('not_found');
  if (record.state !== 'assigned') throw problem('wrong_state', { count: 1, asked: 1 });
  const { noteBefore, ...changes } = work;
  if (noteBefore !== undefined) await requireNote(tx, recordId, [noteBefore, work.note ?? null]);
  await appendEvent(tx, actor, { act: 'records.note', subjectType: 'record', subjectId: recordId, data: { fields: Object.keys(changes) } });
  const { note, contactResult, followUpOn, doNotContact } = changes;
  await sql`
    update records set
      note = case when ${note !== undefined} then nullif(${note ?? null}::text, '') else note end,
      follow_up_on = case when ${followUpOn !== undefined} then ${followUpOn ?? null}::date else follow_up_on end,
      contact_result = coalesce(${contactResult ?? null}::text, contact_result),
      contact_attempts = contact_attempts + ${contactResult === undefined || contactResult === 'none' ? 0 : 1}::integer,
      contact_at = case when ${contactResult !== undefined && contactResult !== 'none'} then clock_timestamp() else contact_at end
    where id = ${recordId}
  `.execute(tx);
  if (doNotContact !== undefined) {
    await tx.updateTable('persons').set({ do_not_contact: doNotContact }).where('id', '=', record.personId).execute();
  }
}

/** The record is locked: nobody changes the note between this look and the act. One that says already what is written is no other's. */
async function requireNote(tx: Tx, recordId: string, expected: readonly (string | null)[]): Promise<void> {
  const { rows } = await sql<{ note: string | null }>`select note from records where id = ${recordId}`.execute(tx);
  const found = (rows[0]?.note ?? '').trim();
  if (!expected.some((note) => (note ?? '').trim() === found)) throw problem('note_changed');
}
