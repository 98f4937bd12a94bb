import { assigning } from './id/assigning.ts';
import { databases, importing } from './id/databases.ts';
import { audit, products, reservations, users } from './id/people.ts';
import { filters, reasons, settings } from './id/settings.ts';

/** The texts of admins' pages, which a staff member's phone never loads. */
export const adminWords = {
  databases,
  importing,
  assigning,
  users,
  products,
  reservations,
  audit,
  filters,
  reasons,
  settings,
} as const;
