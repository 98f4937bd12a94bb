import { useTranslation } from 'react-i18next';

// Only this page's script has these words, so that nobody else loads them.
const id = {
  title: 'Komponen',
  summary: 'Setiap komponen dalam setiap keadaan, dengan data rekaan. Halaman ini tidak mengambil apa pun dari server.',
  contents: 'Isi halaman',
  end: 'Akhir halaman komponen.',
  tables: 'Tabel',
  members: 'Member contoh',
  member: 'Member',
  city: 'Kota',
  staff: 'Staff',
  at: 'Waktu',
  calls: 'Kali dihubungi',
  amount: 'Nilai',
  state: 'Status',
  number: 'Nomor',
  phone: 'Telepon',
  sum: 'Jumlah',
  work: 'pekerjaan',
  records: 'record',
  column: 'Kolom',
  valid: 'Valid',
  invalid: 'Tidak Valid',
  open: 'Belum divalidasi',
  recall: 'Tarik kembali',
  transfer: 'Pindahkan',
  recalled: 'Ditarik kembali',
  tableNote: 'Urutan, kolom, kerapatan, pilihan satu filter, kaki tabel, dan nama yang sulit: 200 karakter, emoji, kanan ke kiri.',
  wide: '500 baris, 60 kolom',
  wideNote: 'Hanya baris yang terlihat digambar; kepala dan kolom pertama tetap di tempat.',
  longHeader: 'Judul kolom asli yang panjang sekali dari file milik orang lain',
  empty: 'Kosong',
} as const;

export type GalleryWords = { readonly [K in keyof typeof id]: string };

const en: GalleryWords = {
  title: 'Components',
  summary: 'Every component in every state, with made-up data. This page asks the server for nothing.',
  contents: 'On this page',
  end: 'End of the components.',
  tables: 'Tables',
  members: 'Sample members',
  member: 'Member',
  city: 'City',
  staff: 'Staff',
  at: 'Time',
  calls: 'Times contacted',
  amount: 'Amount',
  state: 'State',
  number: 'Number',
  phone: 'Phone',
  sum: 'Sum',
  work: 'work',
  records: 'records',
  column: 'Column',
  valid: 'Valid',
  invalid: 'Invalid',
  open: 'Not validated',
  recall: 'Recall',
  transfer: 'Transfer',
  recalled: 'Recalled',
  tableNote: 'Order, columns, density, choice of a whole filter, foot, and awkward names: 200 characters, emoji, right to left.',
  wide: '500 rows, 60 columns',
  wideNote: 'Only rows in view are drawn; head and first column stay.',
  longHeader: 'A very long original column name out of somebody else’s file',
  empty: 'Empty',
};

/** The words of this page in the chosen language. */
export function useGalleryWords(): GalleryWords {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? en : id;
}
