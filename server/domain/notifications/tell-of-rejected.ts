import { sql } from 'kysely';
import type { Subscriber } from '../audit/announce-event.ts';
import { takeBackMarks } from './tell-of-marked.ts';
import { tellStaff } from './tell-staff.ts';

/** Tells staff which of their invalid marks were sent back; these no longer wait for any admin. */
export const tellOfRejected: Subscriber = async (tx, event) => {
  await takeBackMarks(tx, event);
  await tellStaff(
    tx,
    event,
    'verdict_rejected',
    sql`
      select to_staff_id as staff_id, to_batch_id as batch_id, record_id from record_changes
      where event_id = ${event.id} and from_verdict = 'invalid' and to_verdict = 'unvalidated'
    `,
  );
};
