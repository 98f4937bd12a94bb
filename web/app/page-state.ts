import { notFound } from '@tanstack/react-router';
import { dayOf, oneOf, pageOf, present, sizeOf, textOf } from '../lib/search.ts';

type Search = Record<string, unknown>;

const modules = ['normal', 'bonanza', 'memberwd'] as const;

/** The module a path names; anything else is not a page. */
export function moduleOf(text: string): (typeof modules)[number] {
  const found = modules.find((module) => module === text);
  if (found === undefined) throw notFound();
  return found;
}

/** A module's page: which tab, which page of it, what is open beside it. */
export const moduleSearch = (search: Search) =>
  present({
    tab: oneOf(search, 'tab', ['batch', 'invalid', 'arsip', 'konflik']),
    panel: oneOf(search, 'panel', ['impor', 'bagikan', 'ganti', 'rincian']),
    dialog: oneOf(search, 'dialog', ['produk', 'staff']),
    database: textOf(search, 'database'),
    staff: textOf(search, 'staff'),
    batch: textOf(search, 'batch'),
    alasan: textOf(search, 'alasan'),
    tersedia: oneOf(search, 'tersedia', ['ya', 'tidak']),
    dibiarkan: oneOf(search, 'dibiarkan', ['ya']),
    selesai: oneOf(search, 'selesai', ['ya', 'tidak']),
    diimporDari: dayOf(search, 'diimporDari'),
    diimporSampai: dayOf(search, 'diimporSampai'),
    q: textOf(search, 'q'),
    sort: textOf(search, 'sort'),
    page: pageOf(search),
    ukuran: sizeOf(search),
  });

const yesOrNo = (search: Search, name: string) => oneOf(search, name, ['ya', 'tidak']);

/** Every record of a module: each filter, order and place, and which record is open. */
export const allRecordsSearch = (search: Search) =>
  present({
    database: textOf(search, 'database'),
    state: oneOf(search, 'state', ['available', 'assigned', 'archived']),
    staff: textOf(search, 'staff'),
    batch: textOf(search, 'batch'),
    verdict: oneOf(search, 'verdict', ['unvalidated', 'valid', 'invalid']),
    alasan: textOf(search, 'alasan'),
    kontak: oneOf(search, 'kontak', ['none', 'responded', 'noAnswer', 'callBack', 'refused']),
    jangan: yesOrNo(search, 'jangan'),
    konflik: yesOrNo(search, 'konflik'),
    kelompok: yesOrNo(search, 'kelompok'),
    telepon: yesOrNo(search, 'telepon'),
    diganti: yesOrNo(search, 'diganti'),
    pengganti: yesOrNo(search, 'pengganti'),
    tindakDari: dayOf(search, 'tindakDari'),
    tindakSampai: dayOf(search, 'tindakSampai'),
    dibagikanDari: dayOf(search, 'dibagikanDari'),
    dibagikanSampai: dayOf(search, 'dibagikanSampai'),
    diarsipkanDari: dayOf(search, 'diarsipkanDari'),
    diarsipkanSampai: dayOf(search, 'diarsipkanSampai'),
    q: textOf(search, 'q'),
    sort: textOf(search, 'sort'),
    page: pageOf(search),
    ukuran: sizeOf(search),
    record: textOf(search, 'record'),
  });

/** Conflicts of all modules. */
export const conflictsSearch = (search: Search) =>
  present({
    dibiarkan: oneOf(search, 'dibiarkan', ['ya']),
    staff: textOf(search, 'staff'),
    q: textOf(search, 'q'),
    sort: textOf(search, 'sort'),
    page: pageOf(search),
  });

/** The staff member's cards. */
export const myDataSearch = (search: Search) =>
  present({
    filter: oneOf(search, 'filter', ['tindak-lanjut', 'baru', 'konflik', 'selesai']),
    urut: oneOf(search, 'urut', ['belum', 'nama']),
    q: textOf(search, 'q'),
  });

/** A card: which records, which one is open, whether several are being chosen, and where a single record was opened from. */
export const cardSearch = (search: Search) =>
  present({
    filter: oneOf(search, 'filter', ['belum', 'valid', 'tidak-valid', 'tindak-lanjut', 'baru', 'konflik']),
    record: textOf(search, 'record'),
    q: textOf(search, 'q'),
    sort: textOf(search, 'sort'),
    pilih: oneOf(search, 'pilih', ['ya']),
    dari: oneOf(search, 'dari', ['tindak-lanjut', 'pencarian']),
    cari: textOf(search, 'cari'),
  });

export const reservationsSearch = (search: Search) =>
  present({
    status: oneOf(search, 'status', ['requested', 'active', 'declined', 'withdrawn', 'released', 'expired', 'moved']),
    staff: textOf(search, 'staff'),
    q: textOf(search, 'q'),
    sort: textOf(search, 'sort'),
    page: pageOf(search),
    ukuran: sizeOf(search),
  });

const userOrders = (['name', 'username', 'createdAt', 'lastSeenAt', 'assigned', 'unvalidated'] as const).flatMap(
  (column) => [column, `-${column}`] as const,
);

export const usersSearch = (search: Search) =>
  present({
    peran: oneOf(search, 'peran', ['owner', 'admin', 'staff']),
    status: oneOf(search, 'status', ['aktif', 'nonaktif']),
    q: textOf(search, 'q'),
    sort: oneOf(search, 'sort', userOrders),
    page: pageOf(search),
    ukuran: sizeOf(search),
  });

export const productsSearch = (search: Search) =>
  present({
    status: oneOf(search, 'status', ['aktif', 'nonaktif']),
    q: textOf(search, 'q'),
    sort: oneOf(search, 'sort', ['name', '-name']),
    page: pageOf(search),
    ukuran: sizeOf(search),
  });

export const auditSearch = (search: Search) =>
  present({
    orang: textOf(search, 'orang'),
    tindakan: textOf(search, 'tindakan'),
    pada: textOf(search, 'pada'),
    dari: dayOf(search, 'dari'),
    sampai: dayOf(search, 'sampai'),
    q: textOf(search, 'q'),
    page: pageOf(search),
    ukuran: sizeOf(search),
  });
