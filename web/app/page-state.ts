import { notFound } from '@tanstack/react-router';
import { oneOf, pageOf, present, textOf } from '../lib/search.ts';

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
    tab: oneOf(search, 'tab', ['batch', 'invalid', 'arsip']),
    panel: oneOf(search, 'panel', ['impor', 'bagikan', 'ganti', 'rincian']),
    dialog: oneOf(search, 'dialog', ['produk', 'staff']),
    database: textOf(search, 'database'),
    staff: textOf(search, 'staff'),
    batch: textOf(search, 'batch'),
    alasan: textOf(search, 'alasan'),
    tersedia: oneOf(search, 'tersedia', ['ya', 'tidak']),
    q: textOf(search, 'q'),
    sort: textOf(search, 'sort'),
    page: pageOf(search),
  });

/** The staff member's cards. */
export const myDataSearch = (search: Search) =>
  present({
    filter: oneOf(search, 'filter', ['tindak-lanjut', 'selesai']),
    urut: oneOf(search, 'urut', ['belum', 'nama']),
    q: textOf(search, 'q'),
  });

/** A card: which records, and which one is open. */
export const cardSearch = (search: Search) =>
  present({
    filter: oneOf(search, 'filter', ['belum', 'valid', 'tidak-valid', 'tindak-lanjut', 'baru', 'konflik']),
    record: textOf(search, 'record'),
    q: textOf(search, 'q'),
  });

export const reservationsSearch = (search: Search) =>
  present({
    status: oneOf(search, 'status', ['active', 'released', 'moved']),
    staff: textOf(search, 'staff'),
    q: textOf(search, 'q'),
    page: pageOf(search),
  });

export const usersSearch = (search: Search) =>
  present({
    peran: oneOf(search, 'peran', ['owner', 'admin', 'staff']),
    status: oneOf(search, 'status', ['aktif', 'nonaktif']),
    q: textOf(search, 'q'),
    page: pageOf(search),
  });

export const auditSearch = (search: Search) =>
  present({
    orang: textOf(search, 'orang'),
    dari: textOf(search, 'dari'),
    sampai: textOf(search, 'sampai'),
    q: textOf(search, 'q'),
    page: pageOf(search),
  });
