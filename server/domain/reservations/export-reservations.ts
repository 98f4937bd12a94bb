import type { z } from 'zod';
import type { exportReservations as endpoint } from '../../../contract/exports.ts';
import type { Reservation } from '../../../contract/reservations.ts';
import { wholeList } from '../../platform/db/read-list.ts';
import { columnsOf } from '../../platform/exports/export-columns.ts';
import type { Download } from '../../platform/exports/send-list.ts';
import { type Exporter, exportList } from '../audit/export-list.ts';
import { listOfReservations } from './reservations.queries.ts';

const { text, moment, word, yesNo } = columnsOf<Reservation>();

const states = {
  requested: { id: 'Menunggu persetujuan', en: 'Waiting for approval' },
  active: { id: 'Aktif', en: 'Active' },
  declined: { id: 'Ditolak', en: 'Declined' },
  withdrawn: { id: 'Dibatalkan', en: 'Withdrawn' },
  released: { id: 'Dilepas', en: 'Released' },
  expired: { id: 'Kedaluwarsa', en: 'Expired' },
  moved: { id: 'Dipindahkan', en: 'Moved' },
};

const columns = [
  text('Customer ID', 'Customer ID', 24, ({ customerKey }) => customerKey),
  text('Nama', 'Name', 28, ({ name }) => name),
  text('Telepon', 'Phone', 18, ({ phone }) => phone),
  text('Produk', 'Product', 18, ({ productName }) => productName),
  text('Staff', 'Staff', 24, ({ staffName }) => staffName),
  word('Status', 'State', 20, states, ({ state }) => state),
  yesNo('Permanen', 'Permanent', ({ permanent }) => permanent),
  moment('Diminta', 'Requested', 20, ({ requestedAt }) => requestedAt),
  moment('Aktif sejak', 'Active since', 20, ({ activeSince }) => activeSince),
  moment('Berakhir', 'Ended', 20, ({ endedAt }) => endedAt),
  text('ID', 'ID', 12, ({ id }) => id),
];

/** Reservations of a filter as a file. */
export function exportReservations(exporter: Exporter, query: z.output<typeof endpoint.query>): Promise<Download> {
  const list = wholeList<Reservation>(listOfReservations(exporter.actor, query));
  return exportList(exporter, query, {
    subject: 'reservations',
    title: { id: 'Reserved member', en: 'Reserved members' },
    columns,
    ...list,
  });
}
