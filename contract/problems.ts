import { kind, type ProblemKind } from './problem-kind.ts';
import { requestProblems } from './request-problems.ts';

/** Every answer that says no: the stable code, its status, and what is wrong and what to do, in words. */
export const problems = {
  ...requestProblems,
  conflict: kind(
    409,
    ['Keadaan sudah berubah', 'Muat ulang halaman untuk melihat keadaan terbaru, lalu coba lagi.'],
    ['The state has changed', 'Reload to see how things stand now, then try again.'],
  ),
  note_changed: kind(
    409,
    ['Catatan sudah diubah', 'Catatan ini sudah diubah sejak Anda mulai menulis, jadi tidak ditimpa. Lihat catatan terbaru, lalu pilih.'],
    [
      'The note has changed',
      'This note was changed since you began to write, so it was not overwritten. Look at the newest one, then choose.',
    ],
  ),
  wrong_state: kind(
    409,
    [
      'Keadaan record sudah berubah',
      '{count} dari {asked} record tidak lagi dalam keadaan yang diperlukan, jadi tidak ada yang diubah. Muat ulang daftar, lalu coba lagi.',
    ],
    [
      'The records have changed',
      '{count} of {asked} records are no longer in the state this needs, so nothing was changed. Reload the list and try again.',
    ],
  ),
  selection_changed: kind(
    409,
    [
      'Isinya sudah berubah',
      'Saat Anda melihatnya ada {expected} record, dan sekarang tidak persis sama lagi ({found} record). Tidak ada yang diubah. Muat ulang daftar, lalu coba lagi.',
    ],
    [
      'It has changed meanwhile',
      'There were {expected} records when you looked, and they are no longer exactly the same now ({found} records). Nothing was changed. Reload the list and try again.',
    ],
  ),
  conflict_ended: kind(
    409,
    [
      'Konflik sudah selesai',
      '{count} dari {asked} record tidak lagi dalam konflik, jadi tidak ada yang diubah. Muat ulang daftar untuk melihat keadaan terbaru.',
    ],
    [
      'The conflict is over',
      '{count} of {asked} records are no longer in conflict, so nothing was changed. Reload the list to see how things stand now.',
    ],
  ),
  several_holders: kind(
    422,
    [
      'Dipegang beberapa staff',
      'Satu reservasi hanya bisa pindah ke satu staff, sedangkan record member ini dipegang beberapa staff. Pilih satu record saja.',
    ],
    [
      'Held by several',
      'A reservation can move to one staff member only, and several hold records of this member. Choose one of the records.',
    ],
  ),
  already_reserved: kind(
    409,
    ['Sudah direservasi', 'Member ini sudah direservasi {staff}. Lepas atau pindahkan reservasi itu dahulu.'],
    ['Already reserved', 'This member is already reserved by {staff}. Release or move that reservation first.'],
  ),
  person_held: kind(
    409,
    ['Sudah dipegang staff lain', 'Member ini sudah dipegang staff lain. Tarik dahulu, atau kembalikan record ini ke data tersedia.'],
    ['Held already', 'Another staff member holds this member. Recall that record first, or restore this one to the pool.'],
  ),
  no_card: kind(
    409,
    ['Tidak ada kartu asal', 'Record ini tidak punya kartu asal. Kembalikan ke data tersedia.'],
    ['No card to return to', 'This record has no card it came from. Restore it to the pool.'],
  ),
  name_taken: kind(
    409,
    ['Nama sudah dipakai', 'Sudah ada yang bernama {name}. Pilih nama lain.'],
    ['Name taken', '{name} exists already. Choose another name.'],
  ),
  import_worked: kind(
    409,
    ['Impor tidak bisa dibatalkan', 'Sudah ada record dari database ini yang pernah dibagikan.'],
    ['The import cannot be undone', 'Records of this database have been assigned before.'],
  ),
  upload_used: kind(
    409,
    ['File sudah diimpor', 'Unggah filenya lagi untuk mengimpornya sekali lagi.'],
    ['The file was imported', 'Upload the file again to import it once more.'],
  ),
  still_holding: kind(
    409,
    [
      'Masih memegang data',
      'Staff ini masih memegang {records} record dan {reservations} reservasi. Tarik atau pindahkan dahulu, lalu ganti perannya.',
    ],
    [
      'Still holding',
      'This staff member still holds {records} records and {reservations} reservations. Recall or move them, then change the role.',
    ],
  ),
  last_owner: kind(
    409,
    ['Pemilik terakhir', 'Harus selalu ada satu pemilik yang aktif.'],
    ['Last owner', 'There must always be one active owner.'],
  ),
  password_changed: kind(
    409,
    [
      'Kata sandi sudah diganti',
      'Sementara itu kata sandi akun ini sudah diganti, atau sudah ada tautan baru untuk membuatnya, jadi kata sandi baru Anda tidak disimpan. Masuk lagi dengan kata sandi yang berlaku.',
    ],
    [
      'The password was changed',
      'The password of this account was changed meanwhile, or a new link to set it was made, so your new password was not kept. Sign in again with the one that holds.',
    ],
  ),
  invitation_ended: kind(
    404,
    ['Tautan tidak berlaku', 'Tautan undangan ini sudah dipakai atau kedaluwarsa. Minta tautan baru kepada pemilik.'],
    ['The link does not work', 'This invitation was used or has expired. Ask the owner for a new one.'],
  ),
  invalid_input: kind(
    422,
    ['Isian belum benar', 'Periksa isian yang disebut di bawah, lalu coba lagi.'],
    ['The input is not right', 'Mend the fields named below and try again.'],
  ),
  reason_required: kind(
    422,
    ['Alasan wajib dipilih', 'Pilih alasan mengapa record ini tidak valid.'],
    ['A reason is required', 'Choose why the record is invalid.'],
  ),
  note_required: kind(
    422,
    ['Catatan wajib diisi', 'Alasan “{reason}” memerlukan catatan.'],
    ['A note is required', 'The reason “{reason}” needs a note.'],
  ),
  reason_inactive: kind(
    422,
    ['Alasan tidak dipakai lagi', 'Pilih alasan lain dari daftar.'],
    ['The reason is no longer used', 'Choose another reason from the list.'],
  ),
  not_staff: kind(
    422,
    ['Bukan staff aktif', '{name} bukan staff yang aktif. Pilih staff lain.'],
    ['Not an active staff member', '{name} is not an active staff member. Choose somebody else.'],
  ),
  product_inactive: kind(
    422,
    ['Produk nonaktif', 'Aktifkan produknya dahulu.'],
    ['The product is inactive', 'Activate the product first.'],
  ),
  other_module_or_product: kind(
    422,
    ['Database tidak cocok', 'Pilih database dari modul dan produk yang sama.'],
    ['The database does not fit', 'Choose a database of the same module and product.'],
  ),
  records_of_several_databases: kind(
    422,
    ['Record dari beberapa database', 'Pilih record dari satu modul dan satu produk saja.'],
    ['Records of several databases', 'Choose records of one module and one product.'],
  ),
  same_staff: kind(
    422,
    ['Staff sama', 'Pilih staff lain sebagai penerima.'],
    ['Same staff member', 'Choose another staff member to receive them.'],
  ),
  matching_fixed: kind(
    409,
    ['Pencocokan telepon sudah tetap', 'Cara mencocokkan telepon hanya bisa dipilih selama produk ini belum punya member.'],
    ['Phone matching is fixed', 'It can be chosen only while the product has no members.'],
  ),
  mapping_column_missing: kind(
    422,
    ['Kolom tidak ada', 'File ini tidak memiliki kolom “{column}”. Pilih kolom yang ada.'],
    ['The column does not exist', 'This file has no column “{column}”. Choose one it has.'],
  ),
  mapping_column_empty: kind(
    422,
    ['Kolom kosong', 'Kolom “{column}” kosong di semua baris. Pilih kolom lain untuk Customer ID atau telepon.'],
    ['The column is empty', 'The column “{column}” is empty in every row. Choose another for the Customer ID or phone.'],
  ),
  nothing_to_import: kind(
    422,
    [
      'Tidak ada yang bisa diimpor',
      'Semua baris ganda, sudah ada, atau tanpa Customer ID dan telepon yang terbaca. Periksa pemetaan kolom dan isi kolom telepon.',
    ],
    [
      'Nothing to import',
      'Every row is a duplicate, exists already, or has neither a Customer ID nor a phone that can be read. Check the mapping of columns and the phones.',
    ],
  ),
  search_too_broad: kind(
    422,
    [
      'Terlalu banyak yang cocok',
      'Lebih dari {most} record cocok dengan pencarian ini. Tulis lebih lengkap, tambah satu kata atau nomor telepon, atau pilih satu database.',
    ],
    ['Too many match', 'More than {most} records match this search. Write more, add another word or a phone number, or choose a database.'],
  ),
  search_too_broad_within: kind(
    422,
    [
      'Terlalu banyak yang cocok',
      'Lebih dari {most} record cocok dengan pencarian ini. Tulis lebih lengkap, atau tambah satu kata atau nomor telepon.',
    ],
    ['Too many match', 'More than {most} records match this search. Write more, or add another word or a phone number.'],
  ),
  search_too_short: kind(
    422,
    [
      'Pencarian terlalu pendek',
      'Ada lebih dari {few} record. Tulis paling sedikit tiga huruf atau angka berurutan, atau pilih satu database.',
    ],
    [
      'The search is too short',
      'There are more than {few} records. Write at least three letters or figures in a row, or choose a database.',
    ],
  ),
  too_many_filters: kind(
    409,
    ['Terlalu banyak filter', 'Paling banyak {most} filter tersimpan di satu halaman. Hapus yang tidak dipakai lagi.'],
    ['Too many filters', 'A page keeps at most {most} filters. Delete one that is no longer used.'],
  ),
  placeholder_unknown: kind(
    422,
    [
      'Isian otomatis tidak dikenal',
      '{placeholder} tidak bisa diisi. Pakai salah satu dari nama, customerId, produk, atau staff di dalam kurung kurawal.',
    ],
    ['Unknown placeholder', '{placeholder} cannot be filled in. Use nama, customerId, produk or staff within the braces.'],
  ),
  phone_unreadable: kind(
    422,
    ['Nomor telepon tidak terbaca', 'Tulis nomor lengkap, misalnya 0812 3456 7890 atau +62 812 3456 7890.'],
    ['The phone number cannot be read', 'Write the whole number, as in 0812 3456 7890 or +62 812 3456 7890.'],
  ),
  customer_key_empty: kind(
    422,
    ['Customer ID kosong', 'Isi Customer ID member ini.'],
    ['The Customer ID is empty', 'Give the member’s Customer ID.'],
  ),
  given_up: kind(
    503,
    ['Tidak berhasil', 'Pekerjaan ini sudah dicoba beberapa kali dan tidak berhasil. Tidak ada yang tersimpan. Coba lagi.'],
    ['It did not succeed', 'This was tried several times and did not succeed. Nothing was kept. Try again.'],
  ),
} as const satisfies { readonly [code: string]: ProblemKind };

export type ProblemCode = keyof typeof problems;
