import type { z } from 'zod';
import type { changeInvalidReason, createInvalidReason } from '../../../contract/validation.ts';
import type { Actor } from '../../platform/actor.ts';
import { violatedConstraint } from '../../platform/db/database-errors.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';

/** Adds a reason for marking records invalid; answers its id. Throws name_taken. */
export async function addReason(tx: Tx, actor: Actor, input: z.output<typeof createInvalidReason.body>): Promise<string> {
  const { label, aboutCustomer, noteRequired, active } = input;
  const added = tx
    .insertInto('invalid_reasons')
    .values({ label, about_customer: aboutCustomer, note_required: noteRequired, active })
    .returning('id');
  const { id } = await refuseTakenLabel(label, () => added.executeTakeFirstOrThrow());
  await appendEvent(tx, actor, { act: 'reasons.add', subjectType: 'invalid_reason', subjectId: id });
  return id;
}

/** Changes a reason. Throws not_found, name_taken. */
export async function alterReason(tx: Tx, actor: Actor, reasonId: string, input: z.output<typeof changeInvalidReason.body>): Promise<void> {
  const known = await tx.selectFrom('invalid_reasons').selectAll().where('id', '=', reasonId).forUpdate().executeTakeFirst();
  if (known === undefined) throw problem('not_found');
  const { label = known.label, aboutCustomer = known.about_customer, noteRequired = known.note_required, active = known.active } = input;
  const altered = tx
    .updateTable('invalid_reasons')
    .set({ label, about_customer: aboutCustomer, note_required: noteRequired, active })
    .where('id', '=', reasonId);
  await refuseTakenLabel(label, () => altered.execute());
  await appendEvent(tx, actor, {
    act: 'reasons.change',
    subjectType: 'invalid_reason',
    subjectId: reasonId,
    data: { fields: Object.keys(input) },
  });
}

async function refuseTakenLabel<Result>(label: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    throw violatedConstraint(error) === 'invalid_reasons_label' ? problem('name_taken', { name: label }) : error;
  }
}
