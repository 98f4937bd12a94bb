import type { z } from 'zod';
import type { exportUsers as endpoint } from '../../../contract/exports.ts';
import type { User } from '../../../contract/users.ts';
import { pagedList } from '../../platform/db/read-list.ts';
import { columnsOf } from '../../platform/exports/export-columns.ts';
import type { Download } from '../../platform/exports/send-list.ts';
import { type Exporter, exportList } from '../audit/export-list.ts';
import { findUsers } from './users.queries.ts';

const { text, number, moment, word, yesNo } = columnsOf<User>();

const roles = { owner: { id: 'Pemilik', en: 'Owner' }, admin: { id: 'Admin', en: 'Admin' }, staff: { id: 'Staff', en: 'Staff' } };

const columns = [
  text('Nama', 'Name', 28, ({ name }) => name),
  text('Username', 'Username', 20, ({ username }) => username),
  word('Peran', 'Role', 10, roles, ({ role }) => role),
  text('Email', 'Email', 28, ({ email }) => email),
  yesNo('Aktif', 'Active', ({ active }) => active),
  number('Memegang', 'Holding', 12, ({ holding }) => holding.assigned),
  number('Belum divalidasi', 'Unvalidated', 16, ({ holding }) => holding.unvalidated),
  moment('Dibuat', 'Created', 20, ({ createdAt }) => createdAt),
  moment('Terakhir aktif', 'Last seen', 20, ({ lastSeenAt }) => lastSeenAt),
  text('ID', 'ID', 12, ({ id }) => id),
];

/** Users of a filter, with what each of them holds, as a file. */
export function exportUsers(exporter: Exporter, query: z.output<typeof endpoint.query>): Promise<Download> {
  const list = pagedList<User>((db, page) => findUsers(db, { ...query, ...page }));
  return exportList(exporter, query, { subject: 'users', title: { id: 'Pengguna', en: 'Users' }, columns, ...list });
}
