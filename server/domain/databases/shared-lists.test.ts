import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Mapping, Uploaded } from '../../../contract/uploads.ts';
import type { Database } from '../../platform/db/database.ts';
import { UnreadableFile } from '../../platform/files/unreadable-file.ts';
import { addProduct } from '../../testing/builders.ts';
import { testDatabase } from '../../testing/database.ts';
import { addUpload, checkList, importList } from '../../testing/import-lists.ts';
import { outermost } from '../../testing/thoroughness.ts';
import { readUpload } from './read-upload.ts';

/** Large real lists lie beside the project, not in it: ../shared/data/contacts. */
const data = new URL('../../../../shared/data/', import.meta.url);
const folder = new URL('contacts/', data);
const here = existsSync(folder);
const note = here ? '' : ' (skipped: ../shared/data/contacts is not here)';
const files = here
  ? ['xlsx/', 'csv/', 'csv/csv-spectrum/csvs/'].flatMap((name) => readdirSync(new URL(name, data)).map((file) => name + file))
  : [];

const lists: readonly (readonly [string, Mapping])[] = [
  ['datablist_leads-10000.csv', { customerKey: 'Account Id', name: 'First Name', phone: 'Phone 1' }],
  ['gen_leads-10000_id_ID.csv', { customerKey: 'Account Id', name: 'First Name', phone: 'Phone 1' }],
  ['gen_people-100000_en_US.csv.gz', { customerKey: 'User Id', name: 'First Name', phone: 'Phone' }],
  ['atomic-crm_contacts-500.csv', { phone: 'phone_work', name: 'first_name' }],
];

describe.skipIf(!here)(`real lists${note}`, () => {
  let database: Database;
  beforeAll(async () => {
    database = await testDatabase();
  });

  test.each(outermost(lists))('%s: every row is in one line of the receipt, every cell as the file has it', async (name, mapping) => {
    const packed = readFileSync(new URL(name, folder));
    const bytes = name.endsWith('.gz') ? gunzipSync(packed) : packed;
    const [columns = [], ...rows] = Papa.parse<string[]>(bytes.toString('utf8'), { skipEmptyLines: true }).data;
    const productId = await addProduct(database.db);
    const { databaseId, receipt } = await importList(database, { productId, content: bytes, mapping });
    const { imported, duplicateInFile, existing, emptyKey, unreadable } = receipt;
    expect(receipt.rows).toBe(rows.length);
    expect(imported + duplicateInFile + existing + emptyKey + unreadable).toBe(rows.length);
    const counts = await sql<{ imported: number; available: number; rejected: number; columns: string[] }>`
      select imported, available, (select count(*)::int from rejected_rows where database_id = ${databaseId}) as rejected, columns
      from database_counts join databases on databases.id = database_id where database_id = ${databaseId}
    `.execute(database.db);
    expect(counts.rows).toEqual([{ imported, available: imported, rejected: rows.length - imported, columns }]);
    const stored = await sql<{ cells: string[] }>`
      select cells from (
        select row_number, cells from records where database_id = ${databaseId}
        union all select row_number, cells from rejected_rows where database_id = ${databaseId}
      ) placed order by row_number
    `.execute(database.db);
    expect(stored.rows.every(({ cells }, index) => cells.join('\n') === rows[index]?.join('\n'))).toBe(true);
    const again = await checkList(database, { productId, content: bytes, mapping });
    expect(again).toMatchObject({ new: 0, existing: imported, duplicateInFile, emptyKey, sameFileAs: { databaseId } });
  });

  test('every file of data/csv and data/xlsx is read, sheet by sheet, or refused with a sentence', async () => {
    const tables = files.filter((name) => /\.(csv|xlsx)$/.test(name));
    expect(tables.length).toBeGreaterThan(25);
    for (const name of tables) {
      const uploadId = await addUpload(database, readFileSync(new URL(name, data)), name).catch((error: unknown) => error);
      if (typeof uploadId !== 'string') {
        expect({ name, refused: uploadId instanceof UnreadableFile }).toEqual({ name, refused: true });
        continue;
      }
      const { sheets, columns } = await readUpload(database.db, uploadId);
      expect({ name, empty: columns.length === 0 }).toEqual({ name, empty: false });
      for (const sheet of sheets) {
        const read = await readUpload(database.db, uploadId, { sheet }).catch((error: unknown) => error);
        const right = read instanceof UnreadableFile || (read as Uploaded).detected.sheet === sheet;
        expect({ name, sheet, right }).toEqual({ name, sheet, right: true });
      }
    }
  });
});
