import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { type LockedRecord, lockRecords } from '../records/lock-records.ts';
import type { HeldRecord } from './put-replacements.ts';

/** Locks records that must all be assigned and marked invalid: one that is not stops the whole act. Throws not_found, wrong_state. */
export async function requireInvalidRecords(tx: Tx, recordIds: readonly string[]): Promise<HeldRecord[]> {
  const locked = await lockRecords(tx, recordIds);
  const invalid = locked.filter(isHeldInvalid);
  if (invalid.length < locked.length) throw problem('wrong_state', { count: locked.length - invalid.length, asked: locked.length });
  return invalid;
}

function isHeldInvalid(record: LockedRecord): record is HeldRecord {
  return record.state === 'assigned' && record.verdict === 'invalid' && record.staffId !== null;
}
