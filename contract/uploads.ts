import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { fileLayout, textEncoding, writtenLayout } from './file-layouts.ts';
import { quoteMarks } from './text-layouts.ts';
import { longestColumnName } from './upload-limits.ts';
import { count, id, idParams, jobStarted, line, module } from './values.ts';

const header = line(longestColumnName);

/** Which of the file's columns mean something to the product; the values are header texts. */
export const mapping = z
  .strictObject({
    customerKey: header.optional(),
    name: header.optional(),
    phone: header.optional(),
    depositedBefore: header.optional(),
  })
  .refine((value) => value.customerKey !== undefined || value.phone !== undefined, {
    message: 'mapping_needs_key_or_phone',
  });
export type Mapping = z.infer<typeof mapping>;

export const uploaded = z.object({
  uploadId: z.string(),
  fileName: z.string(),
  bytes: count,
  sheets: z.array(z.string()),
  detected: z.object({
    format: z.enum(['csv', 'tsv', 'xlsx', 'xls']),
    encoding: textEncoding.nullable(),
    delimiter: z.string().nullable(),
    quote: z.enum(quoteMarks).nullable(),
    sheet: z.string().nullable(),
    /** Row of the header in the file, from 1; 0 where the file has none. */
    headerRow: count,
  }),
  /** Where the letters can be read in several ways: each with lines as they would read, likeliest first. One has to be chosen. */
  encodingChoices: z.array(z.object({ encoding: textEncoding, lines: z.array(z.string()) })),
  /** Rows from the top of the file, shortened, among which the header can be chosen. */
  top: z.array(z.object({ rowNumber: count, cells: z.array(z.string()) })),
  columns: z.array(z.string()),
  /** The first rows, as text. */
  sample: z.array(z.array(z.string())),
  rows: count,
  suggestedMapping: z.strictObject({
    customerKey: z.string().optional(),
    name: z.string().optional(),
    phone: z.string().optional(),
    depositedBefore: z.string().optional(),
  }),
  /** The suggestion is what was chosen for a file with the same header, not a guess. */
  mappingRemembered: z.boolean(),
});
export type Uploaded = z.infer<typeof uploaded>;

export const createUpload = endpoint({
  method: 'POST',
  path: '/uploads',
  access: 'admin',
  summary: 'Upload a CSV, TSV, XLSX or XLS (Excel 97 and later) file (multipart field `file`) and see how it reads.',
  transfer: 'upload',
  status: 201,
  output: uploaded,
});

export const readUpload = endpoint({
  method: 'GET',
  path: '/uploads/:id',
  access: 'admin',
  summary: 'How an upload reads: as its bytes suggest, or with the sheet, encoding, delimiter, quotation mark and header row asked for.',
  readsFile: true,
  refuses: [409, 422],
  params: idParams,
  query: z.strictObject(writtenLayout),
  output: uploaded,
});

export const checkReceipt = z.object({
  rows: count,
  new: count,
  duplicateInFile: count,
  existing: count,
  /** Of the new rows, those whose person is reserved now. */
  reserved: count,
  emptyKey: count,
  unreadable: count,
  /** Of the new rows, those with something in place of the phone that is none. */
  phonesUnreadable: count,
  /** The same of the existing rows, which are imported where duplicates are kept. Kept results of earlier checks are without it. */
  existingPhonesUnreadable: count.default(0),
  /** Where the existing customers already are. */
  existingIn: z.array(z.object({ databaseId: z.string(), name: z.string(), count })),
  sameFileAs: z.object({ databaseId: z.string(), name: z.string(), importedAt: z.string() }).optional(),
});
export type CheckReceipt = z.infer<typeof checkReceipt>;

export const checkUpload = endpoint({
  method: 'POST',
  path: '/uploads/:id/check',
  access: 'admin',
  summary: 'What importing would do. 200 with the figures, or 202 with a job whose result they are for a large file.',
  params: idParams,
  body: z.strictObject({ module, productId: id, ...fileLayout, mapping }),
  output: z.union([checkReceipt, jobStarted]),
});
