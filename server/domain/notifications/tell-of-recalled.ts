import type { Subscriber } from '../audit/announce-event.ts';
import { lostBy, tellStaff } from './tell-staff.ts';

/** Tells staff what was taken back from their cards. */
export const tellOfRecalled: Subscriber = (tx, event) => tellStaff(tx, event, 'records_recalled', lostBy(event));
