import { changeSavedFilter, deleteSavedFilter, listSavedFilters, saveFilter } from '../../../contract/filters.ts';
import { rereadRoute, type Route, route } from '../../platform/http/route.ts';
import { findSavedFilter, findSavedFilters } from './filters.queries.ts';
import { addFilter, alterFilter, dropFilter } from './keep-filters.ts';

export const filtersRoutes: readonly Route[] = [
  route(listSavedFilters, ({ db, viewer, query }) => findSavedFilters(db, viewer.userId, query.page)),
  rereadRoute(
    saveFilter,
    ({ tx, actor, body }) => addFilter(tx, actor, body),
    ({ db, viewer, done }) => findSavedFilter(db, viewer.userId, done),
  ),
  rereadRoute(
    changeSavedFilter,
    ({ tx, actor, params, body }) => alterFilter(tx, actor, params.id, body),
    ({ db, viewer, params }) => findSavedFilter(db, viewer.userId, params.id),
  ),
  route(deleteSavedFilter, ({ tx, actor, params }) => dropFilter(tx, actor, params.id)),
];
