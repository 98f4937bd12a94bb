import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { idParams, line, text } from './values.ts';

/** Most filters a user keeps for one page. */
export const mostSavedFilters = 50;

/** The pages that keep filters, as the web app calls them. */
export const filterPages = ['archive', 'audit', 'batches', 'databases', 'records', 'reservations', 'users'] as const;
export type FilterPage = (typeof filterPages)[number];

const page = z.enum(filterPages);

/** The search part of the page's address, without the question mark. */
const search = text(2_000);

export const savedFilter = z.object({ id: z.string(), page: z.string(), name: z.string(), search: z.string() });
export type SavedFilter = z.infer<typeof savedFilter>;

export const listSavedFilters = endpoint({
  method: 'GET',
  path: '/saved-filters',
  access: 'staff',
  summary: 'The caller’s own saved filters of a page, by name.',
  query: z.strictObject({ page }),
  output: z.object({ items: z.array(savedFilter) }),
});

export const saveFilter = endpoint({
  method: 'POST',
  path: '/saved-filters',
  access: 'staff',
  summary: 'Keep a filter under a name of its own.',
  status: 201,
  body: z.strictObject({ page, name: line(80), search }),
  output: savedFilter,
});

export const changeSavedFilter = endpoint({
  method: 'PATCH',
  path: '/saved-filters/:id',
  access: 'staff',
  summary: 'Overwrite or rename an own saved filter.',
  params: idParams,
  body: z.strictObject({ name: line(80).optional(), search: search.optional() }),
  output: savedFilter,
});

export const deleteSavedFilter = endpoint({
  method: 'DELETE',
  path: '/saved-filters/:id',
  access: 'staff',
  summary: 'Forget an own saved filter.',
  transfer: 'empty',
  status: 204,
  params: idParams,
});
