import { changeMessageTemplate, createMessageTemplate, listMessageTemplates } from '../../../contract/templates.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { addTemplate, alterTemplate } from './keep-templates.ts';
import { findTemplate, findTemplates } from './templates.queries.ts';

export const templatesRoutes: readonly Route[] = [
  route(listMessageTemplates, ({ db, viewer, query }) => findTemplates(db, viewer, query)),
  route(createMessageTemplate, async ({ tx, actor, body }) => findTemplate(tx, await addTemplate(tx, actor, body))),
  route(changeMessageTemplate, async ({ tx, actor, params, body }) => {
    await alterTemplate(tx, actor, params.id, body);
    return findTemplate(tx, params.id);
  }),
];
