import { sql } from 'kysely';
import type { Subscriber } from '../audit/announce-event.ts';
import { tellStaff } from './tell-staff.ts';

/** Tells staff which of their invalid marks were sent back. */
export const tellOfRejected: Subscriber = (tx, event) =>
  tellStaff(
    tx,
    event,
    'verdict_rejected',
    sql`
    select to_staff_id as staff_id, to_batch_id as batch_id, record_id from record_changes
    where event_id = ${event.id} and from_verdict = 'invalid' and to_verdict = 'unvalidated'
  `,
  );
