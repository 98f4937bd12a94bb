import type { Subscriber } from '../audit/announce-event.ts';
import { receivedBy, tellStaff } from './tell-staff.ts';

/** Tells staff which cards got new records for invalid ones; the notification holds the new records. */
export const tellOfReplaced: Subscriber = (tx, event) => tellStaff(tx, event, 'records_replaced', receivedBy(event));
