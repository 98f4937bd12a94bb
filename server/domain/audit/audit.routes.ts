import { listAudit } from '../../../contract/audit.ts';
import { exportAudit as exportEndpoint } from '../../../contract/exports.ts';
import { exportRoute, type Route, route } from '../../platform/http/route.ts';
import { findEvents } from './audit.queries.ts';
import { exportAudit } from './export-audit.ts';

export const auditRoutes: readonly Route[] = [
  route(listAudit, ({ db, query }) => findEvents(db, query)),
  exportRoute(exportEndpoint, ({ query, ...exporter }) => exportAudit(exporter, query)),
];
