import { open } from 'node:fs/promises';
import { limits } from './limits.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** Where a file's rows come from; the content decides, whatever the file is called. */
export type FileKind = 'text' | 'zip' | 'xls';

/** First bytes of kinds of files that people take for a table, and what to call them. */
const otherFormats: readonly [signature: string, name: string][] = [
  ['%PDF', 'PDF'],
  ['{\\rtf', 'RTF'],
  ['\x89PNG', 'PNG'],
  ['\xff\xd8\xff', 'JPEG'],
  ['GIF8', 'GIF'],
  ['RIFF', 'RIFF'],
  ['\x1f\x8b', 'GZIP'],
  ['7z\xbc\xaf\x27\x1c', '7-Zip'],
  ['Rar!', 'RAR'],
  ['BZh', 'BZIP2'],
  ['\xfd7zXZ', 'XZ'],
  ['SQLite format 3', 'SQLite'],
  ['PAR1', 'Parquet'],
  // Before Excel 97: files that are a workbook's stream by itself, by the record with which each version begins one.
  ['\x09\x00\x04\x00', 'Excel 2'],
  ['\x09\x02\x06\x00', 'Excel 3'],
  ['\x09\x04\x06\x00', 'Excel 4'],
  ['\x09\x08\x08\x00', 'Excel 95'],
];

/**
 * Tables and lists as other programs write them in plain text, which would be read as lines of nonsense. A list may begin with the
 * header `ID;P…` as SYLK does: that has a cell with its row or column somewhere below.
 */
const otherTexts: readonly [beginning: RegExp, name: string][] = [
  [/^ID;P.*[\r\n](?:.*[\r\n])*[BC];[XY]\d+(?:[;\r\n]|$)/, 'SYLK'],
  [/^TABLE\s*[\r\n]+0,1\s*[\r\n]+"/, 'DIF'],
  [/^BEGIN:VCARD\s/i, 'vCard'],
];

const oleContainer = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

/** Looks at size and first bytes. Throws UnreadableFile for an empty, an oversized and a foreign file. */
export async function recogniseFormat(path: string): Promise<FileKind> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    if (size === 0) throw new UnreadableFile('file_empty');
    refuseLarger(size, limits.fileBytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    const kind = recogniseBytes(buffer.subarray(0, bytesRead));
    if (kind === 'xls') refuseLarger(size, limits.xlsBytes);
    return kind;
  } finally {
    await handle.close();
  }
}

function refuseLarger(size: number, most: number): void {
  if (size > most) throw new UnreadableFile('file_too_large', { megabytes: most / 1024 / 1024 });
}

function recogniseBytes(bytes: Buffer): FileKind {
  const head = bytes.toString('latin1');
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06') || head.startsWith('PK\x07\x08')) return 'zip';
  if (head.startsWith(oleContainer)) return 'xls';
  const other = otherFormats.find(([signature]) => head.startsWith(signature));
  if (other !== undefined) throw new UnreadableFile('file_other_format', { format: other[1] });
  const text = head.replace(/^\xef\xbb\xbf/, '').trimStart();
  refuseMarkup(text.slice(0, 512).toLowerCase());
  const otherText = otherTexts.find(([beginning]) => beginning.test(text));
  if (otherText !== undefined) throw new UnreadableFile('file_other_format', { format: otherText[1] });
  return 'text';
}

/** Web pages and XML are often saved under the name of a spreadsheet. */
function refuseMarkup(head: string): void {
  if (/^(<!doctype html|<html|<head|<body|<table|<meta|<style)/.test(head))
    throw new UnreadableFile('file_other_format', { format: 'HTML' });
  if (head.startsWith('<?xml') || /^<\w+[^>]*xmlns/.test(head)) throw new UnreadableFile('file_other_format', { format: 'XML' });
  if (/^[[{]\s*["{[]/.test(head)) throw new UnreadableFile('file_other_format', { format: 'JSON' });
  if (head.startsWith('mime-version:')) throw new UnreadableFile('file_other_format', { format: 'MHTML' });
}
