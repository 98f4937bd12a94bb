/**
 * Why an uploaded file is refused, in words an admin can act on. `{name}` stands for a parameter of the error.
 * The HTTP layer takes status and sentences from here.
 */
export const unreadableFiles = {
  file_empty: {
    status: 422,
    id: { title: 'File kosong', detail: 'File ini tidak berisi data. Pilih file lain, atau periksa apakah datanya sudah tersimpan.' },
    en: { title: 'Empty file', detail: 'This file holds no data. Choose another file, or check that the data was saved.' },
  },
  file_without_rows: {
    status: 422,
    id: { title: 'Tidak ada baris data', detail: 'File ini hanya berisi judul kolom. Tambahkan baris data di bawahnya, lalu unggah lagi.' },
    en: { title: 'No data rows', detail: 'This file holds a header only. Add data rows below it and upload it again.' },
  },
  file_too_large: {
    status: 413,
    id: {
      title: 'File terlalu besar',
      detail: 'Ukuran file paling besar {megabytes} MB. Bagi menjadi beberapa file, lalu unggah satu per satu.',
    },
    en: {
      title: 'File too large',
      detail: 'A file may have {megabytes} MB at most. Split it into several files and upload them one by one.',
    },
  },
  file_encrypted: {
    status: 422,
    id: {
      title: 'File dikunci kata sandi',
      detail:
        'File ini dilindungi kata sandi sehingga isinya tidak bisa dibaca. Buka di Excel, hapus kata sandinya, simpan, lalu unggah lagi.',
    },
    en: {
      title: 'File locked by a password',
      detail:
        'This file is protected by a password and cannot be read. Open it in Excel, remove the password, save it and upload it again.',
    },
  },
  file_other_format: {
    status: 415,
    id: {
      title: 'Jenis file tidak didukung',
      detail:
        'Ini file {format}, bukan tabel yang bisa diimpor. Buka di Excel atau Google Sheets, simpan sebagai XLSX atau CSV, lalu unggah lagi.',
    },
    en: {
      title: 'Unsupported kind of file',
      detail:
        'This file is in the format {format}, which cannot be imported. Open it in Excel or Google Sheets, save it as XLSX or CSV and upload it again.',
    },
  },
  file_not_a_table: {
    status: 415,
    id: {
      title: 'Bukan file tabel',
      detail: 'Isi file ini bukan tabel yang dikenal. Simpan daftar sebagai XLSX atau CSV, lalu unggah lagi.',
    },
    en: { title: 'Not a table', detail: 'The content of this file is no table we know. Save the list as XLSX or CSV and upload it again.' },
  },
  file_damaged: {
    status: 422,
    id: {
      title: 'File rusak',
      detail: 'File ini rusak atau tidak terunggah sampai selesai. Buka di Excel, simpan ulang sebagai XLSX, lalu unggah lagi.',
    },
    en: {
      title: 'Damaged file',
      detail: 'This file is damaged or incomplete. Open it in Excel, save it again as XLSX and upload it again.',
    },
  },
  file_bomb: {
    status: 422,
    id: {
      title: 'Isi file tidak wajar',
      detail:
        'Setelah dibuka, isi file ini jauh lebih besar daripada daftar yang wajar, jadi tidak dibaca. Salin datanya ke lembar baru, simpan sebagai XLSX atau CSV, lalu unggah lagi.',
    },
    en: {
      title: 'Implausible content',
      detail:
        'Unpacked, this file is far larger than any real list, so it was not read. Copy the data to a new sheet, save it as XLSX or CSV and upload it again.',
    },
  },
  too_many_rows: {
    status: 422,
    id: {
      title: 'Terlalu banyak baris',
      detail: 'Satu file paling banyak berisi {limit} baris. Bagi menjadi beberapa file, lalu unggah satu per satu.',
    },
    en: {
      title: 'Too many rows',
      detail: 'One file may hold {limit} rows at most. Split it into several files and upload them one by one.',
    },
  },
  too_many_columns: {
    status: 422,
    id: {
      title: 'Terlalu banyak kolom',
      detail: 'Baris {row} berisi lebih dari {limit} kolom. Hapus kolom yang tidak diperlukan, lalu unggah lagi.',
    },
    en: {
      title: 'Too many columns',
      detail: 'Row {row} has more than {limit} columns. Remove the columns you do not need and upload it again.',
    },
  },
  cell_too_long: {
    status: 422,
    id: {
      title: 'Isi sel terlalu panjang',
      detail: 'Sel di baris {row}, kolom {column}, lebih panjang dari {limit} karakter. Persingkat isinya, lalu unggah lagi.',
    },
    en: {
      title: 'Cell too long',
      detail: 'The cell in row {row}, column {column}, has more than {limit} characters. Shorten it and upload the file again.',
    },
  },
  row_too_long: {
    status: 422,
    id: {
      title: 'Baris terlalu panjang',
      detail: 'Baris {row} lebih panjang dari {limit} karakter. Perbaiki baris itu, lalu unggah lagi.',
    },
    en: { title: 'Row too long', detail: 'Row {row} has more than {limit} characters. Mend that row and upload it again.' },
  },
  quote_unclosed: {
    status: 422,
    id: {
      title: 'Tanda kutip tidak berpasangan',
      detail:
        'Di baris {row} ada tanda kutip (") yang tidak ditutup dengan benar, sehingga baris sesudahnya ikut terbaca sebagai isi satu sel. Perbaiki baris itu, atau simpan ulang dari Excel sebagai XLSX, lalu unggah lagi.',
    },
    en: {
      title: 'Unbalanced quotation mark',
      detail:
        'Row {row} has a quotation mark (") that is not closed properly, so the rows after it would be read as one cell. Mend that row, or save the list from Excel as XLSX, and upload it again.',
    },
  },
  nul_character: {
    status: 422,
    id: {
      title: 'Ada karakter yang rusak',
      detail:
        'Sel di baris {row}, kolom {column}, berisi karakter NUL, tanda bahwa file ini rusak. Perbaiki sel itu, atau simpan ulang dari Excel sebagai XLSX, lalu unggah lagi.',
    },
    en: {
      title: 'Broken character',
      detail:
        'The cell in row {row}, column {column}, holds a NUL character, a sign of damage. Mend that cell, or save the list from Excel as XLSX, and upload it again.',
    },
  },
  encoding_unknown: {
    status: 422,
    id: {
      title: 'Pengodean huruf tidak dikenal',
      detail:
        'Huruf di baris {row} tidak bisa dibaca dengan pasti. Buka file di Excel, simpan sebagai "CSV UTF-8" atau XLSX, lalu unggah lagi.',
    },
    en: {
      title: 'Unknown text encoding',
      detail:
        'The letters in row {row} cannot be read with certainty. Open the file in Excel, save it as "CSV UTF-8" or XLSX and upload it again.',
    },
  },
  encoding_undecided: {
    status: 422,
    id: {
      title: 'Pilih pengodean huruf',
      detail: 'Huruf di file ini bisa dibaca dengan beberapa cara. Pilih cara yang membuat nama-namanya benar, lalu lanjutkan.',
    },
    en: {
      title: 'Choose the text encoding',
      detail: 'The letters of this file can be read in several ways. Choose the one in which the names are right, then go on.',
    },
  },
  encoding_misfit: {
    status: 422,
    id: {
      title: 'Pengodean huruf tidak cocok',
      detail: 'Di baris {row} ada huruf yang tidak ada dalam pengodean {encoding}. Pilih pengodean lain.',
    },
    en: {
      title: 'The text encoding does not fit',
      detail: 'Row {row} holds a letter that the encoding {encoding} does not have. Choose another encoding.',
    },
  },
  header_missing: {
    status: 422,
    id: { title: 'Baris judul kosong', detail: 'Baris {row} yang dipilih sebagai judul kolom tidak berisi apa-apa. Pilih baris lain.' },
    en: { title: 'Empty header row', detail: 'Row {row}, chosen as the header, holds nothing. Choose another row.' },
  },
  layout_misfit: {
    status: 422,
    id: {
      title: 'Pilihan tidak berlaku untuk file ini',
      detail: 'Pengodean huruf, pemisah, dan tanda kutip hanya ada di file teks seperti CSV. File ini buku kerja Excel.',
    },
    en: {
      title: 'Not a choice for this file',
      detail: 'Only a text file such as CSV has a text encoding, a delimiter and quotation marks. This file is a workbook.',
    },
  },
  sheet_missing: {
    status: 422,
    id: { title: 'Lembar tidak ditemukan', detail: 'Tidak ada lembar bernama "{sheet}" di file ini. Pilih lembar lain.' },
    en: { title: 'Sheet not found', detail: 'There is no sheet named "{sheet}" in this file. Choose another sheet.' },
  },
  file_too_slow: {
    status: 422,
    id: {
      title: 'File terlalu lama dibaca',
      detail:
        'File ini tidak selesai dibaca dalam {seconds} detik. Simpan ulang sebagai CSV, atau bagi menjadi beberapa file, lalu unggah lagi.',
    },
    en: {
      title: 'File takes too long',
      detail: 'This file could not be read within {seconds} seconds. Save it as CSV, or split it into several files, and upload it again.',
    },
  },
  file_too_heavy: {
    status: 422,
    id: {
      title: 'File terlalu berat',
      detail:
        'Membaca file ini membutuhkan terlalu banyak memori. Simpan ulang sebagai CSV, atau bagi menjadi beberapa file, lalu unggah lagi.',
    },
    en: {
      title: 'File too heavy',
      detail: 'Reading this file takes too much memory. Save it as CSV, or split it into several files, and upload it again.',
    },
  },
} as const;

export type UnreadableFileCode = keyof typeof unreadableFiles;
export type UnreadableFileParams = Record<string, string | number>;

/** A file that is refused for what it holds. Everything else that is thrown while reading is a fault of ours. */
export class UnreadableFile extends Error {
  readonly code: UnreadableFileCode;
  readonly params: UnreadableFileParams;

  constructor(code: UnreadableFileCode, params: UnreadableFileParams = {}) {
    super(describe(code, params));
    this.name = 'UnreadableFile';
    this.code = code;
    this.params = params;
  }
}

const codesOfSheets: ReadonlySet<UnreadableFileCode> = new Set([
  'file_empty',
  'file_without_rows',
  'too_many_rows',
  'too_many_columns',
  'cell_too_long',
  'row_too_long',
]);

/** Whether a sheet was refused for its own shape, so that another sheet of the same file may be a list. Throws everything else. */
export function requireRefusalOfSheet(error: unknown): UnreadableFile {
  if (error instanceof UnreadableFile && codesOfSheets.has(error.code)) return error;
  throw error;
}

function describe(code: UnreadableFileCode, params: UnreadableFileParams): string {
  return unreadableFiles[code].en.detail.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
