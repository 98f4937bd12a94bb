import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';
import { forgetRows } from '../databases/forget-rows.ts';
import { waitForImports } from '../databases/wait-for-imports.ts';
import { forgetFilters } from '../filters/forget-filters.ts';
import { findNobody, forgetCustomer } from '../members/forget-customer.ts';
import { looksFor, type Spellings } from '../members/members.rules.ts';
import { lockRecords } from '../records/lock-records.ts';

interface Purged {
  readonly productId: string;
  readonly databaseId: string;
  readonly customerId: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly customerText: string | null;
  readonly phoneText: string | null;
}

/**
 * Deletes an archived record for good: what the file said of the person is gone, a tombstone keeps counts and links whole,
 * and a member nothing else speaks of goes with it (docs/domain.md, Archive). Throws not_found, wrong_state.
 */
export async function purgeRecord(tx: Tx, actor: Actor, recordId: string): Promise<void> {
  const purged = await lockMember(tx, recordId);
  const { productId, databaseId, customerId, name } = purged;
  await appendEvent(tx, actor, { act: 'validation.purge', subjectType: 'record', subjectId: recordId });
  const nobody = await findNobody(tx, productId);
  await sql`
    update records set state = 'deleted', customer_text = null, name = null, phone = null, phone_text = null, cells = '{}', note = null,
      contact_result = 'none', contact_attempts = 0, contact_at = null, rejected_note = null, rejected_at = null,
      person_id = ${nobody.personId}, customer_id = ${nobody.customerId}
    where id = ${recordId}
  `.execute(tx);
  // The history keeps what happened, not what was said of the person.
  await sql`update record_changes set kept = null where record_id = ${recordId}`.execute(tx);
  await sql`update kept_conflicts set note = null where record_id = ${recordId}`.execute(tx);
  const forgotten = await forgetCustomer(tx, customerId);
  if (forgotten === undefined) return;
  const member: Spellings = {
    key: forgotten.key,
    names: name === null ? forgotten.names : [...forgotten.names, name],
    ...spelledBy(purged, forgotten.phones),
  };
  await forgetRows(tx, { ...member, productId, databaseId });
  await forgetFilters(tx, (text) => looksFor(member, text));
}

/** The phone of the list is theirs where it was read as one, and the person's is nobody else's. */
function spelledBy({ phone, customerText, phoneText }: Purged, known: readonly string[]): Pick<Spellings, 'phones' | 'texts'> {
  const theirs = phone !== null && known.length > 0;
  return {
    phones: theirs ? [...known, phone] : known,
    texts: [customerText, theirs ? phoneText : null].filter((text) => text !== null),
  };
}

/** The record's person is locked so that nobody comes to refer to it: an import of the product is waited for, as its undoing does. */
async function lockMember(tx: Tx, recordId: string): Promise<Purged> {
  const known = await tx.selectFrom('records').select('product_id').where('id', '=', recordId).executeTakeFirst();
  if (known === undefined) throw problem('not_found');
  await waitForImports(tx, known.product_id);
  await sql`select from persons where id in (select person_id from records where id = ${recordId}) for update`.execute(tx);
  const [record] = await lockRecords(tx, [recordId]);
  if (record?.state !== 'archived') throw problem('wrong_state', { count: 1, asked: 1 });
  const { rows } = await sql<Purged>`
    select product_id as "productId", database_id as "databaseId", customer_id as "customerId", name, phone,
      customer_text as "customerText", phone_text as "phoneText" from records where id = ${recordId}
  `.execute(tx);
  const [purged] = rows;
  if (purged === undefined) throw new Error('A locked record is there');
  return purged;
}
