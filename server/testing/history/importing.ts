import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sql } from 'kysely';
import { writeRecordTexts } from '../../domain/records/write-record-texts.ts';
import { Problem } from '../../platform/http/problem.ts';
import { importList } from '../import-lists.ts';
import type { ListModel, Member, RecordModel } from './model.ts';
import { anyNumber, step } from './step.ts';
import { pick, type World } from './world.ts';

interface File {
  readonly members: readonly Member[];
  readonly module: 'bonanza' | 'memberwd';
  readonly duplicates: 'skip' | 'keep';
}

/** A list of members, some of them twice in it or known already. */
export const importing = fc
  .record({
    rows: fc.array(anyNumber, { minLength: 6, maxLength: 30, size: 'max' }),
    module: fc.constantFrom('bonanza', 'memberwd'),
    duplicates: fc.constantFrom('skip', 'keep'),
  })
  .map((data) =>
    step('import', data, async (world, { rows, module, duplicates }) => {
      const { model } = world;
      const members = rows.flatMap((row) => pick(model.members, row) ?? []);
      const outcomes = model.outcomesOf(members, duplicates);
      const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
      const databaseId = await importOf(world, { members, module, duplicates });
      assert.equal(databaseId === 'nothing_to_import', count('imported') === 0);
      if (databaseId === 'nothing_to_import') return;
      // Now and then the texts of lists are written while more is done to their members.
      if (rows.length % 2 === 0) await writeRecordTexts(world.database.db);
      const list: ListModel = {
        id: databaseId,
        module,
        rejected: { duplicateInFile: count('duplicateInFile'), existing: count('existing') },
      };
      const { rows: added } = await sql<{ id: string; row: number }>`
        select id, row_number as row from records where database_id = ${list.id} order by row_number
      `.execute(world.database.db);
      // The header is the file's first row.
      assert.deepEqual(
        added.map(({ row }) => row - 2),
        outcomes.flatMap((outcome, index) => (outcome === 'imported' ? [index] : [])),
      );
      model.lists.push(list);
      model.records.push(...added.flatMap(({ id, row }) => recordOf(id, list, row, members[row - 2])));
    }),
  );

/** The new database's id, or the code of the refusal. */
async function importOf({ database, productId, admin }: World, { members, module, duplicates }: File): Promise<string> {
  const content = ['Username,Telepon', ...members.map(({ key, phone }) => `${key},${phone ?? ''}`)].join('\n');
  const mapping = { customerKey: 'Username', ...(members.some(({ phone }) => phone !== null) ? { phone: 'Telepon' } : {}) };
  try {
    return (await importList(database, { productId, content, mapping, module, duplicates, actor: admin })).databaseId;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

function recordOf(id: string, list: ListModel, rowNumber: number, member: Member | undefined): RecordModel[] {
  if (member === undefined) return [];
  const untouched = { card: null, verdict: 'unvalidated', aboutCustomer: false, replaces: null, replacedBy: null, lastCard: null } as const;
  return [{ id, list, rowNumber, member, state: 'available', ...untouched }];
}
