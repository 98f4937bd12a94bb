import { sql } from 'kysely';
import type { Verdict } from '../../../contract/records.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { appendEvent } from '../audit/append-event.ts';

export interface VerdictInput {
  readonly recordIds: readonly string[];
  readonly verdict: Verdict;
  readonly reasonId?: string | undefined;
  /** Joins the note that a record has: what somebody wrote about a call is not what a mark may take away. */
  readonly note?: string | undefined;
}

/**
 * Marks held records (docs/domain.md, Validation); staff their own, all or none. Answers how many changed. Throws
 * not_found, wrong_state, reason_required, reason_inactive, note_required.
 */
export async function setVerdict(tx: Tx, actor: Actor, input: VerdictInput): Promise<{ changed: number }> {
  const reasonId = input.verdict === 'invalid' ? await requireReason(tx, input) : null;
  await lockHeldRecords(tx, actor, input.recordIds);
  const eventId = await appendEvent(tx, actor, {
    act: 'validation.set_verdict',
    subjectType: 'records',
    subjectId: input.recordIds.length === 1 ? (input.recordIds[0] ?? null) : null,
    data: { verdict: input.verdict, reasonId },
  });
  const note = input.note ?? '';
  const { numAffectedRows } = await sql`
    update records set verdict = ${input.verdict}, reason_id = ${reasonId}::bigint, rejected_note = null, rejected_at = null,
      note = case when strpos(coalesce(note, ''), ${note}) > 0 then note else concat_ws(E'\\n', note, ${note}::text) end
    where id = any(${input.recordIds}::bigint[])
      and ((verdict, coalesce(reason_id, 0)) <> (${input.verdict}, coalesce(${reasonId}::bigint, 0)) or strpos(coalesce(note, ''), ${note}) = 0)
  `.execute(tx);
  await announceEvent(tx, { id: eventId, act: 'validation.set_verdict', actor });
  return { changed: Number(numAffectedRows ?? 0n) };
}

async function requireReason(tx: Tx, { reasonId, note = '' }: VerdictInput): Promise<string> {
  if (reasonId === undefined) throw problem('reason_required');
  const reason = await tx.selectFrom('invalid_reasons').selectAll().where('id', '=', reasonId).executeTakeFirst();
  if (reason === undefined) throw problem('not_found');
  if (!reason.active) throw problem('reason_inactive');
  if (reason.note_required && note === '') throw problem('note_required', { reason: reason.label });
  return reason.id;
}

/** A verdict touches no person, so the records' own rows are lock enough. */
async function lockHeldRecords(tx: Tx, actor: Actor, recordIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ state: string; staffId: string | null }>`
    select state, staff_id as "staffId" from records
    where id = any(${recordIds}::bigint[]) and state <> 'deleted' order by id for no key update
  `.execute(tx);
  const visible = actor.role === 'staff' ? rows.filter(({ staffId }) => staffId === actor.userId) : rows;
  if (visible.length < recordIds.length) throw problem('not_found');
  const others = visible.filter(({ state }) => state !== 'assigned').length;
  if (others > 0) throw problem('wrong_state', { count: others, asked: recordIds.length });
}
