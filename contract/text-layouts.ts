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
export type TextEncoding = (typeof textEncodings)[number];

/** What may stand around a cell that holds the separator or a line end; `none` where every such character belongs to the text. */
export const quoteMarks = ['"', "'", 'none'] as const;
export type QuoteMark = (typeof quoteMarks)[number];
