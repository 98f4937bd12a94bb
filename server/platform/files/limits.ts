import { largestUpload } from '../../../contract/upload-limits.ts';

/** What one uploaded table may hold at most; beyond it the file is refused with a sentence (unreadable-file.ts). */
export const limits = {
  /** Bytes of the file as uploaded. */
  fileBytes: largestUpload,
  /** Bytes of an XLS file, which is held in memory whole. */
  xlsBytes: 100 * 1024 * 1024,
  columns: 500,
  /** Characters (UTF-16 code units) of one cell. Excel itself stops at 32,767. */
  cellCharacters: 100_000,
  /** Characters of one row: the memory one row may take while it is handed on. */
  rowCharacters: 4_000_000,
  /** Rows, counted from the top of the file, blank ones included. */
  textRows: 5_000_000,
  sheetRows: 1_048_576,
  sheetColumns: 16_384,
  /** Entries of an XLSX archive. */
  archiveEntries: 10_000,
  /** Bytes of one unpacked entry: a million rows of twenty cells take about 1.5 GB. */
  entryBytes: 3 * 1024 * 1024 * 1024,
  /** Unpacked bytes per packed byte, counted once an entry is past `ratioFreeBytes`. Real sheets stay below 60. */
  entryRatio: 400,
  ratioFreeBytes: 32 * 1024 * 1024,
  /** Distinct texts of a workbook. */
  sharedStrings: 20_000_000,
} as const;
