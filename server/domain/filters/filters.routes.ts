import { changeSavedFilter, deleteSavedFilter, listSavedFilters, saveFilter } from '../../../contract/filters.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { findSavedFilter, findSavedFilters } from './filters.queries.ts';
import { addFilter, alterFilter, dropFilter } from './keep-filters.ts';

export const filtersRoutes: readonly Route[] = [
  route(listSavedFilters, ({ db, viewer, query }) => findSavedFilters(db, viewer.userId, query.page)),
  route(saveFilter, async ({ tx, actor, body }) => findSavedFilter(tx, actor.userId, await addFilter(tx, actor, body))),
  route(changeSavedFilter, async ({ tx, actor, params, body }) => {
    await alterFilter(tx, actor, params.id, body);
    return findSavedFilter(tx, actor.userId, params.id);
  }),
  route(deleteSavedFilter, ({ tx, actor, params }) => dropFilter(tx, actor, params.id)),
];
