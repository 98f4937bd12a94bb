import { listAudit } from '../../../contract/audit.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { findEvents } from './audit.queries.ts';

export const auditRoutes: readonly Route[] = [route(listAudit, ({ db, query }) => findEvents(db, query))];
