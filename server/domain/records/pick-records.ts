import { sql } from 'kysely';
import type { PassedOver } from '../../../contract/assignments.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { type FilterChoice, lockMatchingRecords } from './lock-matching-records.ts';
import { lockRecords } from './lock-records.ts';
import { lockRanks } from './rank-receivers.ts';
import { type Candidate, evenWishes, noneOver, type PassedOverReason, Room } from './records.rules.ts';

interface Pick {
  readonly databaseId: string;
  readonly wishes: ReadonlyMap<string, number>;
  readonly order: 'picked';
  readonly seed: null;
  readonly candidates: readonly Candidate[];
  readonly passedOver: PassedOver;
  readonly endedAt: null;
}

/** Named records, or all of a filter. */
type PickedRecords = { readonly recordIds: readonly string[] } | FilterChoice;

/**
 * Takes hand-picked records, passing over those that may not be given (docs/domain.md, Assigning). Their persons stay
 * locked. Throws not_found, wrong_state where one is not available, selection_changed,
 * records_of_several_databases.
 */
export async function pickRecords(tx: Tx, actor: Actor, input: PickedRecords & { readonly staffIds: readonly string[] }): Promise<Pick> {
  const locked = 'filter' in input ? await lockMatchingRecords(tx, actor, input) : await lockRecords(tx, input.recordIds);
  const recordIds = 'filter' in input ? locked.map(({ id }) => id) : input.recordIds;
  const gone = locked.filter(({ state }) => state !== 'available').length;
  if (gone > 0) throw problem('wrong_state', { count: gone, asked: locked.length });
  if (new Set(locked.map(({ module, productId }) => `${module} ${productId}`)).size > 1) throw problem('records_of_several_databases');
  const databaseId = locked[0]?.databaseId ?? '0';
  const isEven = recordIds.length % input.staffIds.length === 0;
  const wishes = evenWishes(recordIds.length, isEven ? input.staffIds : await lockRanks(tx, databaseId, input.staffIds));
  const { rows } = await sql<Candidate & { personId: string; reason: PassedOverReason | null }>`
    select drawable.id, person_id as "personId", reserved_by as "reservedBy",
      passed_over_reason(reserved_by, do_not_contact, held, archived, ${[...wishes.keys()]}::bigint[]) as reason
    from drawable_records drawable
    join unnest(${recordIds}::bigint[]) with ordinality as picked (id, place) on picked.id = drawable.id
    order by picked.place
  `.execute(tx);
  const passedOver = noneOver();
  const room = new Room(wishes);
  const persons = new Set<string>();
  const candidates: Candidate[] = [];
  for (const { id, personId, reservedBy, reason } of rows) {
    if (reason !== null) passedOver[reason] += 1;
    else if (persons.has(personId)) passedOver.duplicate += 1;
    else if (room.take({ id, reservedBy })) {
      persons.add(personId);
      candidates.push({ id, reservedBy });
    } else passedOver.reserved += 1;
  }
  return { databaseId, wishes, order: 'picked', seed: null, candidates, passedOver, endedAt: null };
}
