import { type Mapping, mapping as mappingSchema } from '../../../contract/uploads.ts';
import type { Module } from '../../../contract/values.ts';
import { checkUpload } from '../../domain/databases/check-upload.ts';
import { importFile, reserveDatabaseId } from '../../domain/databases/import-file.ts';
import { readUpload } from '../../domain/databases/read-upload.ts';
import { renameDatabase } from '../../domain/databases/rename-database.ts';
import { storeUpload } from '../../domain/databases/store-upload.ts';
import { undoImport } from '../../domain/databases/undo-import.ts';
import type { Calendar } from '../calendar.ts';
import type { Chapter, Scene } from '../scene.ts';
import type { Stage } from '../stage.ts';
import { type ListToWrite, writeList } from '../write-list.ts';
import type { ProductName } from './team.ts';

/** A list that comes in during the story. */
export interface ListOfStory extends Omit<ListToWrite, 'rows' | 'product'> {
  readonly name: string;
  readonly fileName: string;
  readonly product: ProductName;
  readonly module: Module;
  readonly rows: number;
  readonly daysAgo: number;
  readonly at: string;
  readonly admin: string;
  readonly duplicates: 'skip' | 'keep';
}

const list = (
  [name, fileName]: readonly [string, string],
  [daysAgo, at, admin]: readonly [number, string, string],
  product: ProductName,
  module: Module,
  [kind, first, rows]: readonly [ListToWrite['kind'], number, number],
  more: Partial<ListOfStory> = {},
): ListOfStory => {
  const usual = { known: 0.04, separator: ',', duplicates: 'skip' } as const;
  return { ...usual, name, fileName, daysAgo, at, admin, product, module, kind, first, rows, ...more };
};

/** Every list, named after the months the story plays in; no two names are the same where two of the months are one. */
export function listsOfStory(calendar: Calendar): readonly ListOfStory[] {
  const [before, then, lately] = [60, 33, 4].map((daysAgo) => calendar.month(daysAgo));
  const day = (daysAgo: number): number => calendar.workday(daysAgo);
  return [
    list([`WD ${before}, ulang`, 'wd_ulang.csv'], [day(41), '10:12', 'lina'], 'Kalanara', 'memberwd', ['withdrawals', 0, 2_400]),
    list([`Pendaftar ${before}`, 'pendaftar.csv'], [day(40), '09:20', 'bayu'], 'Sagaraya', 'normal', ['registrations', 0, 2_600]),
    list(['Member lama', 'member_lama.csv'], [day(37), '13:30', 'lina'], 'Kalanara', 'memberwd', ['withdrawals', 2_500, 3_000]),
    list(['Bonanza poin', 'bonanza.tsv'], [day(36), '11:02', 'mega'], 'Sagaraya', 'bonanza', ['bonus', 3_000, 2_000], { separator: '\t' }),
    list([`WD ${then}, gelombang 1`, 'wd_1.csv'], [day(33), '09:41', 'lina'], 'Sagaraya', 'memberwd', ['withdrawals', 5_200, 3_200]),
    list(['Tidak aktif 60 hari', 'tidak_aktif.csv'], [day(24), '14:15', 'bayu'], 'Arkanusa', 'memberwd', ['withdrawals', 0, 2_100]),
    list([`Pendaftar baru ${then}`, 'pendaftar_2.csv'], [day(19), '09:33', 'bayu'], 'Kalanara', 'normal', ['registrations', 6_000, 2_200], {
      separator: ';',
    }),
    list(['Bonanza ulang tahun', 'ulang_tahun.csv'], [day(15), '10:26', 'mega'], 'Kalanara', 'bonanza', ['bonus', 8_500, 1_500]),
    list([`WD ${then}, gelombang 2`, 'wd_2.csv'], [day(12), '09:12', 'lina'], 'Sagaraya', 'memberwd', ['withdrawals', 8_600, 3_400], {
      known: 0.09,
      duplicates: 'keep',
    }),
    list(['Kontak Jabodetabek', 'jabodetabek.csv'], [day(8), '15:05', 'bayu'], 'Arkanusa', 'normal', ['registrations', 2_400, 1_800]),
    list([`WD ${lately}`, 'wd_baru.csv'], [day(2), '09:26', 'lina'], 'Sagaraya', 'memberwd', ['withdrawals', 12_300, 1_600]),
  ];
}

/** Upload, check, import, as an admin does it in the panel. */
async function importList(stage: Stage, order: ListOfStory): Promise<string> {
  const { database, plan } = stage;
  const actor = stage.person(order.admin);
  // Records stand in a random order that PostgreSQL draws.
  const transact = stage.seeded(order.name);
  const rows = Math.max(30, Math.round(order.rows * plan.size));
  async function* content(): AsyncGenerator<Buffer> {
    yield writeList(plan.seed, plan.calendar, { ...order, rows });
  }
  const uploadId = await storeUpload({ db: database.db, transact, settle: transact }, actor, {
    fileName: order.fileName,
    content: content(),
  });
  const uploaded = await readUpload(database.db, uploadId, undefined);
  const mapping: Mapping = mappingSchema.parse(uploaded.suggestedMapping);
  const productId = stage.product(order.product);
  const { module, name, duplicates } = order;
  await stage.pass(1);
  await transact((tx) => checkUpload(database, tx, { uploadId, productId, module, mapping }));
  await stage.pass(2);
  const databaseId = await transact(reserveDatabaseId);
  await importFile({ database, transact }, actor, { databaseId, uploadId, name, module, productId, mapping, duplicates });
  return databaseId;
}

/** A list that went into the wrong module is taken back before anybody works on it. */
async function importByMistake(stage: Stage, order: ListOfStory): Promise<void> {
  const databaseId = await importList(stage, { ...order, module: 'bonanza' });
  await stage.pass(4);
  await stage.act(order.admin, (tx, actor) => undoImport(tx, actor, databaseId));
  await stage.pass(2);
}

/** The lists, each imported on its day; one was called otherwise at first, one went into the wrong module at first. */
export const listsChapter: Chapter = ({ calendar }) => {
  const lists = listsOfStory(calendar);
  const imports = lists.map(
    (order): Scene => ({
      name: `import ${order.name}`,
      daysAgo: order.daysAgo,
      at: order.at,
      play: async (stage) => {
        if (order.name === 'Kontak Jabodetabek') await importByMistake(stage, order);
        const renamed = order.name === 'Member lama';
        const databaseId = await importList(stage, renamed ? { ...order, name: 'member_lama' } : order);
        stage.keepList(order.name, databaseId);
        if (!renamed) return;
        await stage.pass(6);
        await stage.act(order.admin, (tx, actor) => renameDatabase(tx, actor, databaseId, order.name));
      },
    }),
  );
  return imports;
};
