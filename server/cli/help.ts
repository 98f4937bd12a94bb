import type { Sentence } from '../../contract/problem-kind.ts';

const shared: Sentence = {
  id: `Untuk semua perintah:
  --as USERNAME          dicatat sebagai perbuatan admin atau pemilik ini; tanpa ini, perbuatan program
  --language id|en       bahasa; tanpa ini dari LANG, selain itu Indonesia
  --help                 bantuan ini

Data dicari di CERMAT_DATA (./data), atau di PostgreSQL yang disebut DATABASE_URL. Program boleh sedang berjalan.
Kode keluar: 0 selesai, 1 ditolak, 2 perintah keliru.`,
  en: `For every command:
  --as USERNAME          kept as an act of this admin or owner; without it, of the program
  --language id|en       language; without it by LANG, else Indonesian
  --help                 this help

The data is looked for in CERMAT_DATA (./data), or in the PostgreSQL that DATABASE_URL names. The program may be running.
Exit codes: 0 done, 1 refused, 2 wrong command line.`,
};

function help(id: string, en: string): Sentence {
  return { id: `${id}\n\n${shared.id}`, en: `${en}\n\n${shared.en}` };
}

export const importHelp = help(
  `Pemakaian: cermat import FILE --module MODUL --product NAMA --name NAMA [pilihan]

Memeriksa satu daftar (CSV, TSV, XLSX, XLS dari Excel 97 ke atas), lalu mengimpornya: semua atau tidak sama sekali.

  --module MODUL         normal, bonanza, atau memberwd
  --product NAMA         produk pemilik daftar
  --create-product       buat produknya bila belum ada
  --name NAMA            nama database yang dibuat
  --sheet NAMA           lembar yang dibaca; tanpa ini lembar pertama yang berisi tabel
  --encoding NAMA        pengodean huruf, misalnya windows-1251; tanpa ini dikenali dari isinya
  --delimiter TANDA      pemisah kolom, misalnya ";" atau "\\t"; tanpa ini dikenali dari isinya
  --quote TANDA          tanda kutip: ", ' atau none
  --header BARIS         baris judul kolom; 0 bila tidak ada judul; tanpa ini dikenali
  --key KOLOM            kolom Customer ID; tanpa ini ditebak
  --phone KOLOM          kolom telepon; tanpa ini ditebak
  --column-name KOLOM    kolom nama; tanpa ini ditebak
  --deposited-before KOLOM   kolom sudah pernah depo; tanpa ini ditebak
                         (tanda - sebagai KOLOM: tidak ada kolom seperti itu)
  --duplicates skip|keep member yang sudah ada di produk ini: lewati (bawaan) atau tetap impor
  --check                periksa saja, tidak mengimpor
  --again                impor walaupun file yang sama sudah pernah diimpor`,
  `Usage: cermat import FILE --module MODULE --product NAME --name NAME [options]

Checks a list (CSV, TSV, XLSX, XLS of Excel 97 and later) and imports it: all of it or nothing.

  --module MODULE        normal, bonanza or memberwd
  --product NAME         the product the list belongs to
  --create-product       make the product if there is none
  --name NAME            name of the database that is made
  --sheet NAME           the sheet to read; without it the first that holds a table
  --encoding NAME        text encoding, as windows-1251; without it found by the content
  --delimiter CHARACTER  what separates columns, as ";" or "\\t"; without it found by the content
  --quote CHARACTER      quotation mark: ", ' or none
  --header ROW           row of the header; 0 where there is none; without it found
  --key COLUMN           column of the Customer ID; without it guessed
  --phone COLUMN         column of the phone; without it guessed
  --column-name COLUMN   column of the name; without it guessed
  --deposited-before COLUMN  column of the first-deposit mark; without it guessed
                         (a dash as COLUMN: there is no such column)
  --duplicates skip|keep members who are in the product already: skip (usual) or import again
  --check                check only
  --again                import although the same file was imported before`,
);

export const assignHelp = help(
  `Pemakaian: cermat assign --database DATABASE --staff USERNAME[,USERNAME…] --quantity JUMLAH [pilihan]

Membagikan record yang tersedia; setiap staff mendapat satu kartu baru.

  --database DATABASE    id atau nama database
  --staff USERNAME,…     satu atau beberapa staff
  --quantity JUMLAH      banyaknya untuk setiap staff
  --order random|file    acak atau urutan file; tanpa ini sesuai Pengaturan
  --seed ANGKA           awal urutan acak, untuk mengulanginya
  --preview              lihat saja berapa yang memenuhi syarat`,
  `Usage: cermat assign --database DATABASE --staff USERNAME[,USERNAME…] --quantity NUMBER [options]

Gives available records; each staff member gets one new card.

  --database DATABASE    id or name of the database
  --staff USERNAME,…     one or several staff members
  --quantity NUMBER      how many for each of them
  --order random|file    at random or in the file's order; as in the settings where it is left out
  --seed NUMBER          where the random order begins, to repeat it
  --preview              only show how many could be given`,
);

export const usersHelp = help(
  `Pemakaian: cermat users list [--role owner|admin|staff] [--inactive]
       cermat users add USERNAME [--name NAMA] [--role PERAN] [--email ALAMAT] [--password KATA | --password-stdin]
       cermat users invite USERNAME
       cermat users deactivate USERNAME (--recall | --hand-to USERNAME) (--release | --move-to USERNAME)
       cermat users activate USERNAME

Tanpa kata sandi, pengguna baru mendapat tautan untuk membuatnya sendiri. PERAN bawaan: staff.
Saat dinonaktifkan, record yang dipegang ditarik (--recall) atau dipindahkan (--hand-to), dan reservasinya
dilepas (--release) atau dipindahkan (--move-to).`,
  `Usage: cermat users list [--role owner|admin|staff] [--inactive]
       cermat users add USERNAME [--name NAME] [--role ROLE] [--email ADDRESS] [--password WORD | --password-stdin]
       cermat users invite USERNAME
       cermat users deactivate USERNAME (--recall | --hand-to USERNAME) (--release | --move-to USERNAME)
       cermat users activate USERNAME

Without a password, a new user gets a link to set one. The usual ROLE is staff.
When somebody is deactivated, the records they hold are recalled (--recall) or handed over (--hand-to), and their
reservations released (--release) or moved (--move-to).`,
);

export const statusHelp = help(
  `Pemakaian: cermat status

Versi, letak data, apakah program berjalan, dan banyaknya database, record, pengguna, dan pekerjaan.`,
  `Usage: cermat status

Version, where the data lies, whether the program runs, and how many databases, records, users and jobs there are.`,
);

/** The help of the program itself; `commands` is the list of them. */
export function programHelp(commands: Sentence): Sentence {
  return help(
    `Pemakaian: cermat PERINTAH [pilihan]\n\n${commands.id}\n\n"cermat PERINTAH --help" menjelaskan satu perintah.`,
    `Usage: cermat COMMAND [options]\n\n${commands.en}\n\n"cermat COMMAND --help" explains a command.`,
  );
}
