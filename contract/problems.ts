/** A sentence in the interface's languages; `{name}` is filled in from the problem's parameters. */
export interface Sentence {
  readonly id: string;
  readonly en: string;
}

export interface ProblemKind {
  readonly status: number;
  readonly title: Sentence;
  readonly detail: Sentence;
}

/** Keeps the Indonesian detail as a literal type: its placeholders are the parameters that `problem()` asks for. */
const kind = <const Detail extends string>(status: number, id: [string, Detail], en: [string, string]) => ({
  status,
  title: { id: id[0], en: en[0] },
  detail: { id: id[1], en: en[1] },
});

/** Every answer that says no: the stable code, its status, and what is wrong and what to do, in words. */
export const problems = {
  malformed: kind(
    400,
    ['Permintaan tidak terbaca', 'Periksa isian yang disebut di bawah, lalu coba lagi.'],
    ['The request cannot be read', 'Mend the fields named below and try again.'],
  ),
  not_signed_in: kind(401, ['Belum masuk', 'Silakan masuk dahulu.'], ['Not signed in', 'Sign in first.']),
  session_ended: kind(
    401,
    ['Sesi berakhir', 'Sesi Anda sudah berakhir. Masuk lagi untuk melanjutkan.'],
    ['The session has ended', 'Your session has ended. Sign in again to go on.'],
  ),
  wrong_credentials: kind(
    401,
    ['Tidak bisa masuk', 'Username atau kata sandi salah.'],
    ['Cannot sign in', 'The username or the password is wrong.'],
  ),
  too_many_attempts: kind(
    429,
    ['Terlalu banyak percobaan', 'Tunggu {seconds} detik, lalu coba lagi.'],
    ['Too many attempts', 'Wait {seconds} seconds and try again.'],
  ),
  too_many_requests: kind(
    429,
    ['Terlalu banyak permintaan', 'Tunggu {seconds} detik, lalu coba lagi.'],
    ['Too many requests', 'Wait {seconds} seconds and try again.'],
  ),
  password_must_change: kind(
    403,
    ['Kata sandi harus diganti', 'Ganti kata sandi sementara Anda dahulu.'],
    ['The password must be changed', 'Change your temporary password first.'],
  ),
  not_allowed: kind(403, ['Tidak diizinkan', 'Peran Anda tidak boleh melakukan ini.'], ['Not allowed', 'Your role may not do this.']),
  foreign_origin: kind(
    403,
    ['Asal permintaan ditolak', 'Permintaan ini datang dari situs lain.'],
    ['Foreign origin', 'This request comes from another site.'],
  ),
  not_found: kind(
    404,
    ['Tidak ditemukan', 'Data ini tidak ada atau bukan milik Anda.'],
    ['Not found', 'This does not exist, or is not yours.'],
  ),
  conflict: kind(
    409,
    ['Keadaan sudah berubah', 'Muat ulang halaman untuk melihat keadaan terbaru, lalu coba lagi.'],
    ['The state has changed', 'Reload to see how things stand now, then try again.'],
  ),
  answer_forgotten: kind(
    409,
    [
      'Sudah dijalankan',
      'Permintaan ini sudah dijalankan, tetapi jawabannya tidak disimpan lagi. Muat ulang halaman untuk melihat hasilnya.',
    ],
    ['Already done', 'This was done before, but its answer is no longer kept. Reload to see how things stand now.'],
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
      'Semua baris ganda, sudah ada, atau tanpa Customer ID dan telepon. Unduh baris yang ditolak atau periksa pemetaan kolom.',
    ],
    ['Nothing to import', 'Every row is a duplicate, exists already, or has neither key nor phone. Check the mapping of columns.'],
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
  idempotency_key_reused: kind(
    422,
    ['Kunci sudah dipakai', 'Idempotency-Key ini sudah dipakai untuk permintaan lain.'],
    ['Key reused', 'This Idempotency-Key was used for another request.'],
  ),
  too_slow: kind(
    408,
    ['Permintaan terlalu lambat', 'Permintaan ini tidak sampai seluruhnya pada waktunya. Periksa koneksi Anda, lalu coba lagi.'],
    ['Too slow', 'This request did not arrive in time. Check your connection and try again.'],
  ),
  too_large: kind(413, ['Terlalu besar', 'Kiriman ini melebihi batas {limit}.'], ['Too large', 'This exceeds the limit of {limit}.']),
  headers_too_large: kind(
    431,
    ['Header terlalu besar', 'Header permintaan ini terlalu besar. Hapus cookie situs ini, lalu coba lagi.'],
    ['Headers too large', 'The headers of this request are too large. Clear the cookies of this site and try again.'],
  ),
  media_type: kind(
    415,
    ['Jenis kiriman tidak didukung', 'Kirim sebagai {expected}.'],
    ['Media type not supported', 'Send it as {expected}.'],
  ),
  unexpected: kind(
    500,
    ['Terjadi kesalahan', 'Kesalahan ini sudah dicatat. Coba lagi; bila terulang, sebutkan kode {requestId} kepada admin.'],
    ['Something went wrong', 'It has been logged. Try again; if it happens again, tell the admin the code {requestId}.'],
  ),
  busy: kind(
    503,
    ['Sedang sibuk', 'Server sedang menangani terlalu banyak permintaan. Coba lagi sebentar lagi.'],
    ['Busy now', 'The server is handling too many requests. Try again shortly.'],
  ),
  unavailable: kind(
    503,
    ['Sedang tidak tersedia', 'Database belum bisa dihubungi. Coba lagi sebentar lagi.'],
    ['Not available now', 'The database cannot be reached. Try again shortly.'],
  ),
  disk_full: kind(
    503,
    ['Disk server penuh', 'Disk server sudah penuh, jadi tidak ada yang bisa disimpan. Kosongkan ruang di disk data, lalu coba lagi.'],
    [
      'The server’s disk is full',
      'The server’s disk is full, so nothing can be saved. Free some space where its data lies, then try again.',
    ],
  ),
  cannot_save: kind(
    503,
    ['Belum bisa disimpan', 'Server sedang tidak bisa menyimpan apa pun. Coba lagi nanti; bila terulang, beri tahu pemilik.'],
    ['Cannot be saved now', 'The server cannot save anything at the moment. Try again later; if it happens again, tell the owner.'],
  ),
  given_up: kind(
    503,
    ['Tidak berhasil', 'Pekerjaan ini sudah dicoba beberapa kali dan tidak berhasil. Tidak ada yang tersimpan. Coba lagi.'],
    ['It did not succeed', 'This was tried several times and did not succeed. Nothing was kept. Try again.'],
  ),
  stopping: kind(
    503,
    ['Sedang dihentikan', 'Server sedang dihentikan atau dimulai ulang. Coba lagi sebentar lagi.'],
    ['Stopping', 'The server is being stopped or restarted. Try again shortly.'],
  ),
} as const satisfies { readonly [code: string]: ProblemKind };

export type ProblemCode = keyof typeof problems;
