import { allRecords } from './en/all-records.ts';
import { assigning, databases, importing } from './en/admin.ts';
import { conflicts } from './en/conflicts.ts';
import { common, field, frame, problem, session } from './en/frame.ts';
import { acts, audit, products, reservations, subjects, users } from './en/people.ts';
import { happenings } from './en/happenings.ts';
import { batches, validation } from './en/processing.ts';
import { filters, reasons, sessions, settings, templates } from './en/settings.ts';
import { cards, followUps, records } from './en/staff.ts';
import { table } from './en/table.ts';
import type { CountedWords } from './words.ts';

/** The texts in English. */
export const words: CountedWords = {
  allRecords,
  conflicts,
  common,
  problem,
  field,
  session,
  frame,
  databases,
  importing,
  assigning,
  validation,
  batches,
  cards,
  records,
  followUps,
  users,
  products,
  reservations,
  audit,
  happenings,
  acts,
  subjects,
  filters,
  templates,
  reasons,
  settings,
  sessions,
  table,
};
