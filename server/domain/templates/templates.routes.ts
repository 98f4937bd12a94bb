import { changeMessageTemplate, createMessageTemplate, listMessageTemplates } from '../../../contract/templates.ts';
import { rereadRoute, type Route, route } from '../../platform/http/route.ts';
import { addTemplate, alterTemplate } from './keep-templates.ts';
import { findTemplate, findTemplates } from './templates.queries.ts';

export const templatesRoutes: readonly Route[] = [
  route(listMessageTemplates, ({ db, viewer, query }) => findTemplates(db, viewer, query)),
  rereadRoute(
    createMessageTemplate,
    ({ tx, actor, body }) => addTemplate(tx, actor, body),
    ({ db, done }) => findTemplate(db, done),
  ),
  rereadRoute(
    changeMessageTemplate,
    ({ tx, actor, params, body }) => alterTemplate(tx, actor, params.id, body),
    ({ db, params }) => findTemplate(db, params.id),
  ),
];
