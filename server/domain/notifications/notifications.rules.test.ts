import { expect, test } from 'vitest';
import { conflictAction } from '../../../contract/conflicts.ts';
import { notificationKind } from '../../../contract/notifications.ts';
import { isScarce, linkOf, namesInSentence, titleOf } from './notifications.rules.ts';

const told = {
  count: 1_250,
  staffName: 'Rina',
  databaseName: 'WD Oktober',
  batchTitle: 'WD Oktober · 3 Okt 2026',
  severalCards: false,
  reserverName: 'Dewi',
  resolution: 'keep',
  freeBytes: 850 * 1024 * 1024,
} as const;

/** A word that stands in no sentence by itself. */
const nonsense = (word: string): string => `⟪${word}⟫`;

const nonsenseFor = <Words extends Record<string, string>>(words: Words) =>
  // Each name keeps its place.
  Object.fromEntries(Object.entries(words).map(([name, word]) => [name, nonsense(word)])) as { readonly [Name in keyof Words]: string };

test('every kind has its sentence in both languages, with the number as the language writes it', () => {
  const titles = notificationKind.options.flatMap((kind) => [titleOf({ ...told, kind }, 'id'), titleOf({ ...told, kind }, 'en')]);
  expect(new Set(titles).size).toBe(titles.length);
  expect(titles.filter((title) => /undefined|null|\{/.test(title))).toEqual([]);
  expect(titleOf({ ...told, kind: 'records_marked_invalid' }, 'id')).toBe('Rina menandai 1.250 record tidak valid di WD Oktober');
  expect(titleOf({ ...told, kind: 'records_marked_invalid' }, 'en')).toBe('Rina marked 1,250 records invalid in WD Oktober');
});

test('a kind is found by the names that its sentence has, and by no other', () => {
  const words = { staffName: 'who', databaseName: 'database', batchTitle: 'card', reserverName: 'reserver' };
  for (const kind of notificationKind.options) {
    for (const language of ['id', 'en'] as const) {
      const titles = conflictAction.options.map((resolution) =>
        titleOf({ ...told, kind, count: 2, resolution, ...nonsenseFor(words) }, language),
      );
      for (const title of titles)
        expect([kind, Object.values(words).filter((word) => title.includes(nonsense(word)))]).toEqual([kind, [...namesInSentence[kind]]]);
    }
  }
});

test('a resolved conflict says how, in both languages', () => {
  const kind = 'conflict_resolved';
  const actions = conflictAction.options;
  const titles = actions.flatMap((resolution) =>
    (['id', 'en'] as const).map((language) => titleOf({ ...told, kind, resolution }, language)),
  );
  expect(new Set(titles).size).toBe(2 * actions.length);
  expect(titles.every((title) => title.includes('Rina') && title.includes('Dewi'))).toBe(true);
  expect(titleOf({ ...told, kind, resolution: 'recall', count: 1 }, 'id')).toBe(
    'Konflik selesai: 1 record yang direservasi Dewi ditarik dari Rina',
  );
});

test('one is one record, and what is gone has a name', () => {
  expect(titleOf({ ...told, kind: 'records_assigned', count: 1 }, 'en')).toBe('You received 1 record on the card WD Oktober · 3 Okt 2026');
  expect(titleOf({ ...told, kind: 'records_recalled', batchTitle: null }, 'id')).toBe(
    '1.250 record ditarik dari kartu Belum dikelompokkan',
  );
  expect(titleOf({ ...told, kind: 'records_recalled', batchTitle: null, severalCards: true }, 'en')).toBe(
    '1,250 records taken back from several cards of WD Oktober',
  );
  expect(titleOf({ ...told, kind: 'import_finished', databaseName: null, count: 0 }, 'id')).toBe(
    'Impor database yang sudah dihapus selesai: 0 record',
  );
});

test('a link leads staff to the card, admins to the module', () => {
  const place = { kind: 'records_marked_invalid', module: 'bonanza', batchId: '7' } as const;
  expect(linkOf(place, 'staff')).toBe('/kartu/7');
  expect(linkOf({ ...place, kind: 'verdict_rejected' }, 'staff')).toBe('/kartu/7?filter=ditolak');
  expect(linkOf({ ...place, kind: 'records_replaced' }, 'staff')).toBe('/kartu/7?filter=baru');
  expect(linkOf({ ...place, kind: 'conflict_appeared' }, 'staff')).toBe('/kartu/7?filter=konflik');
  expect(linkOf({ ...place, batchId: null }, 'staff')).toBe('/data-saya');
  expect(linkOf(place, 'admin')).toBe('/bonanza?tab=invalid');
  expect(linkOf({ ...place, kind: 'import_finished' }, 'owner')).toBe('/bonanza');
  expect(linkOf({ ...place, kind: 'conflict_appeared' }, 'admin')).toBe('/bonanza?tab=konflik');
  expect(linkOf({ ...place, kind: 'conflict_appeared', ofAnother: true }, 'staff')).toBe('/data-saya');
  expect(linkOf({ ...place, module: null }, 'owner')).toBe('/');
});

test('a disk is about to fill below a tenth of it, but no less than 1 GiB and no more than 10, until there is a quarter more', () => {
  const gib = 1024 ** 3;
  for (const [total, limit] of [
    [4, 1],
    [40, 4],
    [4_000, 10],
  ] as const) {
    expect(isScarce({ total: total * gib, free: limit * gib }, false)).toBe(false);
    expect(isScarce({ total: total * gib, free: limit * gib - 1 }, false)).toBe(true);
    expect(isScarce({ total: total * gib, free: limit * gib }, true)).toBe(true);
    expect(isScarce({ total: total * gib, free: 1.25 * limit * gib }, true)).toBe(false);
  }
  expect(titleOf({ ...told, kind: 'disk_filling' }, 'id')).toMatch(/tinggal 850 MB\./);
  expect(titleOf({ ...told, kind: 'disk_filling', freeBytes: 1.49 * gib }, 'id')).toMatch(/tinggal 1,4 GB\./);
  expect(titleOf({ ...told, kind: 'disk_filling', freeBytes: 1.49 * gib }, 'en')).toMatch(/, 1\.4 GB left/);
});
