import { kind } from './problem-kind.ts';

/** What is refused about a request itself, whatever it asks for: who sends it, how it is made, when it comes. */
export const requestProblems = {
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
  answer_forgotten: kind(
    409,
    [
      'Sudah dijalankan',
      'Permintaan ini sudah dijalankan, tetapi jawabannya tidak disimpan lagi. Muat ulang halaman untuk melihat hasilnya.',
    ],
    ['Already done', 'This was done before, but its answer is no longer kept. Reload to see how things stand now.'],
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
  stopping: kind(
    503,
    ['Sedang dihentikan', 'Server sedang dihentikan atau dimulai ulang. Coba lagi sebentar lagi.'],
    ['Stopping', 'The server is being stopped or restarted. Try again shortly.'],
  ),
} as const;
