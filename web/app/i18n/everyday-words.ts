import { acts, subjects } from './id/acts.ts';
import { batches } from './id/batches.ts';
import { cards, followUps, records } from './id/cards.ts';
import { common, field, problem } from './id/basics.ts';
import { frame } from './id/frame.ts';
import { session } from './id/session.ts';
import { sessions } from './id/sessions.ts';
import { table } from './id/table.ts';

/** The texts that everybody needs, loaded with the program. Those of admins' pages alone are in admin-words.ts. */
export const everydayWords = {
  common,
  problem,
  field,
  session,
  frame,
  batches,
  cards,
  records,
  followUps,
  acts,
  subjects,
  sessions,
  table,
} as const;
