import type { Subscriber } from '../audit/announce-event.ts';
import { lostBy, receivedBy, tellStaff } from './tell-staff.ts';

/** Tells staff what left their cards, and others what came to them. */
export const tellOfTransferred: Subscriber = async (tx, event) => {
  await tellStaff(tx, event, 'records_recalled', lostBy(event));
  await tellStaff(tx, event, 'records_received', receivedBy(event));
};
