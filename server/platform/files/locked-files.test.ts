import { readdirSync, readFileSync } from 'node:fs';
import { writeXlsx } from 'hucre';
import { describe, expect, test } from 'vitest';
import { thorough } from '../../testing/thoroughness.ts';
import { outcomesOfChanges, readRows, refusalOf, storeFiles } from './fixtures/store-files.ts';
import { scratchFolder } from './scratch.ts';

const store = storeFiles('xlsx');
const fixture = (name: string) => new URL(`./fixtures/${name}`, import.meta.url).pathname;

const rowsOf = async (path: string) => (await readRows(path, { sheet: 'Daftar' })).rows.map(({ cells }) => cells.slice(0, 9));

describe('what Excel opens without asking for a password is read', () => {
  test.each(['rc4.xls', 'crypto-api-40.xls', 'crypto-api-128.xls', 'obfuscated.xls', 'excel-2007.xlsx', 'excel-2010.xlsx'])(
    '%s, and nothing is left of what was unlocked',
    async (name) => {
      const before = readdirSync(scratchFolder());
      expect(await rowsOf(fixture(`locked/${name}`))).toEqual(await rowsOf(fixture('sheetjs/daftar.xls')));
      expect(readdirSync(scratchFolder())).toEqual(before);
    },
  );
});

describe('what is locked by a password of somebody’s own is refused', () => {
  test('as a workbook of Excel 97', async () => {
    expect(await refusalOf(fixture('locked/another-password.xls'))).toMatchObject({ code: 'file_encrypted' });
  });

  test('as Excel locks it today', async () => {
    const encryption = { password: 'rahasia', spinCount: 1000 };
    const content = Buffer.from(await writeXlsx({ sheets: [{ name: 'Daftar', rows: [['Username'], ['budi']] }], encryption }));
    expect(await refusalOf(await store(content))).toMatchObject({ code: 'file_encrypted' });
  });
});

test.each(['rc4.xls', 'crypto-api-40.xls', 'obfuscated.xls', 'excel-2007.xlsx'])(
  'any byte of %s changed gives rows or a refusal, never another error',
  async (name) => {
    // To try a password on a file of today takes Excel's time, fifty thousand rounds.
    const step = name.endsWith('xlsx') ? (thorough ? 611 : 1_831) : 37;
    expect(await outcomesOfChanges(readFileSync(fixture(`locked/${name}`)), { store, step })).toEqual(['a refusal', 'rows']);
  },
);
