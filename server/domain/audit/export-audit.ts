import type { z } from 'zod';
import type { auditEvent } from '../../../contract/audit.ts';
import type { exportAudit as endpoint } from '../../../contract/exports.ts';
import { wholeList } from '../../platform/db/read-list.ts';
import { columnsOf } from '../../platform/exports/export-columns.ts';
import type { Download } from '../../platform/exports/send-list.ts';
import { listOfEvents } from './audit.queries.ts';
import { type Exporter, exportList } from './export-list.ts';

type Event = z.output<typeof auditEvent>;
const { text, number, moment } = columnsOf<Event>();

const columns = [
  moment('Waktu', 'Time', 20, ({ at }) => at),
  text('Siapa', 'Who', 24, ({ actorName }) => actorName),
  text('Aktivitas', 'Act', 28, ({ act }) => act),
  text('Objek', 'Subject', 16, ({ subjectType }) => subjectType),
  text('ID objek', 'Subject ID', 12, ({ subjectId }) => subjectId),
  number('Record berubah', 'Records changed', 14, ({ records }) => records),
  text('Rincian', 'Details', 60, ({ data }) => JSON.stringify(data)),
  text('ID permintaan', 'Request ID', 38, ({ requestId }) => requestId),
  text('ID', 'ID', 12, ({ id }) => id),
];

/** The audit log of a filter as a file. */
export function exportAudit(exporter: Exporter, query: z.output<typeof endpoint.query>): Promise<Download> {
  const title = { id: 'Riwayat aktivitas', en: 'Audit log' };
  return exportList(exporter, query, { subject: 'audit', title, columns, ...wholeList<Event>(listOfEvents(query)) });
}
