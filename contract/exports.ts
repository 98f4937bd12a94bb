import { listAudit } from './audit.ts';
import { listBatches } from './batches.ts';
import { listConflicts } from './conflicts.ts';
import { listDatabases } from './databases.ts';
import { endpoint } from './endpoint.ts';
import { listRecords } from './records.ts';
import { listReservations } from './reservations.ts';
import { listUsers } from './users.ts';
import { listArchive, listInvalidRecords } from './validation.ts';
import { exportFormat, fileLanguage } from './values.ts';

/** Beside the list's own filters and order. */
const asFile = { format: exportFormat, language: fileLanguage };

/** A whole list is not asked for by pages. */
const pages = { page: true, pageSize: true } as const;

export const exportRecords = endpoint({
  method: 'GET',
  path: '/records/export',
  access: 'admin',
  summary: 'Records of a filter as a file, with their original columns.',
  transfer: 'file',
  query: listRecords.query.omit({ ...pages, cells: true }).extend(asFile),
});

export const exportDatabases = endpoint({
  method: 'GET',
  path: '/databases/export',
  access: 'admin',
  summary: 'Databases of a filter with their counts, as a file.',
  transfer: 'file',
  query: listDatabases.query.omit(pages).extend(asFile),
});

export const exportBatches = endpoint({
  method: 'GET',
  path: '/batches/export',
  access: 'admin',
  summary: 'Batch cards of a filter with their counts, as a file.',
  transfer: 'file',
  query: listBatches.query.omit(pages).extend(asFile),
});

export const exportArchive = endpoint({
  method: 'GET',
  path: '/archive/export',
  access: 'admin',
  summary: 'Archived records of a filter as a file.',
  transfer: 'file',
  query: listArchive.query.omit(pages).extend(asFile),
});

export const exportInvalidRecords = endpoint({
  method: 'GET',
  path: '/invalid-records/export',
  access: 'admin',
  summary: 'Records marked invalid that wait to be processed, as a file.',
  transfer: 'file',
  query: listInvalidRecords.query.extend(asFile),
});

export const exportConflicts = endpoint({
  method: 'GET',
  path: '/conflicts/export',
  access: 'admin',
  summary: 'Conflicts of a filter as a file.',
  transfer: 'file',
  query: listConflicts.query.omit(pages).extend(asFile),
});

export const exportReservations = endpoint({
  method: 'GET',
  path: '/reservations/export',
  access: 'admin',
  summary: 'Reservations of a filter as a file.',
  transfer: 'file',
  query: listReservations.query.omit(pages).extend(asFile),
});

export const exportUsers = endpoint({
  method: 'GET',
  path: '/users/export',
  access: 'admin',
  summary: 'Users of a filter, with what each of them holds, as a file.',
  transfer: 'file',
  query: listUsers.query.omit(pages).extend(asFile),
});

export const exportAudit = endpoint({
  method: 'GET',
  path: '/audit/export',
  access: 'admin',
  summary: 'Events of a filter as a file.',
  transfer: 'file',
  query: listAudit.query.omit(pages).extend(asFile),
});
