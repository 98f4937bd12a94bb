import { z } from 'zod';
import { quoteMarks, textEncodings } from './text-layouts.ts';

export const textEncoding = z.enum(textEncodings);

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
  headerRow: z.number().int().min(0).max(headerRows).optional(),
};
export type FileLayout = z.infer<z.ZodObject<typeof fileLayout>>;

/** Digits alone are a number: nothing at all would be taken for row 0, and the header for data. */
const readNumber = (written: unknown) => (typeof written === 'string' && /^\d+$/.test(written) ? Number(written) : written);

/** The same as it is written in an address, or at a terminal. */
export const writtenLayout = { ...fileLayout, headerRow: z.preprocess(readNumber, fileLayout.headerRow.unwrap()).optional() };
