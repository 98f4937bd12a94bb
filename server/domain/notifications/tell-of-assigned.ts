import type { Subscriber } from '../audit/announce-event.ts';
import { receivedBy, tellStaff } from './tell-staff.ts';

/** Tells staff of the cards they were given. */
export const tellOfAssigned: Subscriber = (tx, event) => tellStaff(tx, event, 'records_assigned', receivedBy(event));
