import { acts, subjects } from './id/acts.ts';
import { assigning } from './id/assigning.ts';
import { batches } from './id/batches.ts';
import { cards, followUps, records } from './id/cards.ts';
import { common, field, problem } from './id/basics.ts';
import { databases, importing } from './id/databases.ts';
import { frame } from './id/frame.ts';
import { audit, products, reservations, users } from './id/people.ts';
import { session } from './id/session.ts';
import { filters, reasons, sessions, settings, templates } from './id/settings.ts';
import { table } from './id/table.ts';
import { validation } from './id/validation.ts';

/** Every text of the interface, in Indonesian. */
export const words = {
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
  acts,
  subjects,
  filters,
  templates,
  reasons,
  settings,
  sessions,
  table,
} as const;

type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };

/** The same texts in any language. */
export type Words = Texts<typeof words>;

type Counted<T> = { readonly [K in keyof T & string as T[K] extends string ? `${K}_one` : never]?: string };

/** The texts of a language that tells one from many. */
export type CountedWords = { readonly [Group in keyof Words]: Words[Group] & Counted<Words[Group]> };
