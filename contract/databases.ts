import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { fileLayout } from './file-layouts.ts';
import { mapping } from './uploads.ts';
import {
  answeredId,
  count,
  day,
  exportFormat,
  fileLanguage,
  flag,
  id,
  idParams,
  line,
  module,
  pageOf,
  pageQuery,
  sortBy,
} from './values.ts';

/** imported = available + assigned + archived + deleted; total = the first three; the last four speak of assigned records. */
export const databaseCounts = z.object({
  imported: count,
  total: count,
  available: count,
  assigned: count,
  archived: count,
  deleted: count,
  unvalidated: count,
  valid: count,
  invalid: count,
  conflict: count,
});
export type DatabaseCounts = z.infer<typeof databaseCounts>;

export const receipt = z.object({
  rows: count,
  imported: count,
  duplicateInFile: count,
  existing: count,
  emptyKey: count,
  unreadable: count,
  /** Of the imported rows, those with something in place of the phone that is none. */
  phonesUnreadable: count,
});
export type Receipt = z.infer<typeof receipt>;

export const database = z.object({
  id: z.string(),
  name: z.string(),
  module,
  productId: z.string(),
  productName: z.string(),
  columns: z.array(z.string()),
  fileName: z.string(),
  importedAt: z.string(),
  importedBy: z.string().nullable(),
  receipt,
  counts: databaseCounts,
});
export type Database = z.infer<typeof database>;

/** What staff may know of a database: nothing but the name, product and how many records wait. */
export const databaseForStaff = z.object({
  id: z.string(),
  name: z.string(),
  module,
  productId: z.string(),
  productName: z.string(),
  available: count,
});

export const listDatabases = endpoint({
  method: 'GET',
  path: '/databases',
  access: 'staff',
  summary: 'Databases with their counts; staff see those of module normal, by name and availability, and ask for them by nothing else.',
  query: z.strictObject({
    ...pageQuery,
    module: module.optional(),
    productId: id.optional(),
    available: flag.optional(),
    /** Imported on or after this day, and on or before that one. */
    importedFrom: day.optional(),
    importedTo: day.optional(),
    sort: sortBy(['importedAt', 'name', 'available', 'assigned', 'archived', 'imported'], '-importedAt'),
  }),
  output: z.union([pageOf(database).extend({ counts: databaseCounts }), pageOf(databaseForStaff)]),
  forStaff: {
    query: z.strictObject({
      ...pageQuery,
      module: module.optional(),
      productId: id.optional(),
      available: flag.optional(),
      sort: sortBy(['name', 'available'], 'name'),
    }),
    output: pageOf(databaseForStaff),
  },
  goesBy: { q: ['name'], importedFrom: ['importedAt'], importedTo: ['importedAt'] },
});

export const createDatabase = endpoint({
  method: 'POST',
  path: '/databases',
  access: 'admin',
  summary: 'Import an upload as a database, in the background.',
  status: 202,
  body: z.strictObject({
    uploadId: id,
    name: line(200),
    module,
    productId: id,
    ...fileLayout,
    mapping,
    duplicates: z.enum(['skip', 'keep']),
  }),
  output: z.object({ jobId: answeredId, databaseId: answeredId }),
});

export const readDatabase = endpoint({
  method: 'GET',
  path: '/databases/:id',
  access: 'admin',
  summary: 'One database with its columns, receipt and counts.',
  params: idParams,
  output: database,
});

export const renameDatabase = endpoint({
  method: 'PATCH',
  path: '/databases/:id',
  access: 'admin',
  summary: 'Rename a database.',
  params: idParams,
  body: z.strictObject({ name: line(200) }),
  output: database,
});

/** What an import did to members who were there before: usernames and phones they took, persons who became one, names, deposit marks. */
const undoneEffects = z.object({ usernames: count, phones: count, joined: count, names: count, deposits: count });
export type UndoneEffects = z.infer<typeof undoneEffects>;

/** What undoing an import does: records that go, what is taken back, and what stays because something has used it since. */
export const undoing = z.object({ records: count, takenBack: undoneEffects, staying: undoneEffects });
export type Undoing = z.infer<typeof undoing>;

export const readUndoing = endpoint({
  method: 'GET',
  path: '/databases/:id/undo',
  access: 'admin',
  summary: 'What undoing an import would do now.',
  params: idParams,
  output: undoing,
});

export const undoImport = endpoint({
  method: 'DELETE',
  path: '/databases/:id',
  access: 'admin',
  summary: 'Undo an import none of whose records was ever assigned; answers what was done.',
  params: idParams,
  output: undoing,
});

export const downloadRejected = endpoint({
  method: 'GET',
  path: '/databases/:id/rejected',
  access: 'admin',
  summary: 'The rows of the file that were not imported, each with its reason.',
  transfer: 'file',
  params: idParams,
  query: z.strictObject({ format: exportFormat.default('csv'), language: fileLanguage }),
});
