import { z } from 'zod';

/** Encodings of text files that are read: Unicode, and what systems of many countries wrote before it. */
export const textEncodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'koi8-r',
  'iso-8859-2',
  'macintosh',
  'cp850',
  'cp437',
] as const;
export const textEncoding = z.enum(textEncodings);
export type TextEncoding = z.infer<typeof textEncoding>;

/** What may stand around a cell that holds the separator or a line end; `none` where every such character belongs to the text. */
export const quoteMarks = ['"', "'", 'none'] as const;
export type QuoteMark = (typeof quoteMarks)[number];

/** Rows from the top of a file among which its header is. */
export const headerRows = 50;

/** The name of a sheet as the workbook has it, blanks at its ends included. */
const sheetName = z
  .string()
  .min(1)
  .max(200)
  .refine((name) => name.isWellFormed() && !name.includes('\0'), { message: 'characters_not_allowed' });

/** How a file is to be read, as far as an admin says so; the rest is what its bytes suggest. */
export const fileLayout = {
  sheet: sheetName.optional(),
  encoding: textEncoding.optional(),
  /** One character; line ends and quotation marks separate nothing. */
  delimiter: z
    .string()
    .regex(/^[^\r\n"'\0\uD800-\uDFFF]$/)
    .optional(),
  quote: z.enum(quoteMarks).optional(),
  /** Row of the header in the file, from 1; 0 where the first row is already data. */
  headerRow: z.coerce.number().int().min(0).max(headerRows).optional(),
};
export type FileLayout = z.infer<z.ZodObject<typeof fileLayout>>;
