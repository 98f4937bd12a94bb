import { allRecords } from './id/all-records.ts';
import { assigning } from './id/assigning.ts';
import { conflicts } from './id/conflicts.ts';
import { happenings } from './id/happenings.ts';
import { databases, importing } from './id/databases.ts';
import { audit, products, reservations, users } from './id/people.ts';
import { filters, reasons, settings, templates } from './id/settings.ts';
import { validation } from './id/validation.ts';

/** The texts of admins' pages, which a staff member's phone never loads. */
export const adminWords = {
  allRecords,
  conflicts,
  databases,
  importing,
  assigning,
  users,
  products,
  reservations,
  audit,
  happenings,
  filters,
  reasons,
  settings,
  templates,
  validation,
} as const;
